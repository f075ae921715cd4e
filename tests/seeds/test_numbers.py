"""Numbers are well-formed and can belong to nobody."""

from pathlib import Path

import pytest
from stdnum.cn import ric, uscc

from loaders.registry import ledgers
from tests.seeds.reading import rows

WITH_PEOPLE = [name for name, ledger in ledgers().items() if ledger.person]


@pytest.mark.parametrize("ledger", WITH_PEOPLE)
def test_resident_ids_have_a_sample_region_and_a_right_check_digit(folder: Path, ledger: str) -> None:
    numbers = [row.text("id_number") for row in rows(folder, ledger) if row.text("id_number")]
    assert numbers
    for number in numbers:
        assert (len(number), number[:2], number[-1]) == (18, "99", ric.calc_check_digit(number))


def test_ids_say_birth_and_sex(folder: Path) -> None:
    for row in rows(folder, "residents"):
        if number := row.text("id_number"):
            digits = "".join(sign for sign in row.text("birth") if sign.isdigit())
            assert (row.text("sex") == "男") == (int(number[16]) % 2 == 1)
            assert len(digits) < 8 or digits == number[6:14]


def test_an_id_is_one_person(folder: Path) -> None:
    names: dict[str, set[str]] = {}
    for ledger in WITH_PEOPLE:
        for row in rows(folder, ledger):
            if row.text("id_number"):
                names.setdefault(row.text("id_number"), set()).add(row.text("person_name"))
    assert all(len(known) == 1 for known in names.values())


@pytest.mark.parametrize("ledger", WITH_PEOPLE)
def test_phones_begin_with_a_prefix_of_no_operator(folder: Path, ledger: str) -> None:
    phones = [row.text("phone") for row in rows(folder, ledger) if row.text("phone")]
    assert phones
    assert all(len(phone) == 11 and phone.startswith("100") for phone in phones)


@pytest.mark.parametrize("ledger", ["sole_traders", "enterprises"])
def test_usccs_have_a_sample_region_and_a_right_check_character(folder: Path, ledger: str) -> None:
    codes = [row.text("organization") for row in rows(folder, ledger)]
    assert len(set(codes)) == len(codes)
    assert all(uscc.is_valid(code) and code[2:8] == "990000" for code in codes)


def test_most_holders_of_posts_are_residents(folder: Path) -> None:
    residents = {row.text("id_number") for row in rows(folder, "residents")}
    holders = {row.text("id_number") for row in rows(folder, "appointments")}
    assert len(holders & residents) > 0.95 * len(holders)
