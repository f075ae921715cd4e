"""Resident IDs, USCCs and phones."""

import pytest

from graph.identifiers import full_resident_id, is_phone, is_uscc
from tests.desks import resident_id


def test_a_valid_id_is_taken_and_a_small_x_is_a_large_one() -> None:
    with_x = next(i for n in range(1, 99) if (i := resident_id("19800307", n)).endswith("X"))
    assert full_resident_id(with_x.lower()) == with_x


def test_the_standards_own_example_is_valid() -> None:
    """GB 11643-1999, appendix."""
    assert full_resident_id("11010519491231002X") == "11010519491231002X"
    assert full_resident_id("110105194912310021") is None


def test_a_15_digit_id_is_widened() -> None:
    whole = resident_id("19800307")
    assert full_resident_id(whole[:6] + whole[8:17]) == whole


@pytest.mark.parametrize("text", ["", "123", "99010119800230001X", "990101179901010011", "99010120990101001X"])
def test_what_cannot_be_an_id_is_refused(text: str) -> None:
    assert full_resident_id(text) is None


def test_a_wrong_check_digit_is_refused() -> None:
    whole = resident_id("19800307")
    assert full_resident_id(whole[:17] + ("1" if whole[17] != "1" else "2")) is None


def test_usccs_and_phones() -> None:
    assert is_uscc("91110000600037341L")
    assert not is_uscc("91110000600037341M")
    assert not is_uscc("9111000060003734IL")
    assert is_phone("10012345678")
    assert is_phone("0517-83900000")
    assert not is_phone("无")
