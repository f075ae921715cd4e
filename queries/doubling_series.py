"""A rule's rate at every month's end of up to ten years, across mergers of places."""

import calendar as months
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.model.dates import Certainty, today
from graph.model.nodes.doubling_rule import CountedOver
from graph.model.nodes.place import Level
from graph.store import Store
from guard.access import Access
from guard.refusals import Unfit
from guard.suppression import month_end
from queries.doubling import Rate, RuleRow, Target
from queries.doubling.dated import TEXTS, Past, past_of
from queries.doubling.series import Calendar, Counted, Days, counted_holders, counted_places, rates
from queries.question import question

YEARS = 10
"""The longest series: the rates of a longer one are several."""


@dataclass(frozen=True, slots=True)
class MonthRate:
    """一个月末的一肩挑率 / The rate on the last day of a month: what ``doubling`` says of that day."""

    day: dt.date
    in_force: Certainty
    rate: Rate


@dataclass(frozen=True, slots=True)
class PlaceSeries:
    """一个地方逐月的一肩挑率 / The series of one place. ``before`` are those it took over from, counted with it."""

    place: Target
    before: Annotated[tuple[Target, ...], Text("所承继的地方", "the places that it took over from")]
    months: Annotated[tuple[MonthRate, ...], Text("逐月", "month by month")]


@dataclass(frozen=True, slots=True)
class DoublingSeries:
    """一肩挑率逐月变化 / A rule's rate, month by month.

    ``groups``: every place of the level asked for, but for those that another took over from and that are no more.
    """

    rule: RuleRow
    months: Annotated[tuple[MonthRate, ...], Text("逐月", "month by month")]
    groups: Annotated[tuple[PlaceSeries, ...], Text("各地方", "place by place")]
    withheld: bool


QUESTION = question(
    __name__,
    __file__,
    text=Text("一肩挑率逐月变化", "Doubling rate by month"),
    about=Text("一条规则在至多十年内每个月末的一肩挑率", "A rule's rate at each month's end of up to ten years"),
    result=DoublingSeries,
    texts=TEXTS,
)


async def doubling_series(
    store: Store,
    access: Access,
    *,
    rule: str,
    within: str | None = None,
    by: Level | None = None,
    since: Annotated[dt.date | None, Text("首日，默认为十年前", "the first day; ten years back if left out")] = None,
    until: Annotated[dt.date | None, Text("末日，默认为今天", "the last day; today if left out")] = None,
) -> DoublingSeries | None:
    """The rate at every month's end from ``since`` to ``until``: each as ``doubling`` tells it as of that day.

    Of a place that took over from others, these are counted for it while they were there. Raises Refusal.
    """
    days = month_ends(since, until or today())
    if not days:
        raise Unfit("所问期间没有一个月末。", "There is no month's end in the time asked about.")
    stretch = days[0], days[-1]
    past = await past_of(store, access, texts=QUESTION.texts, rule=rule, day=days[-1], stretch=stretch)
    if past is None:
        return None
    calendar = Calendar(past, [each.isoformat() for each in days])
    holders = past.rule.counted_over is CountedOver.LEFT_HOLDER
    counted = list((counted_holders if holders else counted_places)(calendar, within=within, by=by))
    force = calendar.in_force
    every = _months(days, force, [(each, force.may) for each in counted])
    return DoublingSeries(past.rule, every, _groups(past, days, calendar, counted) if by else (), past.withheld)


def month_ends(since: dt.date | None, until: dt.date) -> list[dt.date]:
    """The last days of months from ``since`` to ``until``, both included. Raises Unfit."""
    first = since or _years_back(until)
    if first > until:
        raise Unfit("期间首日不能晚于末日。", "A time must not end before it begins.")
    if first < _years_back(until):
        raise Unfit(f"一次最多查询{YEARS}年。", f"A series is of {YEARS} years at most.")
    found, day = [], month_end(until)
    while day >= first:
        found.append(day)
        day = day.replace(day=1) - dt.timedelta(days=1)
    return found[::-1]


def _years_back(day: dt.date) -> dt.date:
    year = day.year - YEARS
    return day.replace(year=year, day=min(day.day, months.monthrange(year, day.month)[1]))


def _months(days: list[dt.date], force: Days, counted: list[tuple[Counted, int]]) -> tuple[MonthRate, ...]:
    found = rates(counted, len(days))
    return tuple(MonthRate(day, _on(force, at), found[at]) for at, day in enumerate(days))


def _on(days: Days, at: int) -> Certainty:
    if days.sure >> at & 1:
        return Certainty.YES
    return Certainty.POSSIBLY if days.may >> at & 1 else Certainty.NO


def _groups(past: Past, days: list[dt.date], calendar: Calendar, counted: list[Counted]) -> tuple[PlaceSeries, ...]:
    force = calendar.in_force
    own: dict[str, list[tuple[Counted, int]]] = defaultdict(list)
    for each in counted:
        for place, bits in each.groups.items():
            own[place].append((each, bits & force.may))
    lines = {place: past.lineage(place) for place in {*own, *past.successions} if place in past.tree.targets}
    gone = {old for line in lines.values() for old in list(line)[1:] if _is_gone(old, calendar)}
    found = []
    for place, line in lines.items():
        parts = [(c, bits & calendar.any(before).may) for root, before in line.items() for c, bits in own.get(root, ())]
        if place not in gone and any(bits for _, bits in parts):
            earlier = tuple(past.tree.targets[root] for root in list(line)[1:] if root in own)
            found.append(PlaceSeries(past.tree.targets[place], earlier, _months(days, force, parts)))
    return tuple(sorted(found, key=lambda each: (each.place.code or "", each.place.id)))


def _is_gone(place: str, calendar: Calendar) -> bool:
    """Whether a place is no more on the last day."""
    return not calendar.any(calendar.past.tree.exists(place)).may >> (len(calendar.days) - 1)
