"""A community's co-construction page: member units, delegates, offers, needs unmet and met, activities."""

import datetime as dt
from dataclasses import dataclass

from graph.model import Text
from graph.model.nodes.activity import ActivityKind
from graph.model.nodes.need import ResourceKind
from graph.store import Store
from guard.access import Access
from queries.ask import ask
from queries.question import question
from queries.shapes import Dated, OrganizationRow, PlaceRow
from queries.unit_page import DelegatePost, OfferRow


@dataclass(frozen=True, slots=True)
class MemberUnit:
    """A unit in a joint committee of the community, or of a place above it, which ``place`` names.

    ``last_activity`` is its last one anywhere, ``last_here`` the last in this community.
    """

    unit: OrganizationRow
    committee: OrganizationRow
    place: PlaceRow
    dated: Dated
    delegates: tuple[DelegatePost, ...]
    offers: tuple[OfferRow, ...]
    last_activity: dt.date | None
    last_here: dt.date | None


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What the community asks for, or asked for; it was met, or withdrawn, when the fact ended."""

    id: str
    code: str | None
    kind: ResourceKind | None
    title: str | None
    dated: Dated


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity held in the community or in a place below it."""

    id: str
    code: str | None
    title: str | None
    kind: ActivityKind | None
    held_on: dt.date | None


@dataclass(frozen=True, slots=True)
class CommunityPage:
    """A community on the day; activities are those held so far, the latest first."""

    day: dt.date
    community: PlaceRow
    units: tuple[MemberUnit, ...]
    unmet: tuple[NeedRow, ...]
    met: tuple[NeedRow, ...]
    activities: tuple[ActivityRow, ...]


QUESTION = question(
    __name__,
    __file__,
    text=Text("村居共建页", "Community page"),
    about=Text("某村居的共建单位、委员、供给、需求与活动", "A community's units, delegates, offers, needs, activities"),
    result=CommunityPage,
)


async def community_page(
    store: Store, access: Access, *, community: str, as_of: dt.date | None = None
) -> CommunityPage | None:
    """The co-construction page of the community with this id."""
    return await ask(store, access, question=QUESTION, as_of=as_of, community=community)
