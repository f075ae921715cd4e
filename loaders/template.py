"""Blank workbooks to fill in, made from the ledgers' declarations."""

from pathlib import Path
from typing import Any

import xlsxwriter

from graph.model import codes_of
from loaders.ledger import Column, Ledger, Role

ROWS = 1_000


def write_template(ledger: Ledger, folder: Path) -> Path:
    """A workbook with the ledger's headings (required ones marked *), a list to pick from where values are coded."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{ledger.text.zh}-模板.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        formats = {True: book.add_format({"bold": True, "bg_color": "#FFE699"}), False: book.add_format({"bold": True})}
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(ledger.text.zh)
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(ledger.columns):
            sheet.set_column(at, at, max(12, 2 * len(column.text.zh) + 4), text)
            sheet.write_string(0, at, heading(column), formats[column.required])
            sheet.write_comment(0, at, _hint(column))
            _offer_choices(sheet, at, column)
    return path


def heading(column: Column) -> str:
    """The Chinese heading, with * where the column is required."""
    return column.text.zh + ("*" if column.required else "")


def _hint(column: Column) -> str:
    hint = f"{column.text.zh} {column.text.en}"
    if column.prop and column.prop.about != column.prop.text:
        hint += f"\n{column.prop.about.zh}\n{column.prop.about.en}"
    if column.role in {Role.SINCE, Role.UNTIL}:
        hint += "\n2019-03-05、2019年3月 或 2019年"
    return hint


def _offer_choices(sheet: Any, at: int, column: Column) -> None:
    codes = codes_of(column.prop) if column.prop else None
    if codes:
        choices = [member.zh for member in codes]
        if len(",".join(choices)) <= 255:
            sheet.data_validation(1, at, ROWS, at, {"validate": "list", "source": choices})
