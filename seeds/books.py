"""Ledger books as an office hands them over: workbooks with titles above the headings, or plain text tables.

Rows are written as they are made and kept nowhere, so that a town of any size takes little memory.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from loaders.ledger import Column, Ledger, Role
from seeds.chance import Chance
from seeds.days import COMPACT, DOTTED, ISO, REAL, SLASHED, WORDS, forms, inclusive
from seeds.faults import Cell, Kind, Row, Spoiler
from seeds.planted import Fault, Planted

STYLES = (ISO, DOTTED, REAL, WORDS, COMPACT, SLASHED)


class Page(Protocol):
    """Where the rows of one sheet go."""

    def put(self, row: int, cells: Sequence[Cell], *, days: dict[int, int]) -> None:
        """Write the cells of a row; ``days`` are real dates by column."""


@dataclass(slots=True)
class Sheet:
    """One table under its headings. ``row`` is the next row, counted from 0."""

    book: "Book"
    name: str
    page: Page
    style: int
    row: int

    def write(self, row: Row) -> None:
        """Write a row, and after it a faulty copy when one is due."""
        at = self.put(row)
        self.book.rows += 1
        if self.book.due:
            self.book.plant(self, row, of_row=at)

    def put(self, row: Row) -> int:
        """Write the row, its days in the mixture of an office, and give its number as Excel counts."""
        cells, days, number = list(row), {}, self.row
        for at, is_end in self.book.date_columns:
            cell = cells[at]
            if type(cell) is int:
                style = self.style if (number + at) % 11 else STYLES[number // 11 % 6]
                if is_end and (number + at) % 5 == 0:
                    cells[at] = inclusive(cell)
                elif style == REAL:
                    days[at] = cell
                else:
                    cells[at] = forms(cell)[style]
        self.page.put(number, cells, days=days)
        self.row += 1
        return number + 1


@dataclass(slots=True)
class Book:
    """One file of one ledger. A subclass knows its format."""

    path: Path
    ledger: Ledger
    whose: str
    columns: tuple[Column, ...]
    chance: Chance
    planted: Planted
    spoiler: Spoiler
    due: list[tuple[int, Kind]]
    headings: tuple[str, ...] = ()
    date_columns: tuple[tuple[int, bool], ...] = ()
    rows: int = 0

    def __post_init__(self) -> None:
        """Choose the headings: a column's own name, now and then another one that offices use."""
        self.headings = tuple(_heading(column, self.chance) for column in self.columns)
        self.date_columns = tuple(
            (at, column.role is Role.UNTIL) for at, column in enumerate(self.columns) if _is_date(column)
        )

    def plant(self, sheet: Sheet, row: Row, *, of_row: int) -> None:
        """Write the first fault that is due and fits the row."""
        for at, (after, kind) in enumerate(self.due):
            made = self.spoiler.spoil(kind, row) if self.rows > after else None
            if made is not None:
                del self.due[at]
                self._note(kind, sheet, made, of_row=of_row)
                return

    def _note(self, kind: Kind, sheet: Sheet, made: tuple[Row, int], *, of_row: int) -> None:
        row, at = made
        number = sheet.put(row)
        column = self.columns[at]
        copied = of_row if kind in (Kind.DUPLICATE_ROW, Kind.KEY_CONFLICT) else None
        where = (self.ledger.name, self.path.name, sheet.name, number, self.headings[at], column.name)
        is_day = at in dict(self.date_columns) and isinstance(row[at], int)
        written = "" if row[at] is None or is_day else str(row[at])
        self.planted.faults.append(Fault(kind.value, *where, written, copied))

    def sheet(self, name: str) -> Sheet:
        """A new sheet, with its headings written."""
        raise NotImplementedError

    def close(self) -> None:
        """Finish the file."""
        raise NotImplementedError


def _is_date(column: Column) -> bool:
    return column.role in (Role.SINCE, Role.UNTIL) or (column.prop is not None and column.prop.type is dt.date)


def _heading(column: Column, chance: Chance) -> str:
    return chance.pick(column.aliases) if column.aliases and chance.yes(0.15) else column.text.zh
