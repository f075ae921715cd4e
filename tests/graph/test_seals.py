"""Keys, ciphers and hashes."""

import stat
from pathlib import Path

import pytest

from graph.seals import SealError, open_seals


def test_the_key_file_is_its_owners_only_and_is_kept(tmp_path: Path) -> None:
    first = open_seals(tmp_path / "keys", create=True)
    assert stat.S_IMODE((tmp_path / "keys" / "keys.json").stat().st_mode) == 0o600
    assert open_seals(tmp_path / "keys", create=False) == first
    assert "wrapping" not in repr(first)


def test_a_missing_key_file_is_not_made_anew_over_an_old_book(tmp_path: Path) -> None:
    with pytest.raises(SealError, match=r"keys\.json"):
        open_seals(tmp_path / "keys", create=False)


def test_a_sealed_value_opens_under_its_persons_key_only(tmp_path: Path) -> None:
    seals = open_seals(tmp_path, create=True)
    one, other = (seals.person(seals.new_person_key()) for _ in range(2))
    sealed = one.seal("10012345678")
    assert sealed.startswith("aes-siv:")
    assert "10012345678" not in sealed
    assert one.seal("10012345678") == sealed
    assert one.open(sealed) == "10012345678"
    with pytest.raises(SealError):
        other.open(sealed)


def test_hashes_and_ids_depend_on_the_offices_secret_and_on_the_kind(tmp_path: Path) -> None:
    one, other = (open_seals(tmp_path / name, create=True) for name in "ab")
    assert one.keyed_hash("id", "1") == one.keyed_hash("id", "1") != other.keyed_hash("id", "1")
    assert one.keyed_hash("id", "1") != one.keyed_hash("phone", "1")
    assert one.node_id("House", "H1") == one.node_id("House", "H1") != one.node_id("Person", "H1")
    assert one.node_id("House", "H1") != other.node_id("House", "H1")
