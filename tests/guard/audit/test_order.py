"""A log whose tree, ends and columns all fit, but whose acts and persons do not stand behind one another as they must.

Only its owner can write such a log: it would hide a person whom an act showed, or blame another account for it.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from guard.audit.entries import VERSION, Row, canonical, row_of, rows_of
from guard.audit.tree import ALGORITHM, Frontier
from guard.audit.verify import Verdict, verify
from tests.guard.audit.helpers import act, opened
from tests.guard.audit.tampering import Said, reading

COMMON = {"caller": "a1", "grant": "g1", "purpose": None, "time": 5, "tree": ALGORITHM, "v": VERSION}
NUMBERS = "The entries are not numbered one by one."
ORDER, LAST = "An entry does not fit its columns, or the entries before it.", "The last act lacks some of its persons."


def acted(*, persons: int, **more: Any) -> Said:
    deed = {"code": None, "hash": "", "kind": "question", "outcome": "answered", "role": "steward", "what": "house"}
    return COMMON | deed | {"persons": persons} | more


def person(of: int, **more: Any) -> Said:
    return COMMON | {"kind": "person", "act": of, "subject": "s1", "classes": ["phone"]} | more


def judged(home: Path, *entries: Said) -> Verdict:
    """What is found in a log of just these entries, in which everything else follows from them."""
    return judged_rows(home, *(row_of(canonical(said), seq) for seq, said in enumerate(entries)))


def judged_rows(home: Path, *rows: Row) -> Verdict:
    """The same of rows."""
    with opened(home) as log:
        key = log.key.public
    file, frontier = home / "audit" / "audit.sqlite", Frontier()
    with closing(sqlite3.connect(file)) as db, db:
        for row in rows:
            db.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            frontier.add(row[-1])
        state = (frontier.size, rows[-1][2], frontier.packed())
        db.execute("UPDATE tree SET size = ?, time = ?, peaks = ?", state)
    engine = reading(file)
    try:
        return verify(engine, key)
    finally:
        engine.dispose()


def told(home: Path, *entries: Said) -> list[tuple[str, int | None]]:
    return [(fault.en, fault.seq) for fault in judged(home, *entries).faults]


def test_persons_behind_the_act_that_showed_them_are_sound(tmp_path: Path) -> None:
    assert judged(tmp_path, acted(persons=2), person(0), person(0), acted(persons=0), acted(persons=1), person(4)).sound


def test_these_entries_are_as_the_log_writes_them() -> None:
    wanted = act("s1", role="steward", grant="g1")
    rows = rows_of(wanted, seq=0, time=5)
    assert canonical(acted(persons=1)) == rows[0][-1]
    assert canonical(person(0, classes=["phone", "resident"])) == rows[1][-1]


def test_a_person_whom_the_act_says_it_did_not_show_is_a_fault(tmp_path: Path) -> None:
    assert told(tmp_path, acted(persons=1), person(0), person(0)) == [(ORDER, 2), (LAST, 3)]


def test_a_person_before_any_act_is_a_fault(tmp_path: Path) -> None:
    assert (ORDER, 0) in told(tmp_path, person(0), acted(persons=0))


@pytest.mark.parametrize(
    "other",
    [{"caller": "a2"}, {"grant": "g2"}, {"grant": None}, {"time": 6}, {"of": 1}],
    ids=["another caller", "another grant", "no grant", "another time", "another act"],
)
def test_a_person_says_of_whoever_looked_what_the_act_says(tmp_path: Path, other: dict[str, Any]) -> None:
    assert told(tmp_path, acted(persons=1), person(**{"of": 0} | other)) == [(ORDER, 1)]


def test_no_act_begins_while_persons_of_the_one_before_are_missing(tmp_path: Path) -> None:
    assert told(tmp_path, acted(persons=2), person(0), acted(persons=0)) == [(ORDER, 2)]


def test_a_last_act_whose_persons_are_missing_is_a_fault(tmp_path: Path) -> None:
    assert told(tmp_path, acted(persons=2), person(0)) == [(LAST, 2)]


def test_time_never_falls_and_may_stand_still(tmp_path: Path) -> None:
    assert told(tmp_path, acted(persons=0, time=5), acted(persons=0, time=4)) == [(ORDER, 1)]
    (tmp_path / "other").mkdir()
    assert judged(tmp_path / "other", acted(persons=0, time=5), acted(persons=0, time=5)).sound


@pytest.mark.parametrize(
    "entry",
    [b"no json", b"[]", canonical({"tree": ALGORITHM, "v": VERSION}), canonical(acted(persons=0) | {"persons": None})],
    ids=["no json", "a list", "nothing said", "no number of persons"],
)
def test_an_entry_that_says_nothing_is_a_fault_whatever_its_columns_say(tmp_path: Path, entry: bytes) -> None:
    row: Row = (0, 0, 5, "question", "a1", "g1", None, 0, entry)
    assert [(fault.en, fault.seq) for fault in judged_rows(tmp_path, row).faults] == [(ORDER, 0)]


def test_an_entry_that_is_missing_is_told_by_the_number_of_the_next(tmp_path: Path) -> None:
    rows = [row_of(canonical(each), seq) for seq, each in enumerate((acted(persons=2), person(0), person(0)))]
    assert (NUMBERS, 2) in [(fault.en, fault.seq) for fault in judged_rows(tmp_path, rows[0], rows[2]).faults]
