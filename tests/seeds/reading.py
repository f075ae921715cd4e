"""Reads the sample as anybody would, knowing only the headings: the generator is not asked what it wrote."""

import csv
import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from python_calamine import CalamineWorkbook

from loaders.ledger import Column
from loaders.registry import ledgers
from seeds import ledger_files

Cells = list[list[object]]


@dataclass(frozen=True)
class Row:
    """A row under its headings; ``number`` counts as Excel does."""

    file: str
    sheet: str
    number: int
    values: dict[str, object]

    def text(self, name: str) -> str:
        return plain(self.values[name])


def plain(cell: object) -> str:
    """A cell in words that don't depend on how the reader types it."""
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()[:10]
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


@cache
def sheets(path: Path) -> dict[str, Cells]:
    """Every cell of a file."""
    if path.suffix == ".csv":
        raw = path.read_bytes()
        encoding = "gb18030" if path.name.startswith("需求") else "utf-8-sig"
        return {"": [list(row) for row in csv.reader(raw.decode(encoding).splitlines())]}
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def rows(folder: Path, ledger: str, *, faulty: bool = False) -> list[Row]:
    """The rows of a ledger, without those that are faulty on purpose."""
    planted = {(f["file"], f["sheet"], f["row"]) for f in json.loads((folder / "planted.json").read_text())["faults"]}
    found = [row for name, path in ledger_files(folder) if name == ledger for row in _table(ledger, path)]
    return [row for row in found if faulty or (row.file, row.sheet, row.number) not in planted]


def _table(ledger: str, path: Path) -> Iterator[Row]:
    columns = {heading: column for column in ledgers()[ledger].columns for heading in column.headings}
    names = {"needs": "需求", "offers": "供给"}
    for sheet, cells in sheets(path).items():
        at = next((n for n, row in enumerate(cells[:4]) if sum(cell in columns for cell in row) > 2), None)
        if at is not None:
            heads: list[Column] = [columns[str(cell)] for cell in cells[at]]
            for number, row in enumerate(cells[at + 1 :], at + 2):
                values = {column.name: cell for column, cell in zip(heads, row, strict=True)}
                yield Row(path.name, sheet or names.get(ledger, ""), number, values)


def digest(folder: Path) -> str:
    """A hash of every cell of every sheet of every file."""
    told = hashlib.sha256()
    for path in sorted(path for _, path in ledger_files(folder)):
        for name, cells in sheets(path).items():
            told.update(f"{path.name}/{name}\n".encode())
            for row in cells:
                told.update(("\t".join(map(plain, row)) + "\n").encode())
    return told.hexdigest()
