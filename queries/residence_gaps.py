"""Registered against actual, by area: how many live where they are registered, and how many do not.

The two facts are compared house by house (DOMAIN 1): whoever is registered in one house of a community and lives in
another one of it is registered here and living elsewhere, and lives here unregistered. So each community's numbers add
up to its town's, and no difference between the levels tells how many moved within it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from graph.model import Text
from graph.model.dates import today
from graph.model.nodes.place import Level
from graph.store import Store
from guard.access import Access
from queries.ask import common
from queries.question import question
from queries.residents_by_place import Cells, residents_by_place
from queries.rows import Rows
from queries.shapes import PlaceRow, Small


@dataclass(frozen=True, slots=True)
class GapsOfPlace:
    """一个地方的人户对照：只计确定者 / Registered against actual in one place; what is only possible counts as not."""

    place: PlaceRow
    living_where_registered: Annotated[
        Small, Text("户籍与实住在同一房屋的人数", "registered in the house that they live in")
    ]
    living_elsewhere: Annotated[
        Small, Text("户籍在此而不住该房屋的人数（人户分离）", "registered in a house here, and not living in it")
    ]
    living_unregistered: Annotated[
        Small, Text("住在此处而户籍不在该房屋的人数", "living in a house here, and not registered in it")
    ]


@dataclass(frozen=True, slots=True)
class ResidenceGaps:
    """Registered against actual of a place and of the places of one level in it, at the last month's end."""

    day: dt.date
    statistics_day: dt.date
    whole: Annotated[GapsOfPlace, Text("整个地方", "the place as a whole")]
    places: Annotated[tuple[GapsOfPlace, ...], Text("其中的各个地方", "the places in it, by code")]


QUESTION = question(
    __name__,
    __file__,
    text=Text("人户对照", "Residence gaps"),
    about=Text(
        "某地方及其下各地方的人户一致、人户分离和未登记户籍人数", "Registered against actual residence, by area"
    ),
    result=ResidenceGaps,
)


async def residence_gaps(
    store: Store,
    access: Access,
    *,
    within: str,
    by: Annotated[Level | None, Text("按哪一级地方分列，默认村居", "by which level; communities if not said")] = None,
    as_of: dt.date | None = None,
) -> ResidenceGaps | None:
    """Registered against actual in the place with this id and in the places of a level in it."""
    day = as_of or today()
    params = common(access, day)
    level = (by or Level.COMMUNITY).value
    record = await store.read_one(QUESTION.cypher, params | {"within": within, "by": level})
    if not record:
        return None
    cells = await residents_by_place(store, day=params["statistics"])
    told = {"whole": _told(cells, record["whole"]), "places": [_told(cells, each) for each in record["places"]]}
    return Rows(access, day).answer(ResidenceGaps, record | told)


def _told(cells: Cells, row: Sequence[Any]) -> list[Any]:
    """The row with its three counts; all three are None where they are withheld, or the place is not in the area."""
    *place, seen = row
    gaps = cells.gaps.get(place[0]) if seen else None
    return [*place, *((gaps.together, gaps.apart, gaps.unregistered) if gaps else (None, None, None))]
