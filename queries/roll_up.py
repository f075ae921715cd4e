"""A place's roll-up: what lies below it and how many, from the places down; and its residents at a month's end."""

import datetime as dt
from dataclasses import dataclass

from graph.model import Text
from graph.model.dates import today
from graph.store import Store
from guard.access import Access
from guard.suppression import statistics_day
from queries.ask import common
from queries.question import question
from queries.residents_by_place import residents_by_place
from queries.rows import Rows
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
    are those of ``statistics_day``, the last month's end, and withheld where they, or what they would give away, are
    fewer than five (``guard.suppression``).
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
    statistics_day: dt.date
    residents: Small
    registered: Small


QUESTION = question(
    __name__,
    __file__,
    text=Text("地方汇总", "Roll-up"),
    about=Text("某地方下辖的地方、小区、楼栋、房屋、组织、岗位和人口数", "What lies below a place, counted by kind"),
    result=RollUp,
    texts=("below_place",),
)


async def roll_up(store: Store, access: Access, *, place: str, as_of: dt.date | None = None) -> RollUp | None:
    """The roll-up of the place with this id."""
    day = as_of or today()
    counted_on = statistics_day(day, today=today())
    record = await store.read_one(QUESTION.texts["below_place"], common(access, day) | {"place": place})
    if not record:
        return None
    cells = await residents_by_place(store, day=counted_on)
    seen: bool = record["seen"]
    people = {
        "residents": cells.residents.get(place) if seen else None,
        "registered": cells.registered.get(place) if seen else None,
    }
    return Rows(access, day).answer(RollUp, record | people | {"statisticsDay": counted_on.isoformat()})
