"""What spreadsheets do to cells: merged, in error, turned into dates or decimals; and text files that are not whole."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from graph.seals import Seals
from loaders.faults import FaultKind
from loaders.registry import ledgers
from loaders.rows import RowReader
from loaders.workbook import UnreadableFile, sheets

ACTIVITY = {"activity": "A", "title": "一", "held_on": "2026-01-01", "places": "V"}
SEALS = Seals(b"w" * 64, b"f" * 32, b"n" * 32)


def faults(path: Path, ledger: str) -> list[list[tuple[FaultKind, str | None]]]:
    """The faults of every row of a file."""
    reader = RowReader(ledgers()[ledger], SEALS, sample=True)
    found = [reader.check(row.cells, row.number) for _, sheet in sheets(path, ledgers()[ledger]) for row in sheet or ()]
    return [[(fault.kind, fault.column) for fault in checked.faults] for checked in found]


def workbook(path: Path, fill: Any) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        fill(book.add_worksheet("表 & <一>"), book)
    return path


def test_an_error_or_a_formula_without_a_result_is_not_read_as_blank_or_zero(tmp_path: Path) -> None:
    def fill(sheet: Any, _: Any) -> None:
        sheet.write_row(0, 0, ["岗位编码", "姓名", "任职日期", "免职日期"])
        sheet.write_row(1, 0, ["P1", "甲", "2019-03-05"])
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        sheet.write_row(2, 0, ["P2", "乙", "2019-03-05"])
        sheet.write_formula(2, 3, "=A1", None, "")
        sheet.write_row(3, 0, ["P3", "丙", "2019-03-05", "2020-03-05"])

    found = faults(workbook(tmp_path / "a.xlsx", fill), "appointments")
    assert found == [[(FaultKind.ERROR_CELL, "until")], [(FaultKind.ERROR_CELL, "until")], []]


def test_a_decimal_is_no_date_and_a_date_is_no_room(tmp_path: Path) -> None:
    def fill(sheet: Any, book: Any) -> None:
        sheet.write_row(0, 0, ["房屋编码", "地址", "室号", "楼栋编码", "启用日期"])
        sheet.write_row(1, 0, ["H1", "梧桐路1号", "3-2", "B1", 2019.1])
        sheet.write_row(2, 0, ["H2", "梧桐路1号", "", "B1", 2019])
        sheet.write_datetime(2, 2, dt.datetime(2026, 3, 2), book.add_format({"num_format": "m-d"}))

    found = faults(workbook(tmp_path / "h.xlsx", fill), "houses")
    assert found == [[(FaultKind.NUMBER_FOR_DATE, "since")], [(FaultKind.DATE_FOR_TEXT, "room")]]


def test_a_merged_cell_says_the_same_of_every_row_it_spans(tmp_path: Path) -> None:
    def fill(sheet: Any, _: Any) -> None:
        sheet.merge_range(0, 0, 0, 2, "梧桐社区常住人口台账")
        sheet.write_row(1, 0, ["户籍地房屋编码", "户号", "姓名"])
        sheet.merge_range(2, 0, 3, 0, "H1")
        sheet.merge_range(2, 1, 3, 1, "001")
        sheet.write_column(2, 2, ["甲", "乙"])

    path = workbook(tmp_path / "r.xlsx", fill)
    rows = [row.cells for _, sheet in sheets(path, ledgers()["residents"]) for row in sheet or ()]
    assert rows == [{"registered_house": "H1", "household_no": "001", "person_name": name} for name in "甲乙"]


def test_a_quotation_mark_without_its_pair_does_not_swallow_the_file(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text('楼栋编码,楼栋名称,微网格编码\nB1,"1号楼,VM\nB2,2号楼,VM\n', encoding="utf-8")
    with pytest.raises(UnreadableFile, match="quotation mark"):
        list(sheets(path, ledgers()["buildings"]))


def test_a_cell_as_long_as_a_file_goes_back(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text(f"楼栋编码,楼栋名称,微网格编码\nB1,{'楼' * 9000},VM\n", encoding="gb18030")
    assert faults(path, "buildings") == [[(FaultKind.TOO_LONG, "name")]]


@pytest.mark.parametrize(
    ("ledger", "cells", "kind", "column"),
    [
        ("places", {"place": "V", "name": "一", "level": "村居", "parent": "V"}, FaultKind.ITSELF, "parent"),
        ("activities", ACTIVITY | {"places": "、"}, FaultKind.MISSING, "places"),
        ("activities", ACTIVITY | {"held_on": "2026年1月"}, FaultKind.NOT_A_DAY, "held_on"),
        ("residents", {"person_name": "/", "house": "H1"}, FaultKind.NO_IDENTITY, "person_name"),
    ],
)  # fmt: skip
def test_what_only_looks_filled_goes_back(ledger: str, cells: dict[str, str], kind: FaultKind, column: str) -> None:
    checked = RowReader(ledgers()[ledger], SEALS, sample=True).check(cells, 2)
    assert (kind, column) in [(fault.kind, fault.column) for fault in checked.faults]
