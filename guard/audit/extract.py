"""The breach extract: whose data an account has seen, since when, one line for each person in each answer."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TextIO

from graph.model.dates import SHANGHAI
from guard.audit.reading import Look

FIELDS = ("seq", "time", "subject", "person", "classes", "act", "what", "purpose", "grant", "role")
FORMULA = tuple("=+-@\t\r")

Write = Callable[[TextIO, Iterable[dict[str, Any]]], None]


def line(look: Look, persons: Mapping[str, str]) -> dict[str, Any]:
    """One look; ``person`` is the id in the graph, where it was asked for and the person's key still exists."""
    act = look.act
    return {
        "seq": look.seq,
        "time": act.time.astimezone(SHANGHAI).isoformat(timespec="milliseconds"),
        "subject": look.subject,
        "person": persons.get(look.subject),
        "classes": list(look.classes),
        "act": act.seq,
        "what": act.what,
        "purpose": act.purpose,
        "grant": act.grant,
        "role": act.role,
    }


def write_jsonl(file: TextIO, lines: Iterable[dict[str, Any]]) -> None:
    """One JSON object a line."""
    for said in lines:
        file.write(json.dumps(said, ensure_ascii=False) + "\n")


def write_csv(file: TextIO, lines: Iterable[dict[str, Any]]) -> None:
    """With headings; a cell that a spreadsheet would take for a formula is quoted."""
    sheet = csv.DictWriter(file, FIELDS, lineterminator="\n")
    sheet.writeheader()
    for said in lines:
        sheet.writerow({name: _cell(value) for name, value in said.items()})


def _cell(value: Any) -> str:
    text = " ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


FORMATS: dict[str, Write] = {"jsonl": write_jsonl, "csv": write_csv}
