"""A unit's co-construction page: joint committees, delegates, communities, offers, activities, check-ins."""

import datetime as dt
from dataclasses import dataclass

from graph.model import Text
from graph.model.nodes.need import ResourceKind
from graph.model.nodes.place import Level
from graph.store import Store
from guard.access import Access
from queries.ask import ask
from queries.question import question
from queries.shapes import Dated, Holder, OrganizationRow, PlaceRow, PostRow, Small


@dataclass(frozen=True, slots=True)
class Delegate:
    """Who holds a delegate's post."""

    holder: Holder
    document: str | None
    dated: Dated


@dataclass(frozen=True, slots=True)
class DelegatePost:
    """A post in the committee on behalf of the unit. ``filled`` counts its holders, of whom some may be withheld."""

    post: PostRow
    filled: int
    holders: tuple[Delegate, ...]

    @property
    def vacant(self) -> bool:
        """Whether nobody holds it, as far as is known."""
        return self.filled == 0


@dataclass(frozen=True, slots=True)
class Membership:
    """A joint committee that the unit is a member of, the places it covers, and the unit's posts in it."""

    committee: OrganizationRow
    dated: Dated
    places: tuple[PlaceRow, ...]
    delegates: tuple[DelegatePost, ...]


@dataclass(frozen=True, slots=True)
class OfferRow:
    """What the unit offers."""

    id: str
    code: str | None
    kind: ResourceKind | None
    title: str | None
    dated: Dated


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit on the day. A membership without ``delegates`` has no seat; one that is ``vacant`` has no holder.

    ``check_ins`` are those of the last month end, so that two days cannot be subtracted.
    """

    day: dt.date
    unit: OrganizationRow
    memberships: tuple[Membership, ...]
    offers: tuple[OfferRow, ...]
    activities: int
    last_activity: dt.date | None
    check_ins: Small

    @property
    def communities(self) -> tuple[PlaceRow, ...]:
        """The communities whose own joint committee the unit is a member of."""
        places = {place.id: place for each in self.memberships for place in each.places}
        return tuple(place for place in places.values() if place.level is Level.COMMUNITY)


QUESTION = question(
    __name__,
    __file__,
    text=Text("共建单位页", "Unit page"),
    about=Text("某单位所在大(工)委、委员、供给与活动", "A unit's joint committees, delegates, offers and activities"),
    result=UnitPage,
)


async def unit_page(store: Store, access: Access, *, unit: str, as_of: dt.date | None = None) -> UnitPage | None:
    """The co-construction page of the organization with this id."""
    return await ask(store, access, question=QUESTION, as_of=as_of, unit=unit)
