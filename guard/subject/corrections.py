"""Corrections that people ask for in what is held about them, and what became of them (PIPL 46 and 50).

A request waits until a steward in whose area the person lives has settled it, with a reason that the person reads.
What is asked is corrected by loading the ledger again, never here: the graph follows the book.
"""

import datetime as dt
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.model.codes import Codes
from graph.records import Book
from graph.seals import PersonCipher, Seals
from guard.accounts.account import Account, moment
from guard.accounts.kept import acting, writing
from guard.accounts.secrets import new_id
from guard.refusals import TooOften, Unfit
from guard.roles import Role
from guard.subject.tables import corrections

TEXT_MOST = 2_000
"""Characters of a request or a reason."""
WAITING_MOST = 20
"""Requests of one person that may wait at a time."""


class Settled(Codes):
    """How a request ends."""

    CORRECTED = "corrected", "已更正", "Corrected"
    PARTLY = "partly", "部分更正", "Corrected in part"
    REFUSED = "refused", "不予更正", "Not corrected"


@dataclass(frozen=True, slots=True)
class Correction:
    """One request. ``text`` and ``reason`` are None where the person's key is gone; ``outcome`` while it waits."""

    id: str
    person: str
    asked_at: dt.datetime
    record: int | None
    text: str | None
    outcome: Settled | None
    reason: str | None
    settled_at: dt.datetime | None


def forget_corrections(register: Engine, person: str) -> None:
    """For the erasure of a person: what they asked for goes, whose text their key would no longer open."""
    with writing(register) as db:
        db.execute(sa.delete(corrections).where(corrections.c.person == person))


class Corrections:
    """The requests of one register. Safe to use from several threads; every call is one short transaction."""

    def __init__(self, engine: Engine, book: Book, seals: Seals, *, now: Callable[[], float] = time.time) -> None:
        """From the register, and the book and seals by which a person's own key is found."""
        self._engine, self._book, self._seals, self._now = engine, book, seals, now

    def ask(self, account: Account, text: str, *, record: int | None = None) -> Correction:
        """Ask for a correction of what is held about the account's own person; of one ``record``, or at large.

        Whether the record speaks of the person is for the caller of this module to find out.
        Raises RoleForbids, NotSignedIn, Unfit or TooOften.
        """
        said = _checked(text)
        with writing(self._engine) as db:
            person = str(acting(db, account, Role.RESIDENT).person)
            _check_waiting(db, person)
            made, sealed = new_id("c_"), self._own(person).seal(said)
            values = {"id": made, "person": person, "asked_by": account.id, "record": record, "text": sealed}
            db.execute(sa.insert(corrections).values(**values, asked_at=int(self._now())))
            return self._all(db, corrections.c.id == made)[0]

    def of(self, person: str) -> list[Correction]:
        """What a person ever asked for, the latest first."""
        with self._engine.connect() as db:
            return self._all(db, corrections.c.person == person)

    def every(self, *, waiting: bool) -> list[Correction]:
        """What everybody asked for, the latest first; ``waiting``: that nobody has settled yet."""
        with self._engine.connect() as db:
            return self._all(db, corrections.c.outcome.is_(None) if waiting else sa.true())

    def one(self, correction: str) -> Correction | None:
        """The request of this id."""
        with self._engine.connect() as db:
            return next(iter(self._all(db, corrections.c.id == correction)), None)

    def settle(self, correction: str, by: Account, *, outcome: Settled, reason: str) -> Correction:
        """End a request, once. That the person lives in the steward's area is for the caller to find out.

        Raises RoleForbids, NotSignedIn or Unfit.
        """
        said = _checked(reason)
        here = corrections.c.id == correction
        with writing(self._engine) as db:
            acting(db, by, Role.STEWARD)
            found = next(iter(self._all(db, here)), None)
            if found is None or found.outcome is not None or found.text is None:
                raise Unfit("这项更正申请不在待处理状态。", "This request does not wait for anything.")
            values = {"outcome": outcome, "reason": self._own(found.person).seal(said)}
            settled = {"settled_by": by.id, "settled_at": int(self._now())}
            db.execute(sa.update(corrections).where(here).values(**values, **settled))
            return self._all(db, here)[0]

    def _own(self, person: str) -> PersonCipher:
        """The person's own cipher; a key is made for who has none."""
        keys = self._book.keys_of([person])
        keys = keys or self._book.add_keys_if_absent({person: self._seals.new_person_key()})
        return self._seals.person(keys[person])

    def _all(self, db: Connection, condition: sa.ColumnElement[bool]) -> list[Correction]:
        order = (corrections.c.asked_at.desc(), corrections.c.id)
        rows = db.execute(sa.select(corrections).where(condition).order_by(*order)).all()
        return list(self._read(rows))

    def _read(self, rows: Iterable[sa.Row[Any]]) -> Iterable[Correction]:
        found = list(rows)
        keys = self._book.keys_of({row.person for row in found})
        ciphers = {person: self._seals.person(key) for person, key in keys.items()}
        return (_correction(row, ciphers.get(row.person)) for row in found)


def _correction(row: sa.Row[Any], cipher: PersonCipher | None) -> Correction:
    return Correction(
        id=row.id,
        person=row.person,
        asked_at=moment(row.asked_at),
        record=row.record,
        text=cipher.open(row.text) if cipher else None,
        outcome=Settled.of(row.outcome) if row.outcome else None,
        reason=cipher.open(row.reason) if cipher and row.reason else None,
        settled_at=None if row.settled_at is None else moment(row.settled_at),
    )


def _check_waiting(db: Connection, person: str) -> None:
    waiting = sa.select(sa.func.count()).select_from(corrections).where(corrections.c.person == person)
    if db.execute(waiting.where(corrections.c.outcome.is_(None))).scalar_one() >= WAITING_MOST:
        raise TooOften(
            f"您已有 {WAITING_MOST} 项更正申请待处理，请等答复后再提。",
            f"{WAITING_MOST} of your requests are waiting; ask again when they are answered.",
        )


def _checked(text: str) -> str:
    said = text.strip()
    if not 1 <= len(said) <= TEXT_MOST:
        raise Unfit(f"请写 1 至 {TEXT_MOST} 字。", f"Write between 1 and {TEXT_MOST} characters.")
    return said
