"""The units that bridge most communities. A measure of organizations: nobody else is measured (DOMAIN 6)."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.model.dates import today
from graph.store import Store
from guard.access import Access
from guard.refusals import Unfit
from queries import network
from queries.ask import common
from queries.network.joint import joint
from queries.network.partners import Partners, bridging
from queries.question import question
from queries.rows import Rows
from queries.shapes import OrganizationRow, PlaceRow

MOST = 200


@dataclass(frozen=True, slots=True)
class BridgingUnit:
    """联结多个村居的单位 / A unit that joins two communities or more through the joint committees it is in."""

    unit: OrganizationRow
    communities: Annotated[tuple[PlaceRow, ...], Text("所联结的村居", "the communities that it joins")]
    betweenness: Annotated[
        float,
        Text(
            "介数：村居两两之间的最短路径有多大比例经过它，0 到 1",
            "the share of the shortest ways between two communities that lead through it, from 0 to 1",
        ),
    ]


@dataclass(frozen=True, slots=True)
class BridgingUnits:
    """联结村居最多的单位 / The units that join most communities, those on more of the shortest ways first."""

    day: dt.date
    communities: Annotated[int, Text("有共建委员会的村居数", "how many communities have a joint committee")]
    units: Annotated[tuple[BridgingUnit, ...], Text("单位", "the units")]
    more: Annotated[bool, Text("是否还有更多", "whether there are more")]


QUESTION = question(
    __name__,
    network.FILE,
    text=Text("桥梁单位", "Bridging units"),
    about=Text("联结村居最多的共建单位", "The joint-building units that bridge most communities"),
    result=BridgingUnits,
    texts=("partners",),
)


async def bridging_units(
    store: Store,
    access: Access,
    *,
    within: str | None = None,
    first: Annotated[int, Text("至多几个，不超过 200", "how many at most, up to 200")] = 20,
    as_of: dt.date | None = None,
) -> BridgingUnits | None:
    """The ``first`` of them, among the communities within the place of this id. Raises Unfit."""
    if not 1 <= first <= MOST:
        raise Unfit(f"first 应在 1 到 {MOST} 之间。", f"first must be from 1 to {MOST}.")
    rows = Rows(access, as_of or today())
    common(access, rows.day)
    count, units = await joint(store, rows, ("bridging", within), compute=lambda found: _ranked(found.within(within)))
    return BridgingUnits(rows.day, count, tuple(units[:first]), len(units) > first)


def _ranked(partners: Partners) -> tuple[int, list[BridgingUnit]]:
    shares = bridging(partners)
    units = [BridgingUnit(partners.units[each], partners.of(each), share) for each, share in shares.items()]
    units.sort(key=lambda each: (-len(each.communities), -each.betweenness, each.unit.code or "", each.unit.id))
    return len(partners.communities), units
