"""The verdict: what is proved, by what, and what isn't."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from guard.audit.checkpoints import checkpoint
from guard.audit.errors import AuditError
from guard.audit.telling import verdict_lines
from guard.audit.verify import verify
from tests.guard.audit import second, tampering
from tests.guard.audit.helpers import act, judged, opened


def test_the_verdict_says_how_far_each_proof_reaches(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.record_now(act("s1"))
        _, anchored = checkpoint(log.engine, log.key)
        log.record_now(act("s1"))
        checkpoint(log.engine, log.key)
        log.record_now(act())
        verdict = judged(log, anchored)
        assert verdict.sound
        assert (verdict.size, verdict.signed, verdict.anchored, verdict.window) == (5, 4, 2, 3)
        assert judged(log).window == 5
        assert second.complaints(tmp_path / "audit" / "audit.sqlite", str(log.key.public), [anchored]) == []
        told = "\n".join(verdict_lines(verdict))
        assert "the first 2 entries are what they were" in told
        assert "the last 3 are not anchored" in told


def test_an_empty_log_verifies_and_proves_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        verdict = judged(log, checkpoint(log.engine, log.key)[1])
        assert verdict.sound
        assert (verdict.size, verdict.anchored, verdict.window) == (0, 0, 0)


def test_an_anchored_checkpoint_of_another_history_or_another_key_is_a_fault(tmp_path: Path) -> None:
    with opened(tmp_path / "one") as log, opened(tmp_path / "two") as other:
        for some in (log, other):
            some.record_now(act("s1"))
        theirs = checkpoint(other.engine, other.key)[1]
        longer = log.key.note(9, b"1" * 32)
        for note in (theirs, longer, log.key.note(2, b"1" * 32), "noise"):
            verdict = judged(log, note)
            assert not verdict.sound
            assert "changed, or is damaged" in "\n".join(verdict_lines(verdict))


def test_of_many_faults_some_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.record_now(act(*("s" for _ in range(300))))
        with closing(sqlite3.connect(tmp_path / "audit" / "audit.sqlite")) as db, db:
            db.execute("DROP TRIGGER no_update")
            db.execute("UPDATE entries SET caller = 'x'")
        verdict = judged(log)
        assert (len(verdict.faults), verdict.more) == (100, 201)
        assert "另有 201 处" in "\n".join(verdict_lines(verdict))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET entry = 'text'",
        "UPDATE entries SET entry = '[]'",
        "UPDATE entries SET time = 'noon'",
        "UPDATE subtrees SET hash = 1",
        "UPDATE tree SET peaks = 7",
        "DELETE FROM tree",
        "UPDATE entries SET entry = CAST(replace(CAST(entry AS TEXT), '\"v\":1', '\"v\":2') AS BLOB)",
        "UPDATE entries SET entry = CAST(replace(CAST(entry AS TEXT), '\"v\":1', '\"v\": 1') AS BLOB)",
        "UPDATE entries SET entry = CAST('{\"v\":1}' AS BLOB)",
    ],
)
def test_values_of_the_wrong_kind_are_faults_too(tmp_path: Path, statement: str) -> None:
    with opened(tmp_path) as log:
        log.record_now(act(*("s" for _ in range(300))))
        with closing(sqlite3.connect(tmp_path / "audit" / "audit.sqlite")) as db, db:
            db.execute("DROP TRIGGER no_update")
            db.execute(statement)
        assert not judged(log).sound


def test_a_log_without_its_tables_cannot_be_read(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        with log.engine.begin() as db:
            db.exec_driver_sql("DROP TABLE checkpoints")
        with pytest.raises(AuditError, match="damaged"):
            judged(log)


MIXED_UP = """
    UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'acts_by_kind')
    WHERE name = 'entries_by_subject'
"""


def test_a_spoilt_index_is_a_fault(tmp_path: Path) -> None:
    """An index that lacks an entry would hide it from who asks "who looked at me"."""
    with opened(tmp_path) as log:
        log.record_now(act("s1"))
        with closing(sqlite3.connect(tmp_path / "audit" / "audit.sqlite")) as db, db:
            db.execute("PRAGMA writable_schema = ON")
            db.execute(MIXED_UP)
        log.engine.dispose()
        try:
            sound = judged(log).sound
        except AuditError:
            sound = False
        assert not sound


LISTED = "FROM sqlite_master WHERE name = 'entries_by_subject'"


def test_an_index_that_lacks_an_entry_is_the_one_fault_of_a_log_that_is_whole(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.record_now(act("s1", "s2"))
        key = log.key.public
    file = tmp_path / "audit" / "audit.sqlite"
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("DROP TRIGGER no_delete")
        entry = db.execute("SELECT * FROM entries WHERE seq = 1").fetchone()
        db.execute("DELETE FROM entries WHERE seq = 1")
        db.execute("PRAGMA writable_schema = ON")
        index = db.execute(f"SELECT * {LISTED}").fetchone()
        db.execute(f"DELETE {LISTED}")
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", entry)
        db.execute("PRAGMA writable_schema = ON")
        db.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", index)
    engine = tampering.reading(file)
    faults = verify(engine, key).faults
    engine.dispose()
    assert [fault.en for fault in faults] == ["The file or an index in it is damaged."]


def test_a_checkpoint_that_does_not_fit_vouches_for_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.record_now(act("s1"))
        verdict = judged(log, log.key.note(2, b"1" * 32), log.key.note(9, b"1" * 32))
        assert (verdict.anchored, verdict.window) == (0, 2)


def test_with_anchors_every_change_is_seen_and_without_only_the_crude_ones(tmp_path: Path) -> None:
    tally = tampering.tamper_often(tmp_path, times=40)
    assert tally.made.total() == 40
    assert (tally.unseen, tally.disagreed) == (0, 0)
    assert all(kind.startswith("crude") for kind, count in tally.without.items() if count)
    assert all(tally.without[kind] == count for kind, count in tally.made.items() if kind.startswith("crude"))


def test_a_careful_change_in_the_window_is_not_seen_and_the_window_is_stated(tmp_path: Path) -> None:
    assert tampering.in_the_window(tmp_path) == (False, 2)


def test_every_kind_of_change_really_changes_the_log(tmp_path: Path) -> None:
    chance = random.Random(3)
    log = tampering.made(tmp_path, chance)
    for name in tampering.CAREFUL:
        with closing(sqlite3.connect(log.file)) as db:
            batches = tampering.read_batches(db)
            before = repr(batches)
            tampering.CAREFUL[name](batches, chance)
            assert repr(batches) != before, name
