"""The days of the sample district, as ordinals, and the many ways in which an office writes a date."""

import datetime as dt
from functools import cache

LEDGER_DAY = dt.date(2026, 10, 31).toordinal()
"""The day that the ledgers describe."""

MERGER_DAY = dt.date(2022, 7, 1).toordinal()
"""The first day on which the merged community no longer exists."""

ISO, DOTTED, COMPACT, SLASHED, WORDS, REAL = range(6)
"""Ways of writing a day; REAL is a date cell of Excel."""

Day = int | str | None
"""A day as its ordinal, a text that is written as it stands (2019年3月), or a blank."""


def day(year: int, month: int, number: int) -> int:
    """A day as an ordinal."""
    return dt.date(year, month, number).toordinal()


def years_before(years: float) -> int:
    """The day so many years before the day of the ledgers."""
    return LEDGER_DAY - int(years * 365.2425)


def year_of(ordinal: int) -> int:
    """The year in which a day lies."""
    return dt.date.fromordinal(ordinal).year


def month_of(ordinal: int) -> str:
    """A date of which the office knows only the month."""
    date = dt.date.fromordinal(ordinal)
    return f"{date.year}年{date.month}月"


@cache
def forms(ordinal: int) -> tuple[str, str, str, str, str]:
    """A day in every written form, in the order ISO, DOTTED, COMPACT, SLASHED, WORDS."""
    date = dt.date.fromordinal(ordinal)
    year, month, number = date.year, date.month, date.day
    return (
        f"{year}-{month:02d}-{number:02d}",
        f"{year}.{month:02d}.{number:02d}",
        f"{year}{month:02d}{number:02d}",
        f"{year}/{month}/{number}",
        f"{year}年{month}月{number}日",
    )


def inclusive(ordinal: int) -> str:
    """An end by its last day: 至2021年6月30日 says that the first day without is 1 July."""
    return "至" + forms(ordinal - 1)[WORDS]


def iso(ordinal: int) -> str:
    """A day as JSON holds it."""
    return forms(ordinal)[ISO]
