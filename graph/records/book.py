"""The book itself: one SQLite file (WAL, synchronous FULL), one writer at a time.

BookError              the book cannot be opened or written; one sentence that says what to do
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.engine import Engine

from graph.model.dates import SHANGHAI
from graph.records.batch import Batch, BatchState, Counts
from graph.records.erasing import Erasing
from graph.records.holding import Holding
from graph.records.keys import Keys
from graph.records.notes import IDENTITY, REBUILDING, SAMPLE, Notes, noted
from graph.records.tables import batches, person_keys, records

AnyRow = sa.Row[*tuple[Any, ...]]

ROWS_AT_ONCE = 10_000
NAMES_AT_ONCE = 10_000


class BookError(Exception):
    """The book cannot be opened or written."""


class BookBusy(BookError):
    """Another load holds the pen."""


@dataclass(frozen=True, slots=True)
class NewRecord:
    """An accepted row on its way into the book."""

    sheet: str
    row: int
    row_key: bytes
    mark: bytes
    person: str | None
    cells: str
    sealed: str | None
    replaces: int | None


@dataclass(frozen=True, slots=True)
class Record:
    """A row of the book."""

    id: int
    ledger: str
    sheet: str
    row: int
    person: str | None
    cells: str
    sealed: str | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read, and the day its batch began."""

    ledger: str
    batch: int
    sheet: str
    row: int
    loaded: str


class Book:
    """The record book. Anyone reads; writing happens inside ``writing()``, which one process holds at a time."""

    def __init__(self, engine: Engine, lock: FileLock) -> None:
        """From an engine whose tables exist; see graph.records.opening."""
        self._engine = engine
        self._lock = lock
        self.notes = Notes(engine)
        self.erasing = Erasing(engine)
        self.keys = Keys(engine)
        self.holding = Holding(engine)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the pen. Raises BookError when another process holds it, or another task of this one."""
        busy = BookBusy("另一个装载正在进行,请等它结束后再试。Another load is under way; try again when it has ended.")
        if self._lock.is_locked:
            raise busy  # the lock would let its own process in again, and two writers tear each other's batches
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise busy from None
        try:
            yield
        finally:
            self._lock.release()

    @property
    def sample(self) -> bool:
        """Whether the book holds a sample district, and so may hold identifiers that belong to nobody."""
        return self.notes.get(SAMPLE) == "yes"

    @property
    def identity(self) -> str:
        """What tells this book from every other; its graph carries it too."""
        return self.notes.get(IDENTITY) or ""

    def mark_sample(self) -> None:
        """Say once, on an empty book, that it holds a sample. Raises BookError when real rows are in it."""
        if self.sample:
            return
        if self.last_record():
            raise BookError(
                "台账簿里已有真实数据,不能再标为样例。The book already holds real rows and cannot become a sample."
            )
        self.notes.set(SAMPLE, "yes")

    def begin(self, *, ledger: str, file: str, file_sha256: str, by: str) -> int:
        """Open a batch, and give its number."""
        started = dt.datetime.now(SHANGHAI).isoformat(timespec="seconds")
        values = {"ledger": ledger, "file": file, "file_sha256": file_sha256, "by": by, "started": started}
        with self._engine.begin() as db:
            key = db.execute(sa.insert(batches).values(**values, state=BatchState.OPEN)).inserted_primary_key
        return int(key[0]) if key else 0

    def add(self, batch: int, rows: Sequence[NewRecord]) -> None:
        """Write rows of an open batch in one transaction. The keys under which they are sealed are kept already."""
        if rows:
            with self._engine.begin() as db:
                db.execute(sa.insert(records), [_row(batch, row) for row in rows])

    def acknowledge(self, batch: int, counts: Counts) -> None:
        """The commit point of a batch: from here on it is not lost, and the rows that it corrects are out of force."""
        replaced = sa.select(records.c.replaces).where(records.c.batch_id == batch, records.c.replaces.is_not(None))
        with self._engine.begin() as db:
            db.execute(sa.update(records).where(records.c.id.in_(replaced)).values(in_force=False))
            db.execute(_set_state(batch, BatchState.BOOKED).values(**_counts(counts)))

    def in_graph(self, batch: int) -> None:
        """Note that the graph holds a batch whole."""
        with self._engine.begin() as db:
            db.execute(_set_state(batch, BatchState.IN_GRAPH))

    def take_back(self, batch: int) -> None:
        """Remove a batch that was never acknowledged."""
        with self._engine.begin() as db:
            db.execute(sa.delete(records).where(records.c.batch_id == batch))
            db.execute(sa.delete(batches).where(batches.c.id == batch))

    def reproject(self) -> None:
        """Mark every batch as not yet in the graph, before the graph is made anew; ``REBUILDING`` until it is."""
        with self._engine.begin() as db:
            noted(db, REBUILDING, "yes")
            in_graph = sa.update(batches).where(batches.c.state == BatchState.IN_GRAPH)
            db.execute(in_graph.values(state=BatchState.BOOKED))

    def batches(self, state: BatchState | None = None) -> list[Batch]:
        """Batches in the order of their loading."""
        asked = sa.select(batches).order_by(batches.c.id)
        return [_batch(r) for r in self._all(asked.where(batches.c.state == state) if state else asked)]

    def standing(self, row_keys: Sequence[bytes]) -> dict[bytes, tuple[int, bytes]]:
        """For each row key with a row in force: that row's number and mark."""
        found: dict[bytes, tuple[int, bytes]] = {}
        columns = (records.c.row_key, records.c.id, records.c.mark)
        for some in _chunks(row_keys, NAMES_AT_ONCE):
            asked = sa.select(*columns).join(batches).where(records.c.row_key.in_(some), *_in_force())
            found |= {row[0]: (row[1], row[2]) for row in self._all(asked)}
        return found

    def has_rows_of(self, ledger: str) -> bool:
        """Whether any row of this ledger was ever acknowledged: a first load needs no comparison."""
        asked = sa.select(batches.c.id).where(batches.c.ledger == ledger, batches.c.state != BatchState.OPEN).limit(1)
        return bool(self._all(asked))

    def records_of(self, batch: int) -> Iterator[list[Record]]:
        """The rows of a batch that are in force, some thousands at a time."""
        return self._pages(records.c.batch_id == batch, records.c.in_force)

    def replaced_by(self, batch: int) -> Iterator[list[Record]]:
        """The rows that a batch put out of force."""
        replaced = sa.select(records.c.replaces).where(records.c.batch_id == batch, records.c.replaces.is_not(None))
        return self._pages(records.c.id.in_(replaced))

    def in_force(self, numbers: Iterable[int]) -> list[Record]:
        """Those of the numbered records that are in force."""
        found: list[Record] = []
        for some in _chunks(sorted(set(numbers)), NAMES_AT_ONCE):
            found += [_record(r) for r in self._all(_records().where(records.c.id.in_(some), *_in_force()))]
        return found

    def origins(self, numbers: Iterable[int]) -> dict[int, Origin]:
        """Where the numbered records were read; one that was erased is not there."""
        wanted = (records.c.id, batches.c.ledger, batches.c.id, records.c.sheet, records.c.row, batches.c.started)
        found: dict[int, Origin] = {}
        for some in _chunks(sorted(set(numbers)), NAMES_AT_ONCE):
            rows = self._all(sa.select(*wanted).join(batches).where(records.c.id.in_(some)))
            found |= {row[0]: Origin(row[1], row[2], row[3], row[4], row[5][:10]) for row in rows}
        return found

    def keys_of(self, people: Iterable[str]) -> dict[str, bytes]:
        """The wrapped keys of these people; one who was erased, or is new, has none."""
        found: dict[str, bytes] = {}
        for some in _chunks(sorted(set(people)), NAMES_AT_ONCE):
            asked = sa.select(person_keys.c.person, person_keys.c.wrapped).where(person_keys.c.person.in_(some))
            found |= {row[0]: row[1] for row in self._all(asked)}
        return found

    def add_keys_if_absent(self, keys: Mapping[str, bytes]) -> dict[str, bytes]:
        """Keep a wrapped key for each of these people who has none, and give the key that each one has."""
        if not keys:
            return {}
        new = sa.insert(person_keys).prefix_with("OR IGNORE", dialect="sqlite")
        with self._engine.begin() as db:
            db.execute(new, [{"person": p, "wrapped": k} for p, k in keys.items()])
        return self.keys_of(keys)

    def every_key(self) -> Iterator[dict[str, bytes]]:
        """Everybody's wrapped key, some thousands at a time."""
        last = ""
        while True:
            page = sa.select(person_keys.c.person, person_keys.c.wrapped).where(person_keys.c.person > last)
            rows = self._all(page.order_by(person_keys.c.person).limit(NAMES_AT_ONCE))
            if not rows:
                return
            yield {row[0]: row[1] for row in rows}
            last = rows[-1][0]

    def last_record(self) -> int:
        """The highest record number, or 0."""
        return int(self._all(sa.select(sa.func.coalesce(sa.func.max(records.c.id), 0)))[0][0])

    def _pages(self, *conditions: sa.ColumnElement[bool]) -> Iterator[list[Record]]:
        last = 0
        while True:
            page = _records().where(records.c.id > last, *conditions).order_by(records.c.id).limit(ROWS_AT_ONCE)
            rows = [_record(r) for r in self._all(page)]
            if not rows:
                return
            yield rows
            last = rows[-1].id

    def _all(self, asked: sa.Select[Any]) -> Sequence[AnyRow]:
        with self._engine.connect() as db:
            return db.execute(asked).all()


def _in_force() -> tuple[sa.ColumnElement[bool], ...]:
    return (records.c.in_force, batches.c.state != BatchState.OPEN)


def _records() -> sa.Select[Any]:
    wanted = (records.c.id, batches.c.ledger, records.c.sheet, records.c.row)
    return sa.select(*wanted, records.c.person, records.c.cells, records.c.sealed).join(batches)


def _record(row: AnyRow) -> Record:
    number, ledger, sheet, at, person, cells, sealed = row
    return Record(number, ledger, sheet, at, person, cells, sealed)


def _row(batch: int, row: NewRecord) -> dict[str, Any]:
    return {
        "batch_id": batch,
        "sheet": row.sheet,
        "row": row.row,
        "row_key": row.row_key,
        "mark": row.mark,
        "person": row.person,
        "cells": row.cells,
        "sealed": row.sealed,
        "replaces": row.replaces,
        "in_force": True,
    }


def _batch(row: AnyRow) -> Batch:
    values = dict(row._mapping)
    counts = Counts(*(values.pop(name) for name in ("accepted", "corrected", "unchanged", "rejected")))
    values["started"] = dt.datetime.fromisoformat(values["started"])
    return Batch(**values | {"state": BatchState.of(values["state"]), "counts": counts})


def _set_state(batch: int, state: BatchState) -> sa.Update:
    return sa.update(batches).where(batches.c.id == batch).values(state=state)


def _counts(counts: Counts) -> dict[str, int]:
    names = ("accepted", "corrected", "unchanged", "rejected")
    return {name: getattr(counts, name) for name in names}


def _chunks(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
