"""Houses that are lived in while nobody is registered there."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.store import Store
from guard.access import Access
from queries.house_counts import HouseFound, HousesOfPlace, ask_houses
from queries.question import question


@dataclass(frozen=True, slots=True)
class UnregisteredHouses:
    """Houses in a place that are lived in and have nobody registered. ``houses`` is None without a grant for residents
    and minors.
    """

    day: dt.date
    statistics_day: dt.date
    counts: Annotated[tuple[HousesOfPlace, ...], Text("各村居及以上地方的户数", "counts of communities and above")]
    houses: Annotated[
        tuple[HouseFound, ...] | None, Text("有人居住而无人登记的房屋；须有授权", "the houses; under a grant")
    ]


QUESTION = question(
    __name__,
    __file__,
    text=Text("有人居住而无户籍的房屋", "Houses lived in with nobody registered"),
    about=Text("某地方有人居住而无人登记户籍的房屋：数量和编码，不含姓名", "Counts and codes of them, never names"),
    result=UnregisteredHouses,
)


async def unregistered_houses(
    store: Store, access: Access, *, within: str, as_of: dt.date | None = None
) -> UnregisteredHouses | None:
    """The houses in the place with this id that are lived in and have nobody registered."""
    return await ask_houses(store, access, question=QUESTION, cells="unregistered", within=within, as_of=as_of)
