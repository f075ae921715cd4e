"""The community in which a place, building, compound or house lies: derived, current, and what area rights compare.

It is judged on today's tree (CYPHER, the area). Each level takes it from the one above, so a house needs one hop.
"""

import datetime as dt

from graph.store import Params, Store
from graph.text import cypher

PLACES = cypher(__file__, "community_of_places")
BUILDINGS = cypher(__file__, "community_of_buildings")
COMPOUNDS = cypher(__file__, "community_of_compounds")
HOUSES = cypher(__file__, "community_of_houses")

MOVES = {"Place", "PART_OF"}
LIES = {"Place", "PART_OF", "Building", "Compound", "House", "WITHIN", "IN_BUILDING"}


async def derive_communities(store: Store, *, touched: set[str], day: dt.date) -> None:
    """Set ``community`` wherever it is not what today's tree says, if what was touched can change it."""
    params: Params = {"day": day}
    if touched & MOVES:
        await store.alone(PLACES, params)
    if touched & LIES:
        for text in (BUILDINGS, COMPOUNDS, HOUSES):
            await store.alone(text, params)
