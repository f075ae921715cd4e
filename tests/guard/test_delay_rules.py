"""The delays and the columns of the register by themselves, and how an act that fails is noted."""

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from guard.audit.act import Act, ActKind, Outcome
from guard.audit.reading import Look, Noted, acts
from guard.noting import act_of, noted
from guard.purposes import Purpose
from guard.refusals import Unfit
from guard.register import WITH_TABLES, RegisterError, opened_register
from guard.subject.delays import DELAYED, LONGEST, delays, delays_from
from tests.guard.audit.helpers import opened

NOW = dt.datetime(2026, 10, 31, tzinfo=dt.UTC)


def look(purpose: str | None, *, days: float) -> Look:
    """One that was so many days ago."""
    when = NOW - dt.timedelta(days=days)
    act = Noted(1, when, ActKind.QUESTION, "a", "investigator", "person", purpose, None, Outcome.ANSWERED, None, 1)
    return Look(2, "s1", ("resident",), act)


def test_only_an_inquiry_is_told_later_and_that_after_half_a_year() -> None:
    assert DELAYED == {Purpose.INQUIRY: 180}
    assert LONGEST == 3_650
    usual = delays_from({})
    assert not usual.over(look("inquiry", days=179.99), now=NOW)
    assert usual.over(look("inquiry", days=180), now=NOW)
    assert all(usual.over(look(p, days=0), now=NOW) for p in ("service", "emergency", None))


def test_an_office_sets_the_days_of_a_purpose(monkeypatch: pytest.MonkeyPatch) -> None:
    set_ = delays_from({"JINGWEI_DELAY_SERVICE_DAYS": "3650", "JINGWEI_DELAY_INQUIRY_DAYS": "0"})
    assert set_.over(look("inquiry", days=0), now=NOW)
    assert not set_.over(look("service", days=3_649), now=NOW)
    monkeypatch.setenv("JINGWEI_DELAY_SERVICE_DAYS", "1")
    delays.cache_clear()
    try:
        assert delays().days["service"] == 1
    finally:
        delays.cache_clear()


def test_the_register_holds_the_tables_of_every_part(tmp_path: Path) -> None:
    assert len(WITH_TABLES) == 4
    with opened_register(tmp_path) as engine:
        tables = set(sa.inspect(engine).get_table_names())
    assert tables >= {"accounts", "sessions", "tokens", "attempts", "grants", "erasures", "retention", "corrections"}


def test_a_damaged_register_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "access.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(RegisterError, match=r"DatabaseError"), opened_register(tmp_path):
        pass


def test_an_act_is_noted_before_it_begins_and_by_how_it_ended(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        act: Act = act_of(ActKind.KEYS, None, "keys_check", grant="g_1")
        with noted(log, act):
            assert [each.outcome for each in acts(log.engine)] == [Outcome.BEGUN]
        with pytest.raises(Unfit), noted(log, act):
            raise Unfit("", "")
        with pytest.raises(ZeroDivisionError), noted(log, act):
            raise ZeroDivisionError("a value")
        told = [(each.outcome, each.code) for each in reversed(acts(log.engine))]
        assert told == [
            (Outcome.BEGUN, None),
            (Outcome.ANSWERED, None),
            (Outcome.BEGUN, None),
            (Outcome.REFUSED, "BAD_ARGUMENT"),
            (Outcome.BEGUN, None),
            (Outcome.FAILED, "ZeroDivisionError"),
        ]
        first = acts(log.engine)[-1]
        assert (first.role, first.grant, first.caller.partition(":")[0]) == ("console", "g_1", "console")
