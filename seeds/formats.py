"""The two formats of ledger books: workbooks with titles above the headings, and plain text tables."""

import csv
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from seeds.books import STYLES, Book, Sheet
from seeds.days import ISO, forms
from seeds.faults import Cell

CREATED = dt.datetime(2026, 10, 31, 9, 0)
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
NOTES = (
    "填表说明",
    "1. 一行一条,请勿合并单元格。",
    "2. 日期可写到月;终止日期写“至某日”的,含当日。",
    "3. 本表为样例数据,人员和单位均为虚构。",
)


@dataclass(slots=True)
class Workbook(Book):
    """An xlsx file, made when its first sheet is."""

    _open: Any = None
    _real: Any = None

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


@dataclass(slots=True)
class TextTable(Book):
    """A csv file in the encoding of the office's machine; it has one sheet."""

    _open: Any = None

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
