"""Persons in the audit go by an HMAC under their own key, and with the key goes whom it meant."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from graph.records import opened_book
from graph.records.tables import person_keys
from graph.seals import open_seals
from guard.audit import subjects as module
from guard.audit.reading import entries_about
from guard.audit.subjects import Subjects
from tests.guard.audit.helpers import act, judged, opened


def test_a_persons_subject_is_the_same_always_and_tells_nothing(tmp_path: Path) -> None:
    seals = open_seals(tmp_path / "keys", create=True)
    with opened_book(tmp_path / "book") as book:
        first = Subjects(book, seals).of(["p1", "p2"])
        assert first.keys() == {"p1", "p2"}
        assert first["p1"] != first["p2"]
        assert all(s.startswith("hmac-sha256-128:") and len(s) == 48 for s in first.values())
        again = Subjects(book, seals)
        assert again.of(["p1"]) | again.of(["p2", "p1"]) == first
        assert again.persons(set(first.values())) == {s: p for p, s in first.items()}
        assert again.persons({"nobody"}) == {}
        assert Subjects(book, seals).of([]) == {}


def test_a_key_that_another_process_made_meanwhile_is_kept(tmp_path: Path) -> None:
    seals = open_seals(tmp_path / "keys", create=True)
    with opened_book(tmp_path / "book") as book:
        one = book.add_keys_if_absent({"p1": seals.new_person_key()})
        assert book.add_keys_if_absent({"p1": seals.new_person_key(), "p2": b"2"}) == one | {"p2": b"2"}
        assert list(book.every_key()) == [one | {"p2": b"2"}]


def test_no_more_than_some_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 2)
    seals = open_seals(tmp_path / "keys", create=True)
    with opened_book(tmp_path / "book") as book:
        some = Subjects(book, seals)
        known = some.of(["p1", "p2"])
        assert some.of(["p2", "p3"])["p2"] == known["p2"]
        assert some.of(["p1"])["p1"] == known["p1"]


def test_an_erased_person_is_nobodys_subject_and_the_tree_still_verifies(tmp_path: Path) -> None:
    seals = open_seals(tmp_path / "keys", create=True)
    with opened_book(tmp_path / "book") as book, opened(tmp_path) as log:
        subjects = Subjects(book, seals)
        named = subjects.of(["p1"])["p1"]
        log.record_now(act(named))
        with book._engine.begin() as db:
            db.execute(sa.delete(person_keys).where(person_keys.c.person == "p1"))
        assert subjects.persons({named}) == {}
        assert subjects.of(["p1"])["p1"] != named
        assert len(entries_about(log.engine, named)) == 1
        assert judged(log).sound
