"""What is small: a count below five, and the last end of a month."""

import datetime as dt

from guard.shown import Why, Withheld
from guard.suppression import SMALL, month_end, statistics_day, suppressed


def test_four_is_hidden_and_five_is_shown() -> None:
    assert SMALL == 5
    assert suppressed({"a": 4}, {}) == {"a"}
    assert suppressed({"a": 5}, {}) == frozenset()


def test_statistics_are_of_the_last_month_that_is_over() -> None:
    assert month_end(dt.date(2024, 2, 29)) == dt.date(2024, 2, 29)
    assert month_end(dt.date(2024, 3, 30)) == dt.date(2024, 2, 29)
    assert month_end(dt.date(2026, 1, 1)) == dt.date(2025, 12, 31)
    asked, day = dt.date(2026, 12, 31), dt.date(2026, 11, 25)
    assert statistics_day(asked, today=day) == dt.date(2026, 10, 31)
    assert statistics_day(dt.date(2026, 9, 1), today=day) == dt.date(2026, 8, 31)


def test_what_is_withheld_has_an_order() -> None:
    one, other = Withheld("a", Why.AREA), Withheld("b", Why.AREA)
    assert sorted([other, one]) == [one, other]
