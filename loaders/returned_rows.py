"""Taking a person's rows out of workbooks that went back.

A row is a person's when it names them as a row of its ledger would; or, where its ID is spoilt or missing, when it has
their name: such a row may be a namesake's, and goes too, since whoever handed it over still has it. A workbook of which
nothing is left, or that cannot be read, is deleted.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from graph.seals import Seals
from loaders.ledger import Ledger
from loaders.registry import ledgers
from loaders.returned import OPTIONS
from loaders.rows import RowReader
from loaders.workbook import Sheet, SheetRow, UnreadableFile, cell_text, sheets

NAME = "name"
"""The kind of a name's keyed hash."""
ROW_AT, REASON_AT = -3, -2
"""Where a returned row says its number in the file it came in, and why it went back."""


def name_of(text: str) -> str:
    """A name as it is compared: without blanks."""
    return "".join(text.split())


def forget_rows(folder: Path, *, people: set[str], names: set[str], seals: Seals) -> int:
    """Take these people's rows out of every workbook in ``folder``; ``names`` are keyed hashes. Gives their number."""
    taken = 0
    for half in folder.glob("*.part"):
        half.unlink()
    for path in sorted(folder.glob("*.xlsx")):
        try:
            found = _rows_of(path, people, names, seals)
        except UnreadableFile:
            path.unlink()
            continue
        if found:
            _write_without(path, found)
            taken += sum(map(len, found.values()))
    return taken


def _rows_of(path: Path, people: set[str], names: set[str], seals: Seals) -> dict[str, set[int]]:
    """By sheet, the numbers of the rows to take out, as the workbook counts them."""
    found: dict[str, set[int]] = {}
    for ledger in ledgers().values():
        if ledger.person:
            reader = RowReader(ledger, seals, sample=True)
            for sheet, row in _lines(path, ledger):
                if _is_of(row, reader, people, names, seals):
                    found.setdefault(sheet.name, set()).add(row.number)
    return found


def _lines(path: Path, ledger: Ledger) -> Iterator[tuple[Sheet, SheetRow]]:
    for _, sheet in sheets(path, ledger):
        for row in sheet or ():
            assert sheet is not None
            yield sheet, row


def _is_of(row: SheetRow, reader: RowReader, people: set[str], names: set[str], seals: Seals) -> bool:
    checked = reader.check(row.cells, _number(row.raw))
    if checked.person in people:
        return True
    name = row.cells.get("person_name")
    return bool(name) and "id_number" not in checked.values and seals.keyed_hash(NAME, name_of(str(name))) in names


def _number(raw: Sequence[Any]) -> int:
    text = cell_text(raw[ROW_AT]) if len(raw) > 2 else ""
    return int(text) if text.isdecimal() else 0


def _write_without(path: Path, gone: dict[str, set[int]]) -> None:
    book = CalamineWorkbook.from_path(str(path))
    tables = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    kept = {
        name: [row for at, row in enumerate(rows, start=1) if at not in gone.get(name, ())]
        for name, rows in tables.items()
    }
    if not any(len(rows) > 1 for rows in kept.values()):
        path.unlink()
        return
    half = path.with_suffix(".part")
    half.touch(mode=0o600)
    with xlsxwriter.Workbook(str(half), OPTIONS) as written:
        bad = written.add_format({"bg_color": "#FFC7CE"})
        for name, rows in kept.items():
            if len(rows) > 1:
                _write(written.add_worksheet(name), rows, bad)
    half.replace(path)


def _write(sheet: Any, rows: Sequence[Sequence[Any]], bad: Any) -> None:
    sheet.freeze_panes(1, 0)
    headings = [cell_text(cell) for cell in rows[0]]
    for line, row in enumerate(rows):
        reasons = cell_text(row[REASON_AT]).split("; ") if line else []
        faulty = {reason.partition(":")[0] for reason in reasons}
        for at, cell in enumerate(row):
            if line and at == len(row) + ROW_AT:
                sheet.write_number(line, at, _number(row))
            else:
                sheet.write_string(line, at, cell_text(cell), bad if headings[at] in faulty else None)
