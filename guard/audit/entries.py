"""Entries: an act and the persons it showed, as canonical JSON (keys sorted, no spaces, UTF-8) and as rows.

A person's entry says by itself who looked, when and on what grounds, so that one inclusion proof is evidence.
"""

from typing import Any

import orjson

from guard.audit.act import Act
from guard.audit.tree import ALGORITHM

VERSION = 1
PERSON = "person"
"""The kind of a person's entry; no act has it."""

Row = tuple[int, int, int, str, str, str | None, str | None, int, bytes]
"""The columns of ``guard.audit.tables.entries``, in their order."""


def canonical(said: dict[str, Any]) -> bytes:
    """The bytes that are hashed. Raises TypeError for what JSON cannot say, such as half a character."""
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS)


def rows_of(act: Act, *, seq: int, time: int) -> list[Row]:
    """The rows of one act, which begins at ``seq``."""
    common = {
        "caller": act.caller,
        "grant": act.grant,
        "purpose": act.purpose,
        "time": time,
        "tree": ALGORITHM,
        "v": VERSION,
    }
    said = canonical(common | _deed(act))
    rows: list[Row] = [(seq, seq, time, act.kind.value, act.caller, act.grant, None, len(act.about), said)]
    common |= {"act": seq, "kind": PERSON}
    for at, seen in enumerate(act.about, seq + 1):
        said = canonical(common | {"subject": seen.subject, "classes": sorted(seen.classes)})
        rows.append((at, seq, time, PERSON, act.caller, act.grant, seen.subject, 0, said))
    return rows


def _deed(act: Act) -> dict[str, Any]:
    return {
        "code": act.code,
        "hash": act.hash,
        "kind": act.kind.value,
        "outcome": act.outcome.value,
        "persons": len(act.about),
        "role": act.role,
        "what": act.what,
    }


def read(entry: bytes) -> dict[str, Any]:
    """What an entry says. Raises ValueError when it is not canonical JSON of this version."""
    said = orjson.loads(entry)
    if not isinstance(said, dict) or canonical(said) != entry:
        raise ValueError("not canonical JSON")
    if (said.get("v"), said.get("tree")) != (VERSION, ALGORITHM):
        raise ValueError("of another version")
    return said


def row_of(entry: bytes, seq: int) -> Row:
    """The columns that the entry at ``seq`` must have. Raises ValueError, KeyError or TypeError."""
    said = read(entry)
    person = said["kind"] == PERSON
    act = int(said["act"]) if person else seq
    subject = str(said["subject"]) if person else None
    persons = 0 if person else int(said["persons"])
    return (seq, act, said["time"], said["kind"], said["caller"], said["grant"], subject, persons, entry)
