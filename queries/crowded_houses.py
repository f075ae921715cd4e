"""Over-occupied houses: less floor area a person than the standard in force where they stand."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.store import Store
from guard.access import Access
from queries.house_counts import HouseFound, HousesOfPlace, ask_houses
from queries.question import question
from queries.shapes import Dated, PlaceRow


@dataclass(frozen=True, slots=True)
class StandardRow:
    """一项居住面积标准 / A standard of occupancy, and where and when it is in force."""

    id: str
    code: str | None
    square_metres: float | None
    document: str | None
    place: PlaceRow
    dated: Dated


@dataclass(frozen=True, slots=True)
class CrowdedHouses:
    """Over-occupied houses in a place. ``houses`` is None without a grant for residents and minors."""

    day: dt.date
    standards: Annotated[
        tuple[StandardRow, ...], Text("适用于此处或其一部分的标准", "standards in force in some of it")
    ]
    statistics_day: dt.date
    counts: Annotated[tuple[HousesOfPlace, ...], Text("各村居及以上地方的户数", "counts of communities and above")]
    houses: Annotated[
        tuple[HouseFound, ...] | None, Text("超员居住的房屋；须有授权", "the over-occupied houses; under a grant")
    ]


QUESTION = question(
    __name__,
    __file__,
    text=Text("超员居住的房屋", "Over-occupied houses"),
    about=Text("某地方人均面积低于标准的房屋：数量和编码，不含姓名", "Counts and codes of them, never names"),
    result=CrowdedHouses,
)


async def crowded_houses(
    store: Store, access: Access, *, within: str, as_of: dt.date | None = None
) -> CrowdedHouses | None:
    """The over-occupied houses in the place with this id."""
    return await ask_houses(store, access, question=QUESTION, cells="crowded", within=within, as_of=as_of)
