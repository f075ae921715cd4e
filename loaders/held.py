"""What the book holds about a person, record by record: where each came from, and its cells, opened for them.

A row of a ledger speaks of one person only (``Ledger.person``), so nobody else's data stand in it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from graph.model import Text
from graph.model.codes import DataClass
from graph.records import Book
from graph.records.holding import HeldRow
from graph.seals import PersonCipher, Seals
from guard.subject.values import HeldValue
from loaders.ledger import Column, Ledger
from loaders.registry import ledgers
from loaders.rows import sealed_columns


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """One record: its ledger, batch and place in the file. ``corrected_by`` is the record that took its place."""

    id: int
    ledger: Text
    batch: int
    file: str
    loaded: dt.datetime
    sheet: str
    row: int
    in_force: bool
    corrected_by: int | None
    values: tuple[HeldValue, ...]


def own_cipher(book: Book, seals: Seals, person: str) -> PersonCipher | None:
    """The person's own cipher; who was erased, or never had a record, has none."""
    wrapped = book.keys_of([person]).get(person)
    return seals.person(wrapped) if wrapped else None


def held_about(book: Book, person: str, cipher: PersonCipher | None) -> list[HeldRecord]:
    """Every record that speaks of the person, the latest first, in force or corrected since."""
    if cipher is None:
        return []
    rows = book.holding.about(person)
    corrected = {row.replaces: row.id for row in rows if row.replaces}
    return [_held(row, cipher, corrected.get(row.id)) for row in reversed(rows)]


def _held(row: HeldRow, cipher: PersonCipher, corrected_by: int | None) -> HeldRecord:
    ledger = ledgers()[row.ledger]
    cells: dict[str, str] = orjson.loads(row.cells)
    if row.sealed:
        cells |= orjson.loads(cipher.open(row.sealed))
    return HeldRecord(
        id=row.id,
        ledger=ledger.text,
        batch=row.batch,
        file=row.file,
        loaded=row.loaded,
        sheet=row.sheet,
        row=row.row,
        in_force=row.in_force,
        corrected_by=corrected_by,
        values=_values(ledger, cells),
    )


def _values(ledger: Ledger, cells: Mapping[str, str]) -> tuple[HeldValue, ...]:
    """The cells that say something, in the order of the ledger's columns."""
    sealed = sealed_columns(ledger)
    return tuple(_value(c, cells[c.name], sealed=c.name in sealed) for c in ledger.columns if cells.get(c.name))


def _value(column: Column, text: str, *, sealed: bool) -> HeldValue:
    data_class = column.prop.data_class if column.prop else DataClass.OPEN
    if sealed and data_class is DataClass.OPEN:
        data_class = DataClass.RESIDENT
    return HeldValue(column.name, column.text, text, Text(text, text), data_class)
