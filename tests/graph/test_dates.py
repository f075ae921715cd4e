"""Dates are ranges, and a fact answers yes, possibly or no."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.dates import Certainty, Moment, Span, read_end, read_moment


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2019-03-05", "2019-03-05", "2019-03-05"),
        ("2019/3/5", "2019-03-05", "2019-03-05"),
        ("2019.03.05", "2019-03-05", "2019-03-05"),
        ("20190305", "2019-03-05", "2019-03-05"),
        ("2019年3月5日", "2019-03-05", "2019-03-05"),
        ("2019-03-05 00:00:00", "2019-03-05", "2019-03-05"),
        ("2019年3月", "2019-03-01", "2019-03-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("201903", "2019-03-01", "2019-03-31"),
        ("2019年", "2019-01-01", "2019-12-31"),
    ],
)
def test_a_written_date_is_a_range_of_days(text: str, earliest: str, latest: str) -> None:
    assert read_moment(text) == Moment(day(earliest), day(latest))


@pytest.mark.parametrize("text", ["", "不详", "2019-13-01", "2019-02-30", "20191301", "3月5日", "2019年13月"])
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_moment(text)


def test_an_inclusive_end_becomes_the_next_day() -> None:
    assert read_end("至2021年6月30日") == Moment(day("2021-07-01"), day("2021-07-01"))
    assert read_end("2021年6月止") == Moment(day("2021-06-02"), day("2021-07-01"))
    assert read_end("2021-06-30") == Moment(day("2021-06-30"), day("2021-06-30"))


def test_a_month_wide_start_is_possible_in_its_month_and_certain_after() -> None:
    span = Span.of(read_moment("2019年3月"))
    assert [span.on(day(d)) for d in ("2019-02-28", "2019-03-01", "2019-03-30", "2019-03-31", "2026-01-01")] == [
        Certainty.NO,
        Certainty.POSSIBLY,
        Certainty.POSSIBLY,
        Certainty.YES,
        Certainty.YES,
    ]


def test_a_blank_start_is_never_certain() -> None:
    assert Span.of().on(day("2026-01-01")) is Certainty.POSSIBLY


def test_an_end_that_has_not_come_is_absent_and_an_unknown_one_is_wide_open() -> None:
    since = read_moment("2019-03-05")
    assert Span.of(since).on(day("2026-01-01")) is Certainty.YES
    assert Span.of(since, end_unknown=True).on(day("2026-01-01")) is Certainty.POSSIBLY
    assert Span.of(since, end_unknown=True).on(day("2019-03-04")) is Certainty.NO


def test_the_end_itself_is_outside() -> None:
    span = Span.of(read_moment("2019-03-05"), read_end("2021-07-01"))
    assert span.on(day("2021-06-30")) is Certainty.YES
    assert span.on(day("2021-07-01")) is Certainty.NO


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1))


@given(st.tuples(DAYS, DAYS), st.tuples(DAYS, DAYS), DAYS)
def test_certainty_is_what_every_choice_of_the_ends_agrees_on(
    since: tuple[dt.date, dt.date], until: tuple[dt.date, dt.date], asked: dt.date
) -> None:
    """An independent reading: try the two ends of each range."""
    (a, b), (c, d) = sorted(since), sorted(until)
    worlds = [start <= asked < end for start in (a, b) for end in (c, d)]
    expected = Certainty.YES if all(worlds) else Certainty.POSSIBLY if any(worlds) else Certainty.NO
    assert Span.of(Moment(a, b), Moment(c, d)).on(asked) is expected
