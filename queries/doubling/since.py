"""Since when: the later start of the present overlap, where renewals without a gap are one (DOMAIN 4)."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from graph.model.dates import Certainty, Moment, Span

Start = Callable[[Span], dt.date | None]
Touches = Callable[[Span, Span], bool]


def unbroken(spans: Sequence[Span], day: dt.date) -> Moment:
    """When someone's present, unbroken holding of one side began; the range is what the dates leave open.

    The earliest start takes every renewal that may have been without a gap, the latest only those that surely were.
    An end and a start written alike (both "2022年3月") are one renewal, though either alone is a month wide.
    """
    now = [span for span in spans if span.on(day) is not Certainty.NO]
    sure = [span for span in now if span.on(day) is Certainty.YES] or now
    earliest = _first(_chain(now, spans, _may_touch), lambda span: span.since_earliest or dt.date.min)
    latest = _first(_chain(sure, spans, _surely_touch), lambda span: span.since_latest or dt.date.max)
    return Moment(earliest, latest)


def later(one: Moment, other: Moment) -> Moment:
    """The later of two starts. An end of the range that nobody can name stays unnamed where it would decide."""
    earliest = [each for each in (one.earliest, other.earliest) if each is not None]
    latest = (one.latest, other.latest)
    return Moment(max(earliest, default=None), None if None in latest else max(each for each in latest if each))


def in_chain(span: Span, spans: Sequence[Span], day: dt.date) -> bool:
    """Whether ``span`` is one of the renewals that make up the present holding."""
    return span in _chain([each for each in spans if each.on(day) is not Certainty.NO], spans, _surely_touch)


def _chain(now: Iterable[Span], spans: Sequence[Span], touches: Touches) -> list[Span]:
    """Those of the present and, step by step, those that end where one of the chain begins."""
    chain, waiting = [], list(now)
    left = [span for span in spans if span not in waiting]
    while waiting:
        head = waiting.pop()
        chain.append(head)
        before = [span for span in left if touches(span, head)]
        waiting += before
        left = [span for span in left if span not in before]
    return chain


def _surely_touch(before: Span, after: Span) -> bool:
    alike = (before.until_earliest, before.until_latest) == (after.since_earliest, after.since_latest)
    if alike and before.until_latest is not None:
        return True
    ends = before.until_earliest or dt.date.max
    return after.since_latest is not None and ends >= after.since_latest and _begins_first(before, after)


def _may_touch(before: Span, after: Span) -> bool:
    ends = before.until_latest or dt.date.max
    return ends >= (after.since_earliest or dt.date.min) and _begins_first(before, after)


def _begins_first(before: Span, after: Span) -> bool:
    return (before.since_earliest or dt.date.min) <= (after.since_earliest or dt.date.min)


def _first(chain: Iterable[Span], start: Start) -> dt.date | None:
    """The first start; the open ends of the calendar stand for "nobody can name it"."""
    found = min((start(span) or dt.date.min for span in chain), default=dt.date.min)
    return None if found in (dt.date.min, dt.date.max) else found
