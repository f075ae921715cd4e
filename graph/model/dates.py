"""Dates whose ends are ranges: a fact answers "on that day: yes, possibly, no" (DOMAIN 3).

``None`` is an end nobody can name: before all days as an *earliest*, after all days as a *latest*. An end that has
not come is therefore ``until_earliest = until_latest = None``; an unknown end is wide open from the start on.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from graph.model.codes import Codes

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Certainty(Codes):
    """How sure it is that a fact holds on a day."""

    YES = "yes", "是", "Yes"
    POSSIBLY = "possibly", "可能", "Possibly"
    NO = "no", "否", "No"


def today() -> dt.date:
    """Today in Asia/Shanghai, which is the day every question means unless it names another."""
    return dt.datetime.now(SHANGHAI).date()


@dataclass(frozen=True, slots=True)
class Moment:
    """One end of a fact: some day from ``earliest`` to ``latest``, both included."""

    earliest: dt.date | None = None
    latest: dt.date | None = None


UNKNOWN = Moment()


@dataclass(frozen=True, slots=True)
class Span:
    """When a fact holds. Ends are exclusive: the first day on which it no longer holds."""

    since_earliest: dt.date | None = None
    since_latest: dt.date | None = None
    until_earliest: dt.date | None = None
    until_latest: dt.date | None = None

    @classmethod
    def of(cls, since: Moment = UNKNOWN, until: Moment | None = None, *, end_unknown: bool = False) -> "Span":
        """From a start and an end; no ``until`` means still open, or not known if ``end_unknown``."""
        if until is None and not end_unknown:
            return cls(since.earliest, since.latest, None, None)
        end = until or UNKNOWN
        # An end cannot precede its start; the earliest possible start bounds it, and nothing else does.
        return cls(since.earliest, since.latest, end.earliest or since.earliest or dt.date.min, end.latest)

    def on(self, day: dt.date) -> Certainty:
        """Whether the fact holds on ``day``."""
        if (
            self.since_latest is not None
            and self.since_latest <= day
            and (self.until_earliest is None or day < self.until_earliest)
        ):
            return Certainty.YES
        may_have_begun = self.since_earliest is None or self.since_earliest <= day
        return (
            Certainty.POSSIBLY
            if may_have_begun and (self.until_latest is None or day < self.until_latest)
            else Certainty.NO
        )


ALWAYS = Span(dt.date.min, dt.date.min, None, None)

_DAY = re.compile(r"^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$|^(\d{4})(\d{2})(\d{2})$")
_MONTH = re.compile(r"^(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?$|^(\d{4})(\d{2})$")
_YEAR = re.compile(r"^(\d{4})\s*年?$")
_INCLUSIVE = re.compile(r"^[至到]|止$")
_TIME = re.compile(r"[\sT]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_YEARS = range(1000, 3000)


@lru_cache(maxsize=50_000)
def read_moment(text: str) -> Moment:
    """The range of days that a written date names: 2019-03-05, 2019年3月 (a month wide), 2019年 (a year wide).

    A time of day is passed over. Raises ValueError when the text is not a date, or of no year of ours.
    """
    moment = _read(_TIME.sub("", text.strip()))
    if moment.earliest is None or moment.earliest.year not in _YEARS:
        raise ValueError("not a date")
    return moment


def _read(written: str) -> Moment:
    if found := _DAY.match(written):
        day = dt.date(*(int(part) for part in found.groups() if part))
        return Moment(day, day)
    if found := _MONTH.match(written):
        year, month = (int(part) for part in found.groups() if part)
        first = dt.date(year, month, 1)
        return Moment(first, _next_month(first) - dt.timedelta(days=1))
    if found := _YEAR.match(written):
        year = int(found[1])
        return Moment(dt.date(year, 1, 1), dt.date(year, 12, 31))
    raise ValueError("not a date")


@lru_cache(maxsize=50_000)
def read_end(text: str) -> Moment:
    """An end as an exclusive moment: 至6月30日 and 6月30日止 are inclusive, so they become the next day."""
    inclusive = _INCLUSIVE.search(text.strip())
    moment = read_moment(_INCLUSIVE.sub("", text.strip()))
    return Moment(_next_day(moment.earliest), _next_day(moment.latest)) if inclusive else moment


def _next_day(day: dt.date | None) -> dt.date | None:
    return day + dt.timedelta(days=1) if day else None


def _next_month(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=32)).replace(day=1)
