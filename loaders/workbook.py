"""Workbooks and text files as an office hands them over → sheets of rows with their numbers.

A sheet's heading row is the first of its opening rows that has every required column; title rows above it are passed
over, and a sheet without one (notes, a cover) is named in the report. Cells come out as text, as a person reads them.

    UnreadableFile         the file is not a workbook or a text table; says what to do
"""

import csv
import datetime as dt
import io
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from python_calamine import CalamineError, CalamineWorkbook

from loaders.error_cells import ERROR_CELL, error_cells
from loaders.ledger import Column, Ledger

LOST_DIGITS = "\N{REPLACEMENT CHARACTER}number"
"""Stands for a number too long for Excel to have kept its digits."""
NUMBER_FOR_DATE = "\N{REPLACEMENT CHARACTER}decimal"
"""Stands for a decimal number in a column of dates: 2019.1 may be January or October."""
DATE_FOR_TEXT = "\N{REPLACEMENT CHARACTER}date"
"""Stands for a date in a column of texts, into which Excel turned them."""

HEADING_WITHIN = 20
BLANKS = string.whitespace + "\u3000\u00a0\u200b\ufeff"
_EXACT = 10**15


class UnreadableFile(Exception):
    """The file is not a workbook or a text table."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet: its number as Excel shows it, the cells that the ledger knows, and all of them."""

    number: int
    cells: dict[str, str]
    raw: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with a table of the ledger. ``unused`` are headings that no column claims."""

    name: str
    headings: list[str]
    columns: dict[int, str]
    unused: list[str]
    first_row: int
    rows: Sequence[Sequence[Any]]
    dates: frozenset[str]
    texts: frozenset[str]

    def __iter__(self) -> Iterator[SheetRow]:
        """The rows that are not empty."""
        for offset, raw in enumerate(self.rows):
            read = {name: self._read(name, raw[at]) for at, name in self.columns.items() if at < len(raw)}
            cells = {name: text for name, text in read.items() if text}
            if cells:
                yield SheetRow(self.first_row + offset, cells, raw)

    def _read(self, name: str, cell: Any) -> str:
        """The cell's text, unless what Excel made of it can no longer be told from something else."""
        if name in self.dates and isinstance(cell, float) and not cell.is_integer():
            return NUMBER_FOR_DATE
        if name in self.texts and isinstance(cell, dt.date):
            return DATE_FOR_TEXT
        return cell_text(cell)


def sheets(path: Path, ledger: Ledger) -> Iterator[tuple[str, Sheet | None]]:
    """Each sheet by name, with its table, or None when it holds none of this ledger. Raises UnreadableFile."""
    for name, rows in _tables(path):
        yield name, _table(name, rows, ledger)


def cell_text(cell: Any) -> str:
    """A cell as text. A number Excel cannot hold exactly is not guessed at: its digits are lost."""
    if isinstance(cell, str):
        return cell.strip(BLANKS)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time.min else cell.isoformat(sep=" ")
    return str(cell)


def _number_text(number: float) -> str:
    if abs(number) >= _EXACT:
        return LOST_DIGITS
    return str(int(number)) if number.is_integer() else str(number)


def _tables(path: Path) -> Iterator[tuple[str, Sequence[Sequence[Any]]]]:
    if path.suffix.lower() in {".csv", ".txt"}:
        yield path.stem, _text_rows(path)
        return
    try:
        book = CalamineWorkbook.from_path(str(path))
        faulty = error_cells(path)
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            _fill_merged(rows, sheet.merged_cell_ranges or ())
            _mark(rows, faulty.get(name, ()))
            yield name, rows
    except (CalamineError, OSError, BadZipFile) as error:
        raise UnreadableFile(
            f"读不了文件 {path.name}:请确认它是 xlsx、xls、ods 或 csv,且没有加密或损坏。"
            f"Cannot read {path.name}: is it an unencrypted, whole xlsx, xls, ods or csv file?"
        ) from error


def _fill_merged(rows: list[list[Any]], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A merged cell says the same of every row that it spans; columns to its right are left alone."""
    for (top, left), (bottom, _) in ranges:
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]


def _mark(rows: list[list[Any]], faulty: Iterable[tuple[int, int]]) -> None:
    for row, column in faulty:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = ERROR_CELL


def _text_rows(path: Path) -> list[list[str]]:
    """BOM, then strict UTF-8, then GB18030: detectors guess wrong on short files."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), strict=True))
        except UnicodeDecodeError:
            continue
        except csv.Error:
            raise UnreadableFile(
                f"文件 {path.name} 中有引号没有成对,请改正或另存为 xlsx。"
                f"{path.name} has a quotation mark without its pair: correct it, or save the file as xlsx."
            ) from None
    raise UnreadableFile(
        f"文件 {path.name} 的编码既不是 UTF-8 也不是 GB18030,请另存为 UTF-8。"
        f"{path.name} is neither UTF-8 nor GB18030: save it as UTF-8."
    )


def _table(name: str, rows: Sequence[Sequence[Any]], ledger: Ledger) -> Sheet | None:
    wanted = {heading: column for column in ledger.columns for heading in map(_folded, column.headings)}
    for at, row in enumerate(rows[:HEADING_WITHIN]):
        headings = [cell_text(cell) for cell in row]
        columns = _claimed(headings, wanted)
        if {c.name for c in ledger.columns if c.required} <= set(columns.values()) and len(columns) > 1:
            unused = [h for i, h in enumerate(headings) if h and i not in columns]
            dates = frozenset(c.name for c in ledger.columns if c.dated)
            texts = frozenset(c.name for c in ledger.columns if c.textual)
            return Sheet(name, headings, columns, unused, at + 2, rows[at + 1 :], dates, texts)
    return None


def _claimed(headings: Sequence[str], wanted: dict[str, Column]) -> dict[int, str]:
    """Column positions → names; the first heading to claim a column has it."""
    claimed: dict[int, str] = {}
    for at, heading in enumerate(headings):
        column = wanted.get(_folded(heading))
        if column and column.name not in claimed.values():
            claimed[at] = column.name
    return claimed


def _folded(heading: str) -> str:
    return "".join(heading.split()).casefold().replace("（", "(").replace("）", ")").rstrip("*")
