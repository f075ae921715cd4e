"""Cells of an xlsx that a reader of values passes over: errors (#N/A), and formulas that were saved without a result.

Read as blank or as 0 they would say something: an end date of #N/A would mean still in office.
"""

import re
import zipfile
from pathlib import Path

ERROR_CELL = "\N{REPLACEMENT CHARACTER}error"

_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"((?:\s[^>]*)?)>(.*?)</c>', re.DOTALL)
_SHEET = re.compile(rb'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_TARGET = re.compile(rb"<Relationship [^>]*>")
_ATTRIBUTE = re.compile(rb'(Id|Target)="([^"]*)"')
_ENTITIES = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"))


def error_cells(path: Path) -> dict[str, list[tuple[int, int]]]:
    """Row and column, from 0, of such cells by sheet name; nothing for other kinds of file."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as parts:
        names = set(parts.namelist())
        if "xl/workbook.xml" not in names:
            return {}
        sheets = {name: part for name, part in _sheets(parts).items() if part in names}
        return {name: _faulty(parts.read(part)) for name, part in sheets.items()}


def _sheets(parts: zipfile.ZipFile) -> dict[str, str]:
    """Sheet names and the parts that hold them."""
    relations = [dict(_ATTRIBUTE.findall(r)) for r in _TARGET.findall(parts.read("xl/_rels/workbook.xml.rels"))]
    targets = {r[b"Id"]: r[b"Target"].decode() for r in relations if b"Id" in r and b"Target" in r}
    found = _SHEET.findall(parts.read("xl/workbook.xml"))
    return {_text(name): _part(targets[at]) for name, at in found if at in targets}


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _text(escaped: bytes) -> str:
    for entity, sign in _ENTITIES:
        escaped = escaped.replace(entity, sign)
    return escaped.decode()


def _faulty(xml: bytes) -> list[tuple[int, int]]:
    if b't="e"' not in xml and b"<f" not in xml:
        return []
    return [
        (int(row) - 1, _column(letters))
        for letters, row, attributes, body in _CELL.findall(xml)
        if b't="e"' in attributes or (b"<f" in body and (b"<v></v>" in body or b"<v" not in body))
    ]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
