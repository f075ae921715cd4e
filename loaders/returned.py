"""The workbook in which refused rows go back: as they stood, each fault marked in its cell and said in words."""

import os
from collections.abc import Sequence
from itertools import chain, count
from pathlib import Path
from typing import Any

import xlsxwriter

from graph.private import private_folder
from loaders.report import Refused, Report
from loaders.workbook import UnreadableFile, cell_text

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
ROW, REASON_ZH, REASON_EN = "行号 row", "退回原因", "reason"


def write_returned(report: Report, folder: Path) -> Path | None:
    """Write the workbook, readable by its owner only and never over an earlier one; None when no row was refused.

    Raises UnreadableFile when the folder cannot be written.
    """
    if not report.refused:
        return None
    try:
        return _write(report, folder)
    except OSError as error:
        raise UnreadableFile(
            f"退回的行写不进 {folder.name}({error.strerror}),本次没有装入。"
            f"The refused rows cannot be written to {folder.name}; nothing was loaded."
        ) from None


def _write(report: Report, folder: Path) -> Path:
    private_folder(folder)
    path = _free(folder, f"{report.file.stem}-退回")
    half = path.with_suffix(".part")
    half.unlink(missing_ok=True)
    os.close(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with xlsxwriter.Workbook(str(half), OPTIONS) as book:
        formats = {"bad": book.add_format({"bg_color": "#FFC7CE"}), "head": book.add_format({"bold": True})}
        for at, (name, (headings, columns)) in enumerate(report.headings.items()):
            refused = [r for r in report.refused if r.sheet == name]
            if refused:
                _sheet(book.add_worksheet(_sheet_name(name, at)), headings, columns, refused, formats)
    half.replace(path)
    return path


def _free(folder: Path, stem: str) -> Path:
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(path for name in names if not (path := folder / f"{name}.xlsx").exists())


def _sheet(
    sheet: Any, headings: Sequence[str], columns: dict[int, str], refused: Sequence[Refused], formats: dict[str, Any]
) -> None:
    sheet.freeze_panes(1, 0)
    for at, heading in enumerate([*headings, ROW, REASON_ZH, REASON_EN]):
        sheet.write_string(0, at, heading, formats["head"])
    titles = {name: headings[at] for at, name in columns.items()}
    for line, row in enumerate(refused, start=1):
        bad = {fault.column for fault in row.faults}
        for at, cell in enumerate(row.raw):
            sheet.write_string(line, at, cell_text(cell), formats["bad"] if columns.get(at) in bad else None)
        sheet.write_number(line, len(headings), row.row)
        sheet.write_string(line, len(headings) + 1, _said(row, titles, zh=True))
        sheet.write_string(line, len(headings) + 2, _said(row, titles, zh=False))


def _said(row: Refused, titles: dict[str, str], *, zh: bool) -> str:
    said = []
    for fault in row.faults:
        heading = titles.get(fault.column or "", fault.column or "")
        text = fault.text.zh if zh else fault.text.en
        said.append((f"{heading}:{text}" if zh else f"{heading}: {text}") if heading else text)
    return "; ".join(said)


def _sheet_name(name: str, at: int) -> str:
    """Excel allows 31 characters and not all of them; the number keeps shortened names apart."""
    kept = "".join("_" if c in "[]:*?/\\'" else c for c in name)
    return kept if len(kept) <= 31 and kept == name else f"{kept[:27]}-{at}"
