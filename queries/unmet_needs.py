"""Unmet needs of a community, and the units near by that could meet them.

Near by is a unit of a joint committee that covers the community or a place above it, or of a neighbouring one: joint
committees are neighbours when they cover places under the same parent place, as two communities of one town are.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.model.codes import Codes
from graph.model.nodes.need import ResourceKind
from graph.store import Store
from guard.access import Access
from queries.ask import ask
from queries.question import question
from queries.shapes import Dated, OrganizationRow, PlaceRow
from queries.unit_page import OfferRow


class Nearness(Codes):
    """How near a joint committee is to the community."""

    OWN = "own", "本村居", "Covers the community itself"
    ABOVE = "above", "上级地方", "Covers a place above it"
    NEIGHBOURING = "neighbouring", "相邻：同属一个上级地方", "Covers a place under the same parent place"


@dataclass(frozen=True, slots=True)
class NearUnit:
    """可以满足需求的单位 / A unit near by with offers of the kind; once for each joint committee it is in."""

    unit: OrganizationRow
    committee: OrganizationRow
    place: Annotated[PlaceRow, Text("该大(工)委覆盖的地方", "the place that the joint committee covers")]
    nearness: Annotated[Nearness, Text("远近", "how near it is")]
    offers: Annotated[tuple[OfferRow, ...], Text("同类供给", "its offers of the kind needed")]


@dataclass(frozen=True, slots=True)
class UnmetNeed:
    """一项未满足的需求 / A need that stands unmet on the day, with who could meet it, the nearest first."""

    id: str
    code: str | None
    kind: ResourceKind | None
    title: str | None
    dated: Dated
    units: Annotated[tuple[NearUnit, ...], Text("可以满足它的单位", "units that could meet it")]


@dataclass(frozen=True, slots=True)
class UnmetNeeds:
    """村居未满足的需求 / A community's unmet needs on the day."""

    day: dt.date
    community: PlaceRow
    needs: Annotated[tuple[UnmetNeed, ...], Text("未满足的需求", "the needs")]


QUESTION = question(
    __name__,
    __file__,
    text=Text("未满足的需求", "Unmet needs"),
    about=Text(
        "某村居未满足的需求，以及本级、上级和相邻大(工)委中有同类供给的单位",
        "A community's unmet needs, and the units of its own, higher and neighbouring joint committees that could help",
    ),
    result=UnmetNeeds,
)


async def unmet_needs(
    store: Store, access: Access, *, community: str, as_of: dt.date | None = None
) -> UnmetNeeds | None:
    """The unmet needs of the community with this id."""
    return await ask(store, access, question=QUESTION, as_of=as_of, community=community)
