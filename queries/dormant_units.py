"""Member units with no recorded activity since a day: counts and last days, of organizations only."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.store import Store
from guard.access import Access
from queries.ask import ask
from queries.question import question
from queries.shapes import OrganizationRow


@dataclass(frozen=True, slots=True)
class DormantUnit:
    """久未参加活动的成员单位 / A member unit that took part in no activity since the day asked about."""

    unit: OrganizationRow
    committees: Annotated[tuple[OrganizationRow, ...], Text("所在大(工)委", "the joint committees that it is in")]
    activities: Annotated[int, Text("历来参加活动次数", "how many activities it ever took part in")]
    last_activity: dt.date | None


@dataclass(frozen=True, slots=True)
class DormantUnits:
    """久未参加活动的成员单位，按编码 / Dormant member units, by code."""

    day: dt.date
    units: Annotated[tuple[DormantUnit, ...], Text("单位", "the units")]


QUESTION = question(
    __name__,
    __file__,
    text=Text("沉睡单位", "Dormant units"),
    about=Text("自某日起没有参加过活动的共建单位", "Joint-building units with no recorded activity since a day"),
    result=DormantUnits,
)


async def dormant_units(
    store: Store,
    access: Access,
    *,
    since: Annotated[dt.date, Text("自这一天起没有活动", "with no activity since this day")],
    within: str | None = None,
    as_of: dt.date | None = None,
) -> DormantUnits | None:
    """Units whose joint committee covers a place within the place of this id; of every joint committee without one."""
    return await ask(store, access, question=QUESTION, as_of=as_of, since=since, within=within)
