"""A master key can be replaced at any moment, interrupted at any moment, and lost only with all of its copies."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph import rotation
from graph.records import Book, BookError, opened_book
from graph.records.keys import Keys
from graph.rotation import check, rotate, under_way
from graph.seals import SealError, Seals, open_seals

PHONE = "10012345678"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with opened_book(tmp_path / "book") as opened:
        yield opened


def with_people(book: Book, seals: Seals, *people: str) -> dict[str, str]:
    """Keys for these people, and a value sealed under each."""
    keys = {person: seals.new_person_key() for person in people}
    book.add_keys_if_absent(keys)
    return {person: seals.person(key).seal(PHONE) for person, key in keys.items()}


def opened(book: Book, seals: Seals, sealed: dict[str, str]) -> set[str]:
    keys = book.keys_of(sealed)
    return {seals.person(keys[person]).open(text) for person, text in sealed.items()}


def test_after_a_rotation_everything_opens_under_the_new_key_alone(book: Book, tmp_path: Path) -> None:
    before = open_seals(tmp_path, create=True)
    sealed = with_people(book, before, "a", "b")
    assert rotate(book, tmp_path, pause=0) == 2
    after = open_seals(tmp_path, create=False)
    assert (after.retiring, after.wrapping == before.wrapping) == (None, False)
    assert (after.finding, after.naming) == (before.finding, before.naming)
    assert opened(book, after, sealed) == {PHONE}
    assert before.wrapping.hex() not in (tmp_path / "keys.json").read_text()
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600


def test_a_process_that_was_running_goes_on_with_the_new_key(book: Book, tmp_path: Path) -> None:
    running = open_seals(tmp_path, create=True)
    sealed = with_people(book, running, "a")
    rotate(book, tmp_path, pause=0)
    assert opened(book, running, sealed) == {PHONE}
    sealed |= with_people(book, running, "b")
    assert opened(book, open_seals(tmp_path, create=False), sealed) == {PHONE}


def test_a_key_made_while_the_master_is_replaced_is_wrapped_anew_too(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process had wrapped it, and writes it after everybody else's was done."""
    stale = open_seals(tmp_path, create=True)
    sealed, late = with_people(book, stale, "a"), stale.new_person_key()
    later = stale.person(late).seal(PHONE)

    def writes(_: float) -> None:
        if "b" not in book.keys_of(["b"]):
            book.add_keys_if_absent({"b": late})

    monkeypatch.setattr(rotation.time, "sleep", writes)
    assert rotate(book, tmp_path) == 2
    assert opened(book, open_seals(tmp_path, create=False), sealed | {"b": later}) == {PHONE}


class Cut(Exception):
    """The power went."""


@pytest.mark.parametrize("at", ["rewrap", "rewrapped", "_put", "_put last"])
def test_an_interrupted_rotation_goes_on(at: str, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = with_people(book, open_seals(tmp_path, create=True), *(f"p{n}" for n in range(5)))
    owner: Any = {"rewrap": Keys, "rewrapped": Seals}.get(at, rotation)
    name = at.split()[0]
    real, calls = getattr(owner, name), []

    def cut(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if at != "rewrap" and len(calls) < {"rewrapped": 3, "_put": 1, "_put last": 2}[at]:
            return real(*args, **kwargs)
        if at == "rewrap":
            real(*args, **kwargs)
        raise Cut

    monkeypatch.setattr(owner, name, cut)
    with pytest.raises(Cut):
        rotate(book, tmp_path, pause=0)
    monkeypatch.setattr(owner, name, real)
    half = open_seals(tmp_path, create=False)
    assert opened(book, half, sealed) == {PHONE}
    assert under_way(tmp_path) == (at != "_put")
    rotate(book, tmp_path, pause=0)
    after = open_seals(tmp_path, create=False)
    assert after.retiring is None
    assert at == "_put" or after.wrapping == half.wrapping
    assert opened(book, after, sealed) == {PHONE}


def test_no_rotation_in_the_middle_of_a_load(book: Book, tmp_path: Path) -> None:
    seals = open_seals(tmp_path, create=True)
    with_people(book, seals, "a")
    with book.writing(), opened_book(tmp_path / "book") as other, pytest.raises(BookError, match="under way"):
        rotate(other, tmp_path, pause=0)
    assert not under_way(tmp_path)


def test_an_older_key_file_is_told_from_the_right_one(book: Book, tmp_path: Path) -> None:
    sealed = with_people(book, open_seals(tmp_path, create=True), "a")
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    shutil.copy(tmp_path / "keys.json", old)
    rotate(book, tmp_path, pause=0)
    shutil.copy(tmp_path / "keys.json", new)
    shutil.copy(old, tmp_path / "keys.json")
    with pytest.raises(SealError, match=r"keys\.json is an older or another one"):
        check(book, open_seals(tmp_path, create=False))
    with pytest.raises(SealError, match="does not fit"):
        rotate(book, tmp_path, pause=0)
    assert not under_way(tmp_path)
    shutil.copy(new, tmp_path / "keys.json")
    assert opened(book, open_seals(tmp_path, create=False), sealed) == {PHONE}


def test_with_the_key_file_lost_nothing_opens_and_the_sentence_says_what_to_do(book: Book, tmp_path: Path) -> None:
    with_people(book, open_seals(tmp_path, create=True), "a")
    (tmp_path / "keys.json").unlink()
    with pytest.raises(SealError, match="restore it: without it no ID, phone or row of a person can be read"):
        open_seals(tmp_path, create=False)
    open_seals(tmp_path, create=True)
    with pytest.raises(SealError, match="does not fit"):
        check(book, open_seals(tmp_path, create=False))


def test_a_damaged_key_file_says_so(tmp_path: Path) -> None:
    open_seals(tmp_path, create=True)
    for text in ("", "[]", json.dumps({"wrapping": "xx"})):
        (tmp_path / "keys.json").write_text(text)
        with pytest.raises(SealError, match="damaged"):
            open_seals(tmp_path, create=False)


def test_where_a_folder_cannot_be_opened_a_rotation_ends_all_the_same(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = with_people(book, open_seals(tmp_path, create=True), "a")
    opening = os.open

    def as_on_windows(path: Any, *more: Any) -> int:
        if Path(path).is_dir():
            raise PermissionError(13, "Permission denied")
        return opening(path, *more)

    monkeypatch.setattr(os, "open", as_on_windows)
    assert rotate(book, tmp_path, pause=0) == 1
    assert not under_way(tmp_path)
    assert opened(book, open_seals(tmp_path, create=False), sealed) == {PHONE}
