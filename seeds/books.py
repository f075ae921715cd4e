"""Ledger books as an office hands them over: workbooks with titles above the headings, or plain text tables.

Rows are written as they are made and kept nowhere, so that a town of any size takes little memory.
"""

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import xlsxwriter

from loaders.ledger import Column, Ledger, Role
from loaders.registry import ledgers
from seeds.chance import Chance
from seeds.days import COMPACT, DOTTED, ISO, REAL, SLASHED, WORDS, forms, inclusive
from seeds.faults import Cell, Kind, Row, Spoiler, kinds_for
from seeds.numbers import FAULTY, Ids
from seeds.planted import Fault, Planted

CREATED = dt.datetime(2026, 10, 31, 9, 0)
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
STYLES = (ISO, DOTTED, REAL, WORDS, COMPACT, SLASHED)
NOTES = (
    "填表说明",
    "1. 一行一条,请勿合并单元格。",
    "2. 日期可写到月;终止日期写“至某日”的,含当日。",
    "3. 本表为样例数据。",
)


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
        at = self._put(row)
        self.book.rows += 1
        if self.book.due:
            self.book.plant(self, row, of_row=at)

    def _put(self, row: Row) -> int:
        """Write the row and give its number as Excel counts."""
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

    def put_faulty(self, row: Row) -> int:
        """Write a row that is wrong on purpose."""
        return self._put(row)


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
    _open: Any = None
    _real: Any = field(default=None)

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
        number = sheet.put_faulty(row)
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


class Workbook(Book):
    """An xlsx file."""

    __slots__ = ()

    def _workbook(self) -> Any:
        if self._open is None:
            self._open = xlsxwriter.Workbook(str(self.path), {**OPTIONS, "tmpdir": str(self.path.parent)})
            self._open.set_properties({"created": CREATED, "title": f"{self.whose}{self.ledger.text.zh}"})
            self._real = self._open.add_format({"num_format": "yyyy-mm-dd"})
            if self.chance.yes(0.3):
                self._explain()
        return self._open

    def _explain(self) -> None:
        notes = self._open.add_worksheet("说明")
        for at, line in enumerate(NOTES):
            notes.write_string(at, 0, line)

    def sheet(self, name: str) -> Sheet:
        """A new sheet: a title, perhaps merged, perhaps the reporting unit, then the headings."""
        book = self._workbook()
        page = book.add_worksheet(name[:31])
        row = self._title(page, name)
        page.write_row(row, 0, self.headings)
        return Sheet(self, name, _XlsxPage(page, self._real), self.chance.pick(STYLES[:4]), row + 1)

    def _title(self, page: Any, name: str) -> int:
        """Write the rows above the headings and say how many."""
        ledger = self.ledger.text.zh
        title = f"{self.whose}{name.removesuffix(ledger[:2])}{ledger}(2026年10月)"
        if self.chance.yes(0.5):
            page.merge_range(0, 0, 0, len(self.columns) - 1, title)
        else:
            page.write_string(0, 0, title)
        if self.chance.yes(0.4):
            return 1
        page.write_row(1, 0, [f"填报单位:{self.whose}", None, None, "填报日期:2026年10月31日"])
        return 2

    def close(self) -> None:
        """Finish the file."""
        self._workbook().close()


@dataclass(slots=True)
class _XlsxPage:
    page: Any
    real: Any

    def put(self, row: int, cells: Sequence[Cell], *, days: dict[int, int]) -> None:
        """Write the cells that are not blank."""
        string, page = self.page.write_string, self.page
        for at, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            if type(cell) is str:
                string(row, at, cell)
            elif at in days:
                page.write_datetime(row, at, dt.date.fromordinal(days[at]), self.real)
            else:
                page.write_number(row, at, cell)


class TextTable(Book):
    """A csv file in the encoding of the office's machine; it has one sheet."""

    __slots__ = ()

    def sheet(self, name: str) -> Sheet:
        """The one table, without a title."""
        encoding = "utf-8-sig" if self.ledger.name == "offers" else "gb18030"
        self._open = self.path.open("w", encoding=encoding, newline="")
        writer = csv.writer(self._open)
        writer.writerow(self.headings)
        return Sheet(self, name, _CsvPage(writer), ISO, 1)

    def close(self) -> None:
        """Finish the file."""
        if self._open is not None:
            self._open.close()


@dataclass(slots=True)
class _CsvPage:
    writer: Any

    def put(self, row: int, cells: Sequence[Cell], *, days: dict[int, int]) -> None:
        """Write the row; a text table has no date cells."""
        self.writer.writerow([forms(days[at])[ISO] if at in days else _plain(cell) for at, cell in enumerate(cells)])


def _plain(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _is_date(column: Column) -> bool:
    return column.role in (Role.SINCE, Role.UNTIL) or (column.prop is not None and column.prop.type is dt.date)


def _heading(column: Column, chance: Chance) -> str:
    return chance.pick(column.aliases) if column.aliases and chance.yes(0.15) else column.text.zh


@dataclass(slots=True)
class Shelf:
    """Opens the books of a folder, and counts the rows that went into each ledger."""

    folder: Path
    seed: int
    planted: Planted
    counts: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def book(self, name: str, columns: Sequence[str], *, whose: str, town: int = 0, faults: int = 2) -> Book:
        """A new book of the ledger ``name``; ``faults`` of the kinds in turn are planted, all kinds if negative."""
        ledger = ledgers()[name]
        kind = TextTable if name in ("needs", "offers") else Workbook
        path = self.folder / f"{ledger.text.zh}-{whose}.{'csv' if kind is TextTable else 'xlsx'}"
        chance = Chance(self.seed, f"book/{path.name}")
        found = tuple(ledger.column(column) for column in columns)
        spoiler = Spoiler(ledger, found, Ids(town), FAULTY + list(ledgers()).index(name), town)
        turn = 2 * town + list(ledgers()).index(name)
        due = _due(kinds_for(ledger, found), chance, faults=faults, turn=turn)
        self.files.append(path.name)
        return kind(path, ledger, whose, found, chance, self.planted, spoiler, due)

    def close(self, *books: Book) -> None:
        """Finish the books and add up their rows."""
        for book in books:
            book.close()
            self.counts[book.ledger.name] = self.counts.get(book.ledger.name, 0) + book.rows


def _due(kinds: list[Kind], chance: Chance, *, faults: int, turn: int) -> list[tuple[int, Kind]]:
    """Which faults fall due after how many rows. Towns take turns, so that every kind comes up in every ledger."""
    wanted = kinds if faults < 0 else [kinds[(turn + at) % len(kinds)] for at in range(faults)] if kinds else []
    return list(_after(wanted, chance))


def _after(kinds: list[Kind], chance: Chance) -> Iterator[tuple[int, Kind]]:
    after = 2
    for kind in kinds:
        after += chance.between(1, 5)
        yield after, kind
