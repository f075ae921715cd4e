"""Areas as people name and read them: places by id, with the names that the graph has for them."""

from collections.abc import Collection, Iterable, Mapping

from api.context import Asking
from api.errors import BadArgument
from graph.model.dates import today
from graph.store import Store
from graph.text import cypher
from guard.access import Area
from guard.grants import request_area

NAMES = cypher(__file__, "place_names")
AREA_LEVELS = frozenset({"district", "town", "community"})
"""Residents' data is told apart by community (guard.access.Area): a grid would be an area of nothing."""


async def names_of(store: Store, *areas: Collection[str] | None) -> Mapping[str, str]:
    """The names of all places in these areas, by id; a place that is gone has none."""
    wanted = sorted({place for area in areas for place in area or ()})
    found = await store.read(NAMES, {"places": wanted}) if wanted else []
    return {row["id"]: row["name"] for row in found}


async def checked_places(store: Store, places: Iterable[str] | None) -> tuple[str, ...] | None:
    """The places as they are kept. Raises BadArgument when one is not in the graph, or lies below the communities."""
    if places is None:
        return None
    wanted = tuple(dict.fromkeys(map(str, places)))
    found = await store.read(NAMES, {"places": list(wanted)}) if wanted else []
    if {row["id"] for row in found} != set(wanted):
        raise BadArgument("有的地点不在图中，请用地点编号。", "Some place is not in the graph: name each by its id.")
    if not {row["level"] for row in found} <= AREA_LEVELS:
        raise BadArgument(
            "范围须写到村居或以上，不能是网格或微网格。",
            "An area is made of communities or what is above: no grid.",
        )
    return wanted


async def area_of(asking: Asking) -> Area:
    """The caller's own area, resolved: what they may ask for and decide on, whatever grant the request names."""
    return await request_area(asking.store, asking.account.area, day=today())


async def area_to_decide(asking: Asking) -> Area:
    """The same of somebody who decides on others' grants; nobody else's is looked up."""
    return await area_of(asking) if asking.account.approves else Area(())
