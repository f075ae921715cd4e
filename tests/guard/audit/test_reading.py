"""Who looked at whom, and when."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from guard.audit import ActKind, AuditLog, Outcome
from guard.audit.extract import line, write_csv, write_jsonl
from guard.audit.reading import acts, entries_about, entries_by, entry
from tests.guard.audit.helpers import act, opened

LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def at(monkeypatch: pytest.MonkeyPatch, day: int) -> dt.datetime:
    """Let it be that day."""
    moment = dt.datetime(2030, 1, day, tzinfo=dt.UTC)
    monkeypatch.setattr("guard.audit.append.time.time", moment.timestamp)
    return moment


def test_a_person_sees_who_looked_when_at_which_classes_for_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as log:
        first = at(monkeypatch, 1)
        log.record_now(act("me", "you", purpose="inquiry", grant="g1"))
        second = at(monkeypatch, 2)
        log.record_now(act("you", "me", caller="a2", kind=ActKind.EXPORT, what="person,house"))
        later, earlier = entries_about(log.engine, "me")
        assert (later.seq, later.act.seq, later.act.time, later.act.caller) == (5, 3, second, "a2")
        assert (later.act.kind, later.act.what, later.classes) == (
            ActKind.EXPORT,
            "person,house",
            ("phone", "resident"),
        )
        assert (earlier.act.time, earlier.act.purpose, earlier.act.grant) == (first, "inquiry", "g1")
        assert earlier.act.outcome is Outcome.ANSWERED
        assert entries_about(log.engine, "me", before=later.seq) == [earlier]
        assert entries_about(log.engine, "me", limit=1) == [later]
        assert [look.subject for look in entries_about(log.engine, ["me", "you"])] == ["me", "you", "you", "me"]
        assert entries_about(log.engine, "nobody") == []


def test_whom_an_account_has_seen_since_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as log:
        moments = []
        for day in (1, 2, 3):
            moments.append(at(monkeypatch, day))
            log.record_now(act("s1", f"s{day}", caller="a1"))
            log.record_now(act("s9", caller="a2"))
            log.record_now(act(caller="a1"))
        seen = list(entries_by(log.engine, "a1", moments[1]))
        assert [look.subject for look in seen] == ["s1", "s2", "s1", "s3"]
        assert [look.act.time for look in seen] == [moments[1]] * 2 + [moments[2]] * 2
        assert len(list(entries_by(log.engine, "a1", LONG_AGO))) == 6
        assert list(entries_by(log.engine, "a1", moments[2] + dt.timedelta(seconds=1))) == []
        assert list(entries_by(log.engine, "nobody", LONG_AGO)) == []


def test_acts_come_newest_first_by_pages_and_by_kind_caller_and_grant(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        for number in range(5):
            log.record_now(act("s1", caller=f"a{number % 2}", grant="g1" if number else None))
        log.record_now(act(kind=ActKind.GRANT, outcome=Outcome.REFUSED, code="FORBIDDEN"))
        assert [a.seq for a in acts(log.engine, limit=2)] == [10, 8]
        assert [a.seq for a in acts(log.engine, limit=9, before=8)] == [6, 4, 2, 0]
        assert [a.seq for a in acts(log.engine, caller="a0")] == [8, 4, 0]
        assert [a.seq for a in acts(log.engine, grant="g1", caller="a0")] == [8, 4]
        (refused,) = acts(log.engine, kind=ActKind.GRANT)
        assert (refused.outcome, refused.code, refused.persons) == (Outcome.REFUSED, "FORBIDDEN", 0)
        assert entry(log.engine, 99) is None


def plan(log: AuditLog, ask: object) -> str:
    """How SQLite would answer the last statement that ``ask`` sends."""
    sent: list[tuple[str, object]] = []
    listen = (log.engine, "before_cursor_execute", lambda _c, _r, text, values, *_: sent.append((text, values)))
    sa.event.listen(*listen)
    ask()  # type: ignore[operator]
    sa.event.remove(*listen)
    with log.engine.connect() as db:
        return "\n".join(str(row) for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {sent[-1][0]}", sent[-1][1]))  # type: ignore[arg-type]


def test_no_question_walks_the_whole_log_or_sorts(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        plans = {
            "acts_by_caller": [
                plan(log, lambda: list(entries_by(log.engine, "a1", LONG_AGO))),
                plan(log, lambda: acts(log.engine, caller="a1", before=9)),
            ],
            "acts_by_grant": [plan(log, lambda: acts(log.engine, grant="g1"))],
            "acts_by_kind": [plan(log, lambda: acts(log.engine, kind=ActKind.LOAD))],
            "entries_by_subject": [plan(log, lambda: entries_about(log.engine, "s1", before=9))],
            "": [plan(log, lambda: acts(log.engine, before=9))],
        }
        for index, told in plans.items():
            assert all(index in one for one in told), told
            assert not any("SCAN" in one or "TEMP B-TREE" in one for one in told), told


def test_the_extract_is_a_line_for_each_person_in_each_answer(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.record_now(act("s1", "=s2", what="=1+1", grant="g1"))
        lines = [line(look, {"s1": "p1"}) for look in entries_by(log.engine, "a1", LONG_AGO)]
    out = io.StringIO()
    write_jsonl(out, lines)
    first, second = (json.loads(text) for text in out.getvalue().splitlines())
    assert (first["seq"], first["subject"], first["person"], first["classes"]) == (1, "s1", "p1", ["phone", "resident"])
    assert (second["person"], second["act"], second["grant"]) == (None, 0, "g1")
    out = io.StringIO()
    write_csv(out, lines)
    heading, _, last = out.getvalue().splitlines()
    assert heading == "seq,time,subject,person,classes,act,what,purpose,grant,role"
    assert last.startswith("2,20")
    assert last.endswith(",'=s2,,phone resident,0,'=1+1,,g1,investigator")
