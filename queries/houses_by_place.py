"""How many houses are over-occupied, and lived in with nobody registered, in every community, town and the district at
a month's end, less what is suppressed: few such houses are few residents.

Everybody who lives or is registered in a house counts, whatever the asker may see, as in all statistics of residents.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.store import Store
from graph.text import cypher
from guard.suppression import suppressed
from queries.cells import COUNTING_SECONDS, ByMonth, above, whole

COUNTS = cypher(__file__, "houses_by_place")
SEVERAL = cypher(__file__, "houses_in_several")
NOTHING: Mapping[str, Any] = {"counts": [], "parts": [], "told": [], "crowded": [], "unregistered": []}


@dataclass(frozen=True, slots=True)
class HouseCells:
    """The counts that may be shown, by place; what is not in them is withheld."""

    crowded: Mapping[str, int]
    unregistered: Mapping[str, int]


async def houses_by_place(store: Store, *, day: dt.date) -> HouseCells:
    """The cells of ``day``, which is a month's end (``guard.suppression.statistics_day``)."""
    return await _BY_MONTH.on(store, day)


async def _counted(store: Store, day: dt.date) -> HouseCells:
    row = await store.read_one(COUNTS, {"day": day}, seconds=COUNTING_SECONDS) or NOTHING
    several = await store.read_one(SEVERAL, {"day": day}, seconds=COUNTING_SECONDS) or NOTHING
    parents, over, told = dict(sorted(row["parts"], reverse=True)), above(row["parts"]), set(row["told"])
    shown = []
    for at, name in enumerate(("crowded", "unregistered"), start=1):
        counts = whole({cell[0]: cell[at] for cell in row["counts"]}, over, several[name])
        cells = {place: count for place, count in counts.items() if place in told}
        hidden = suppressed(cells, parents)
        shown.append({place: count for place, count in cells.items() if place not in hidden})
    return HouseCells(*shown)


_BY_MONTH = ByMonth(_counted)
