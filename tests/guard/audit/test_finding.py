"""What an auditor finds: acts by pages and by how they ended, refusals by account, whom an account saw."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from guard.audit import finding
from guard.audit.act import ActKind, Outcome
from guard.audit.finding import Wanted, count_seen, find_acts, find_refusals, find_seen
from guard.audit.log import AuditLog
from tests.guard.audit.helpers import act, opened

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
LATER = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[AuditLog]:
    """Six acts: 0 (with 1, 2), 3, 4 (with 5), 6, 7, 8."""
    with opened(tmp_path) as log:
        log.record_now(act("s1", "s2", caller="b"))
        log.record_now(act(caller="a", outcome=Outcome.REFUSED, code="FORBIDDEN"))
        log.record_now(act("s1", caller="b"))
        log.record_now(act(caller="b", outcome=Outcome.REFUSED, code="NOT_FOUND"))
        log.record_now(act(caller="b", outcome=Outcome.REFUSED, code="NOT_FOUND"))
        log.record_now(act(caller="c", kind=ActKind.LOAD, outcome=Outcome.REFUSED, code="BAD_ARGUMENT"))
        yield log


@pytest.fixture(params=[1, 2, 2_000])
def _pages(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many acts are read at a time."""
    monkeypatch.setattr(finding, "ACTS_AT_ONCE", request.param)


@pytest.mark.usefixtures("_pages")
def test_acts_come_newest_first_and_a_page_goes_on_where_the_last_ended(log: AuditLog) -> None:
    first = find_acts(log.engine, Wanted(), first=4)
    assert ([a.seq for a in first.acts], first.more, first.end) == ([8, 7, 6, 4], True, 4)
    rest = find_acts(log.engine, Wanted(before=first.end), first=4)
    assert ([a.seq for a in rest.acts], rest.more, rest.end) == ([3, 0], False, 0)
    whole = find_acts(log.engine, Wanted(), first=6)
    assert (len(whole.acts), whole.more, whole.end) == (6, False, 0)
    none = find_acts(log.engine, Wanted(before=0), first=1)
    assert (none.acts, none.more, none.end) == ((), False, 0)


@pytest.mark.usefixtures("_pages")
def test_acts_are_found_by_kind_caller_outcome_and_moment(log: AuditLog) -> None:
    def found(wanted: Wanted) -> list[int]:
        return [a.seq for a in find_acts(log.engine, wanted, first=10).acts]

    assert found(Wanted(kind=ActKind.LOAD)) == [8]
    assert found(Wanted(caller="b")) == [7, 6, 4, 0]
    assert found(Wanted(outcome=Outcome.REFUSED)) == [8, 7, 6, 3]
    assert found(Wanted(caller="b", outcome=Outcome.ANSWERED)) == [4, 0]
    assert found(Wanted(since=LATER)) == []
    assert found(Wanted(since=LONG_AGO)) == [8, 7, 6, 4, 3, 0]
    exact = find_acts(log.engine, Wanted(), first=1).acts[0].time
    assert 8 in found(Wanted(since=exact))


def test_a_page_ends_before_the_first_that_it_has_no_room_for(log: AuditLog) -> None:
    page = find_acts(log.engine, Wanted(outcome=Outcome.ANSWERED), first=1)
    assert ([a.seq for a in page.acts], page.more, page.end) == ([4], True, 3)
    assert [a.seq for a in find_acts(log.engine, Wanted(outcome=Outcome.ANSWERED, before=3), first=1).acts] == [0]


def test_a_search_that_reads_enough_says_how_far_it_came(log: AuditLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "ACTS_MOST", 2)
    page = find_acts(log.engine, Wanted(outcome=Outcome.EMPTY), first=5)
    assert (page.acts, page.more, page.end) == ((), True, 7)
    found = find_refusals(log.engine, LONG_AGO)
    assert [each.caller for each in found.accounts] == ["b"]
    assert found.back_to == find_acts(log.engine, Wanted(before=8), first=1).acts[0].time


def test_refusals_are_counted_by_account_and_code_and_nobody_is_ranked(log: AuditLog) -> None:
    found = find_refusals(log.engine, LONG_AGO)
    assert [(each.caller, each.role, dict(each.codes)) for each in found.accounts] == [
        ("a", "investigator", {"FORBIDDEN": 1}),
        ("b", "investigator", {"NOT_FOUND": 2}),
    ]
    newest = {a.seq: a.time for a in find_acts(log.engine, Wanted(), first=9).acts}
    assert found.accounts[1].last == newest[7]
    assert found.back_to is None
    assert find_refusals(log.engine, LATER).accounts == ()


def test_whom_an_account_saw_comes_by_pages_and_is_counted(log: AuditLog) -> None:
    first = find_seen(log.engine, "b", LONG_AGO, first=2, after=None)
    assert ([each.seq for each in first.looks], first.more) == ([1, 2], True)
    rest = find_seen(log.engine, "b", LONG_AGO, first=2, after=2)
    assert ([each.seq for each in rest.looks], rest.more) == ([5], False)
    middle = find_seen(log.engine, "b", LONG_AGO, first=5, after=1)
    assert ([each.seq for each in middle.looks], middle.more) == ([2, 5], False)
    assert ([e.seq for e in find_seen(log.engine, "b", LONG_AGO, first=3, after=None).looks]) == [1, 2, 5]
    assert not find_seen(log.engine, "b", LONG_AGO, first=3, after=None).more
    assert count_seen(log.engine, "b", LONG_AGO) == (3, 2)
    assert count_seen(log.engine, "a", LONG_AGO) == count_seen(log.engine, "b", LATER) == (0, 0)


def test_the_numbers_of_a_search() -> None:
    assert (finding.ACTS_AT_ONCE, finding.ACTS_MOST) == (2_000, 100_000)
    assert set(finding.WORTH_A_LOOK) == {
        *("FORBIDDEN", "GRANT_NEEDED", "GRANT_ENDED", "GRANT_WRONG", "TOO_OFTEN", "NOT_FOUND")
    }
