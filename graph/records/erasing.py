"""Erasing from the book: a row keeps its batch, sheet and number, and says nothing any more.

What SQLite has let go of stays in the file until it is written over, so the file is made anew afterwards (``compact``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.records.notes import noted
from graph.records.tables import about, batches, erased, person_keys, records

COMPACTING = "compacting"
"""Noted while the file may still hold what was erased."""
AT_ONCE = 10_000
GONE = b""
"""The row key and mark of a row that was erased: it is the same as no other, and never in force."""


@dataclass(frozen=True, slots=True)
class Held:
    """A row that speaks of a person, in force or not."""

    id: int
    ledger: str
    row: int
    person: str | None
    cells: str
    sealed: str | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a row that can stand without its person: open cells, and its mark."""

    cells: str
    row_key: bytes
    mark: bytes


class Erasing:
    """The part of the book that forgets. The caller holds the pen."""

    def __init__(self, engine: Engine) -> None:
        """From the book's engine."""
        self._engine = engine

    def rows_of(self, people: Iterable[str]) -> list[Held]:
        """Every row of these people, corrected ones too."""
        return [held for some in _some(sorted(set(people))) for held in self._held(records.c.person.in_(some))]

    def numbered(self, numbers: Iterable[int]) -> list[Held]:
        """These rows, unless they were erased."""
        asked = (records.c.id.in_(some) for some in _some(sorted(set(numbers))))
        return [held for each in asked for held in self._held(each)]

    def corrected_before(self, moment: str) -> list[Held]:
        """The rows out of force of people, that were loaded before ``moment`` (ISO 8601)."""
        old = sa.and_(~records.c.in_force, records.c.person.is_not(None), batches.c.started < moment)
        return self._held(old)

    def carried_out(self) -> dict[str, str]:
        """The person of each erasure that this book has carried out, by the erasure's name."""
        with self._engine.connect() as db:
            return {row[0]: row[1] for row in db.execute(sa.select(erased.c.erasure, erased.c.person))}

    def barred(self, people: Iterable[str]) -> set[str]:
        """Those of these people who were erased, and whom nobody has let in again."""
        found: set[str] = set()
        with self._engine.connect() as db:
            for some in _some(sorted(set(people))):
                asked = sa.select(erased.c.person).where(erased.c.person.in_(some), ~erased.c.lifted)
                found |= set(db.execute(asked).scalars())
        return found

    def erase(self, people: Mapping[str, Sequence[str]], *, left: Mapping[int, Left], lifted: Iterable[str]) -> None:
        """Carry out erasures in one transaction: by person, their names. Their rows go, or become what is ``left``.

        ``lifted`` are those of the names that bar nobody from being loaded again.
        """
        free = set(lifted)
        names = [(name, person) for person, each in people.items() for name in each]
        with self._engine.begin() as db:
            for some in _some(sorted(people)):
                self._empty(db, self._held_in(db, records.c.person.in_(some)), left)
                db.execute(sa.delete(person_keys).where(person_keys.c.person.in_(some)))
            rows = [{"erasure": name, "person": person, "lifted": name in free} for name, person in names]
            db.execute(sa.delete(erased).where(erased.c.erasure.in_([name for name, _ in names])))
            db.execute(sa.insert(erased), rows)
            noted(db, COMPACTING, "yes")

    def empty(self, rows: Sequence[Held]) -> None:
        """Let these rows say nothing any more; their people stay."""
        with self._engine.begin() as db:
            self._empty(db, rows, {})
            noted(db, COMPACTING, "yes")

    def lift(self, person: str) -> None:
        """Let an erased person be loaded again."""
        with self._engine.begin() as db:
            db.execute(sa.update(erased).where(erased.c.person == person).values(lifted=True))

    def compacted(self) -> bool:
        """Whether nothing of what was erased is in the file any more."""
        with self._engine.connect() as db:
            return db.execute(sa.select(about.c.value).where(about.c.name == COMPACTING)).scalar() is None

    def compact(self) -> bool:
        """Make the file anew, so that nothing of what was erased is in it; False when a reader keeps the old one."""
        if self.compacted():
            return True
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.exec_driver_sql("VACUUM")
            busy: int = db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            if not busy:
                db.execute(sa.delete(about).where(about.c.name == COMPACTING))
        return not busy

    def _held(self, condition: sa.ColumnElement[bool]) -> list[Held]:
        with self._engine.connect() as db:
            return self._held_in(db, condition)

    def _held_in(self, db: Connection, condition: sa.ColumnElement[bool]) -> list[Held]:
        c = records.c
        asked = sa.select(c.id, batches.c.ledger, c.row, c.person, c.cells, c.sealed, c.in_force).join(batches)
        return [Held(*row) for row in db.execute(asked.where(condition, c.row_key != GONE))]

    def _empty(self, db: Connection, rows: Sequence[Held], left: Mapping[int, Left]) -> None:
        # One statement a row, by its number: SQLite writes each over in its place.
        gone = {"person": None, "sealed": None}
        changes: list[dict[str, Any]] = []
        for held in rows:
            kept = left.get(held.id)
            cells, key, mark = (kept.cells, kept.row_key, kept.mark) if kept else ("{}", GONE, GONE)
            said = {"cells": cells, "row_key": key, "mark": mark, "in_force": bool(kept and held.in_force)}
            changes.append({"number": held.id} | gone | said)
        if changes:
            wanted: dict[str, Any] = {name: sa.bindparam(name) for name in changes[0] if name != "number"}
            db.execute(sa.update(records).where(records.c.id == sa.bindparam("number")).values(**wanted), changes)


def _some(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
