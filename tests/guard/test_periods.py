"""The retention clock by itself: its usual periods, and what an office can set."""

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from graph.model.dates import today
from guard.erasure.periods import USUAL, Kind, Period, Periods
from guard.erasure.tables import periods
from guard.register import opened_register


def test_the_usual_periods_are_these_days() -> None:
    assert USUAL == {
        Kind.RESIDENTS_GONE: 1_825,
        Kind.TENURES_ENDED: 3_650,
        Kind.ROWS_CORRECTED: 1_095,
        Kind.ROWS_RETURNED: 90,
        Kind.SESSIONS: 180,
        Kind.GRAPH_REMNANTS: 30,
        Kind.AUDIT: None,
    }


def test_a_period_that_is_set_holds_for_its_kind_alone_and_can_be_set_again(tmp_path: Path) -> None:
    with opened_register(tmp_path) as register:
        clock = Periods(register)
        assert clock.of(Kind.SESSIONS) == Period(Kind.SESSIONS, 180)
        clock.set(Kind.SESSIONS, 7, by="a")
        clock.set(Kind.ROWS_RETURNED, None, by="a")
        clock.set(Kind.SESSIONS, 0, by="b")
        assert clock.of(Kind.SESSIONS).days == 0
        assert clock.of(Kind.ROWS_RETURNED).days is None
        assert clock.of(Kind.GRAPH_REMNANTS).days == 30
        with register.connect() as db:
            rows = db.execute(sa.select(periods.c.kind, periods.c.set_by, periods.c.set_on)).all()
        assert {tuple(row) for row in rows} == {
            ("sessions", "b", today().isoformat()),
            ("rows_returned", "a", today().isoformat()),
        }


def test_the_audit_is_kept_for_ever_whatever_stands_in_the_register(tmp_path: Path) -> None:
    with opened_register(tmp_path) as register:
        clock = Periods(register)
        for kind, days in ((Kind.AUDIT, 10), (Kind.AUDIT, None), (Kind.SESSIONS, -1)):
            with pytest.raises(ValueError, match=kind.value):
                clock.set(kind, days, by="a")
        with register.begin() as db:
            db.execute(sa.insert(periods).values(kind="audit", days=1, set_by="a", set_on="2026-10-31"))
        assert clock.of(Kind.AUDIT).days is None


def test_what_ended_before_the_cutoff_is_due() -> None:
    day = dt.date(2026, 10, 31)
    assert Period(Kind.SESSIONS, 30).cutoff(day) == dt.date(2026, 10, 1)
    assert Period(Kind.SESSIONS, 0).cutoff(day) == day
    assert Period(Kind.AUDIT, None).cutoff(day) is None
