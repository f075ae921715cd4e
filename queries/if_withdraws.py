"""If a unit withdraws from every joint committee: which communities are cut off."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.model.codes import Codes
from graph.model.dates import today
from graph.store import Store
from guard.access import Access
from queries import network
from queries.ask import common
from queries.network.joint import joint
from queries.network.partners import Partners, without
from queries.question import question
from queries.rows import Rows
from queries.shapes import OrganizationRow, PlaceRow


class Cut(Codes):
    """How a community is cut off."""

    NO_UNIT = "no_unit", "再无共建单位", "No joint-building unit is left"
    APART = "apart", "与最大的一片不再相连", "No longer joined to the largest part"


@dataclass(frozen=True, slots=True)
class CutOff:
    """被断开的村居 / A community that is cut off."""

    community: PlaceRow
    cut: Annotated[Cut, Text("如何断开", "how it is cut off")]


@dataclass(frozen=True, slots=True)
class IfWithdraws:
    """某单位退出后的情形 / What is so if a unit withdraws: communities are joined where they share a unit."""

    day: dt.date
    unit: OrganizationRow
    communities: Annotated[tuple[PlaceRow, ...], Text("它所联结的村居", "the communities that it is joined to")]
    cut_off: Annotated[tuple[CutOff, ...], Text("断开的村居", "the communities that are cut off")]
    parts: Annotated[int, Text("原来相连的一片分成几片", "into how many parts what was joined with it falls")]


QUESTION = question(
    __name__,
    network.FILE,
    text=Text("单位退出的影响", "If a unit withdraws"),
    about=Text("某共建单位退出后断开的村居", "The communities that are cut off if a joint-building unit withdraws"),
    result=IfWithdraws,
    texts=("partners",),
)


async def if_withdraws(store: Store, access: Access, *, unit: str, as_of: dt.date | None = None) -> IfWithdraws | None:
    """What is so without the unit, or None for one that is joined to no community on the day."""
    rows = Rows(access, as_of or today())
    common(access, rows.day)
    return await joint(store, rows, ("withdraws", unit), compute=lambda found: _without(found, unit, day=rows.day))


def _without(partners: Partners, unit: str, *, day: dt.date) -> IfWithdraws | None:
    if unit not in partners.units:
        return None
    alone, apart, parts = without(partners, unit)
    cut = [CutOff(partners.communities[each], Cut.NO_UNIT) for each in alone]
    cut += [CutOff(partners.communities[each], Cut.APART) for each in apart]
    cut.sort(key=lambda each: (each.community.code or "", each.community.id))
    return IfWithdraws(day, partners.units[unit], partners.of(unit), tuple(cut), parts)
