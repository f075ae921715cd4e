"""A ledger as a GraphQL input: its columns become fields, so that a row can be handed over without a workbook."""

import csv
import dataclasses
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import strawberry

from api.errors import BadArgument
from api.scalars import enum_of
from api.words import both, pascal, said
from graph.model.codes import Codes
from loaders.desk import Desk
from loaders.ledger import Column, Ledger, Role
from loaders.pipeline import load
from loaders.report import Report


def input_of(ledger: Ledger, name: str) -> type:
    """The input type of a ledger's rows."""
    cls: Any = type(pascal(name), (), {"__doc__": ledger.text.en, "__annotations__": {}})
    for column in ledger.columns:
        cls.__annotations__[column.name] = _annotation(column)
        about = said(column.text)
        default = dataclasses.MISSING if column.required else None
        setattr(cls, column.name, strawberry.field(description=about, default=default))
    made: type = strawberry.input(cls, description=said(ledger.text, ledger.about))
    return made


async def add_row(desk: Desk, ledger: Ledger, given: object, *, by: str) -> Report:
    """Hand a row of the account ``by`` to the pipeline that loads files, as a file of one row.

    Raises BadArgument when it is refused.
    """
    cells = {c.name: _cell(getattr(given, c.name)) for c in ledger.columns}
    with TemporaryDirectory() as folder:
        file = _written(Path(folder) / f"{ledger.name}.csv", cells)
        at = dataclasses.replace(desk, returned=Path(folder), by=by)
        report = await load(at, ledger, file, told=lambda *_: None)
    if report.refused:
        raise _faults(ledger, report)
    return report


def _annotation(column: Column) -> Any:
    plain: Any = str
    if column.role in {Role.SINCE, Role.UNTIL}:
        plain = dt.date
    elif column.prop:
        plain = enum_of(column.prop.type) if issubclass(column.prop.type, Codes) else column.prop.type
    plain = list[plain] if column.many else plain
    return plain if column.required else plain | None


def _cell(value: Any) -> str:
    """A value as an office would write it."""
    if isinstance(value, list):
        return "、".join(map(_cell, value))
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)


def _written(path: Path, cells: Mapping[str, str]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([list(cells), list(cells.values())])
    return path


def _faults(ledger: Ledger, report: Report) -> BadArgument:
    """What was wrong, column by column, in the words of the loaders, which never quote a personal value."""
    faults = report.refused[0].faults
    names = {c.name: c.text for c in ledger.columns}
    zh = "；".join(f"{names[f.column].zh if f.column else '整行'}：{f.text.zh}" for f in faults)
    en = "; ".join(f"{names[f.column].en if f.column else 'the row'}: {f.text.en}" for f in faults)
    return BadArgument(f"{zh}。", f"{en}.")


DESCRIPTION = both("要添加的一行", "The row to add")
