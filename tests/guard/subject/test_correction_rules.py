"""Requests for correction by themselves: who asks and settles, what is kept sealed, and when nothing more is taken."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from graph.records import Book, opened_book
from graph.seals import open_seals
from guard.refusals import RoleForbids, TooOften, Unfit
from guard.roles import Role
from guard.subject.corrections import TEXT_MOST, WAITING_MOST, Corrections, Settled, forget_corrections
from guard.subject.tables import corrections
from tests.guard.offices import Office, office

ME = "person resident"


@dataclass
class Asking:
    """An office with its requests."""

    office: Office
    book: Book
    of: Corrections

    def row(self, correction: str) -> dict[str, Any]:
        with self.office.engine.connect() as db:
            return dict(db.execute(sa.select(corrections).where(corrections.c.id == correction)).one()._mapping)


@contextmanager
def asking(folder: Path) -> Iterator[Asking]:
    seals = open_seals(folder / "keys", create=True)
    with office(folder) as at, opened_book(folder / "book") as book:
        yield Asking(at, book, Corrections(at.engine, book, seals, now=at.clock))


def test_a_request_is_its_askers_and_sealed_under_their_own_key(tmp_path: Path) -> None:
    with asking(tmp_path) as at:
        resident = at.office.of[Role.RESIDENT]
        made = at.of.ask(resident, " 我已搬走 ", record=7)
        assert (made.person, made.text, made.record, made.outcome, made.reason) == (ME, "我已搬走", 7, None, None)
        assert (made.asked_at.timestamp(), made.settled_at) == (int(at.office.clock()), None)
        assert at.of.one(made.id) == made
        assert at.of.one("c_none") is None
        row = at.row(made.id)
        assert row["asked_by"] == resident.id
        assert "我已搬走" not in row["text"]
        assert set(at.book.keys_of([ME])) == {ME}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.RESIDENT])
def test_only_a_resident_asks(tmp_path: Path, role: Role) -> None:
    with asking(tmp_path) as at, pytest.raises(RoleForbids):
        at.of.ask(at.office.of[role], "x")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.STEWARD])
def test_only_a_steward_settles(tmp_path: Path, role: Role) -> None:
    with asking(tmp_path) as at:
        made = at.of.ask(at.office.of[Role.RESIDENT], "x")
        with pytest.raises(RoleForbids):
            at.of.settle(made.id, at.office.of[role], outcome=Settled.CORRECTED, reason="y")
        assert at.of.one(made.id) == made


def test_a_request_ends_once_and_the_others_wait_on(tmp_path: Path) -> None:
    with asking(tmp_path) as at:
        resident, steward = at.office.of[Role.RESIDENT], at.office.of[Role.STEWARD]
        first = at.of.ask(resident, "first")
        at.office.clock.pass_(seconds=5)
        second = at.of.ask(resident, "second")
        done = at.of.settle(first.id, steward, outcome=Settled.PARTLY, reason=" because ")
        assert (done.id, done.outcome, done.reason) == (first.id, Settled.PARTLY, "because")
        assert done.settled_at is not None
        assert done.settled_at.timestamp() == int(at.office.clock())
        assert at.row(first.id)["settled_by"] == steward.id
        assert "because" not in at.row(first.id)["reason"]
        assert at.of.of(ME) == at.of.every(waiting=False) == [second, done]
        assert at.of.every(waiting=True) == [second]
        for again in (first.id, "c_none"):
            with pytest.raises(Unfit):
                at.of.settle(again, steward, outcome=Settled.REFUSED, reason="y")
        assert at.of.of("somebody else") == []


def test_a_text_has_one_to_two_thousand_characters(tmp_path: Path) -> None:
    assert (TEXT_MOST, WAITING_MOST) == (2_000, 20)
    with asking(tmp_path) as at:
        resident = at.office.of[Role.RESIDENT]
        for wrong in ("", "  ", "x" * (TEXT_MOST + 1)):
            with pytest.raises(Unfit):
                at.of.ask(resident, wrong)
        made = at.of.ask(resident, "x")
        assert at.of.ask(resident, "x" * TEXT_MOST).text == "x" * TEXT_MOST
        with pytest.raises(Unfit):
            at.of.settle(made.id, at.office.of[Role.STEWARD], outcome=Settled.REFUSED, reason=" ")


def test_twenty_of_one_person_wait_and_no_more_until_one_is_settled(tmp_path: Path) -> None:
    with asking(tmp_path) as at:
        resident, steward = at.office.of[Role.RESIDENT], at.office.of[Role.STEWARD]
        other = at.office.account(Role.RESIDENT, "other")
        made = [at.of.ask(resident, "x") for _ in range(WAITING_MOST)]
        with pytest.raises(TooOften):
            at.of.ask(resident, "x")
        assert at.of.ask(other, "x")
        at.of.settle(made[0].id, steward, outcome=Settled.CORRECTED, reason="y")
        assert at.of.ask(resident, "x")


def test_an_erased_persons_requests_go_and_no_others(tmp_path: Path) -> None:
    with asking(tmp_path) as at:
        other = at.office.account(Role.RESIDENT, "other")
        at.of.ask(at.office.of[Role.RESIDENT], "x")
        stays = at.of.ask(other, "x")
        forget_corrections(at.office.engine, ME)
        assert at.of.every(waiting=False) == [stays]
