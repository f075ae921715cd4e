"""Who held both linked posts, from when to when, on which documents; and which doublings began or ended in a time."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.model.codes import Codes
from graph.model.dates import Certainty, Span, today
from graph.model.nodes.doubling_rule import CountedOver
from graph.store import Store
from guard.access import Access
from guard.refusals import Unfit
from queries.doubling import Appointment, RuleRow, Target
from queries.doubling.dated import TEXTS, Past, past_of
from queries.doubling.periods import Period, periods_at_places, periods_of_holders
from queries.doubling.posts import appointment
from queries.doubling.stretches import NEVER_BEGUN, NEVER_ENDED
from queries.question import question
from queries.shapes import Dated, Holder

ALL_TIME = dt.date.min, dt.date.max


class Change(Codes):
    """What is asked of a doubling in the time asked about."""

    BEGAN = "began", "开始", "Began"
    ENDED = "ended", "结束", "Ended"
    HELD = "held", "存续", "Held"


@dataclass(frozen=True, slots=True)
class DoublingPeriod:
    """一段一肩挑：谁、在何处、何时起止、凭何文件 / One doubling, from its beginning to its end, renewals included.

    ``place`` is the counted place, none where left holders are counted. ``matches`` says whether what was asked for, as
    that it ended, surely fell into the time asked about.
    """

    holder: Holder
    place: Target | None
    dated: Dated
    matches: Annotated[Certainty, Text("是否确在所问期间", "whether it surely was so in the time asked about")]
    proof: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class DoublingPeriods:
    """一条规则下历次一肩挑 / A rule's doublings in time.

    The rule is taken as it stands on ``day``. Where a place took over from others, theirs are told with it.
    """

    day: dt.date
    rule: RuleRow
    since: Annotated[dt.date | None, Text("期间首日", "the first day asked about")]
    until: Annotated[dt.date, Text("期间末日", "the last day asked about")]
    change: Annotated[Change, Text("所问变化", "what was asked for")]
    periods: Annotated[tuple[DoublingPeriod, ...], Text("历次一肩挑", "the doublings, one by one")]
    withheld: bool


QUESTION = question(
    __name__,
    __file__,
    text=Text("历次一肩挑", "Doublings in time"),
    about=Text("某期间内开始、结束或存续的一肩挑及其文件", "Doublings that began, ended or stood in a time"),
    result=DoublingPeriods,
    texts=TEXTS,
)


async def doubling_periods(
    store: Store,
    access: Access,
    *,
    rule: str,
    within: str | None = None,
    since: Annotated[dt.date | None, Text("期间首日", "the first day of the time asked about")] = None,
    until: Annotated[dt.date | None, Text("期间末日，默认为所问之日", "the last day; the day if left out")] = None,
    change: Annotated[Change, Text("开始、结束或存续", "began, ended or held in that time")] = Change.HELD,
    as_of: dt.date | None = None,
) -> DoublingPeriods | None:
    """The doublings that were ``change`` on a day from ``since`` to ``until``, both included. Raises Refusal.

    An end is the first day on which it no longer holds, so one that ended on 30 June at midnight ended on 1 July.
    """
    day = as_of or today()
    last = until or day
    if since and since > last:
        raise Unfit("期间首日不能晚于末日。", "A time must not end before it begins.")
    access.note_holders("doublingPeriods")
    past = await past_of(store, access, texts=QUESTION.texts, rule=rule, day=day, stretch=ALL_TIME, standing=day)
    if past is None:
        return None
    holders = past.rule.counted_over is CountedOver.LEFT_HOLDER
    found = periods_of_holders(past, within) if holders else periods_at_places(past, within)
    asked = (since.isoformat() if since else NEVER_BEGUN, last.isoformat())
    rows = [_row(past, each, matches) for each in found if (matches := _matches(each, change, *asked)) != Certainty.NO]
    return DoublingPeriods(day, past.rule, since, last, change, tuple(rows), past.withheld)


def _matches(period: Period, change: Change, first: str, last: str) -> Certainty:
    may, sure = period.may, period.sure
    if change is Change.HELD:
        meets = may[0] <= last and may[1] > first
        return _certainty(meets, sure is not None and sure[0] <= last and sure[1] > first)
    latest, earliest = sure or (may[1], may[0])
    turn = (may[0], latest) if change is Change.BEGAN else (earliest, may[1])
    if change is Change.ENDED and turn[0] == NEVER_ENDED:
        return Certainty.NO
    meets = turn[0] <= last and turn[1] >= first
    return _certainty(meets, sure is not None and first <= turn[0] and turn[1] <= last)


def _certainty(meets: bool, surely: bool) -> Certainty:
    return (Certainty.YES if surely else Certainty.POSSIBLY) if meets else Certainty.NO


def _row(past: Past, period: Period, matches: Certainty) -> DoublingPeriod:
    turns = sorted(period.turns, key=lambda each: (str(each.held.span.since_earliest), each.post.row.code or ""))
    proof = tuple(appointment(each.post, each.held, past.rows) for each in turns)
    span = _span(period)
    return DoublingPeriod(_holder(proof), period.place, Dated(span, span.on(past.rows.day)), matches, proof)


def _holder(proof: tuple[Appointment, ...]) -> Holder:
    """Who holds both; where one of the posts is a volunteer's, they are told of as one."""
    return next((each.holder for each in proof if each.holder.volunteer), proof[0].holder)


def _span(period: Period) -> Span:
    """Both ends with what the dates leave open. Where nothing is certain, either lies somewhere in the period."""
    begins, ends = period.may
    if period.sure is None:
        last = _day(ends)
        latest = last - dt.timedelta(days=1) if last and last > dt.date.min else None
        return Span(_day(begins), latest, _day(begins) or dt.date.min, last)
    return Span(_day(begins), _day(period.sure[0]) or dt.date.min, _day(period.sure[1]), _day(ends))


def _day(text: str) -> dt.date | None:
    return None if text in (NEVER_BEGUN, NEVER_ENDED) else dt.date.fromisoformat(text)
