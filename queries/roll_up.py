"""A place's roll-up: what lies below it and how many, from the places down."""

import datetime as dt
from dataclasses import dataclass

from graph.model import Text
from graph.store import Store
from guard.access import Access
from queries.ask import ask
from queries.question import question
from queries.shapes import PlaceRow, Small


@dataclass(frozen=True, slots=True)
class Kinds:
    """How many of one kind; ``kind`` is a code of the model's list."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class RollUp:
    """What surely is in the place on the day.

    ``organizations`` have premises there, or cover, serve or manage something there. ``residents`` and ``registered``
    are suppressed below five; a caller who compares neighbouring cells could still subtract, so the complementary
    cells are suppressed where several roll-ups are given together (``queries.shapes.small``, ``hidden``).
    """

    day: dt.date
    place: PlaceRow
    places: tuple[Kinds, ...]
    compounds: int
    buildings: int
    houses: tuple[Kinds, ...]
    organizations: tuple[Kinds, ...]
    posts: int
    holders: int
    residents: Small
    registered: Small


QUESTION = question(
    __name__,
    __file__,
    text=Text("地方汇总", "Roll-up"),
    about=Text("某地方下辖的地方、小区、楼栋、房屋、组织、岗位和人口数", "What lies below a place, counted by kind"),
    result=RollUp,
)


async def roll_up(store: Store, access: Access, *, place: str, as_of: dt.date | None = None) -> RollUp | None:
    """The roll-up of the place with this id."""
    return await ask(store, access, question=QUESTION, as_of=as_of, place=place)
