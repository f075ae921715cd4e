"""The community in which a place, building, compound or house lies: derived, current, and what area rights compare.

It is judged on today's tree (CYPHER, the area). Each level takes it from the one above, so a house needs one hop, and
it is set in the transaction that writes the house, so that no moment shows a house without its area.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from graph.facts import Subject
from graph.project import texts
from graph.project.people import people_moved, text_of
from graph.store import Params, Store
from graph.text import cypher

Step = tuple[str, Params]

PLACES = cypher(__file__, "community_of_places")
BUILDINGS = cypher(__file__, "community_of_buildings")
COMPOUNDS = cypher(__file__, "community_of_compounds")
HOUSES = cypher(__file__, "community_of_houses")
FOLLOWING = cypher(__file__, "houses_of_buildings")
OVERTAKEN = cypher(__file__, "overtaken")
DERIVED = "MATCH (g:Graph {id: 'jingwei'}) SET g.derivedOn = $day"

IDS_AT_ONCE = 10_000
MOVES = {"Place", "PART_OF"}
LIES = {"WITHIN", "IN_BUILDING"}


def derived(touched: Iterable[Subject]) -> Iterator[Step]:
    """The steps that set ``community`` on what a transaction touches, from the level above it."""
    touched = list(touched)
    ids = _touched(touched)
    for label, text in (("Building", BUILDINGS), ("Compound", COMPOUNDS), ("Building", FOLLOWING), ("House", HOUSES)):
        if ids.get(label):
            yield text, {"ids": sorted(ids[label])}
    yield from people_moved(touched)


def moves_places(touched: Iterable[Subject]) -> bool:
    """Whether the tree of places itself changed, so that everything below it has to be looked at again."""
    return any(subject[0] in MOVES for subject in touched)


async def derive_all(store: Store, *, day: dt.date) -> None:
    """Set ``community`` everywhere, level by level."""
    everywhere = (("Place", PLACES), ("Building", BUILDINGS), ("Compound", COMPOUNDS), ("House", HOUSES))
    for label, text in (*everywhere, ("Person", text_of("Person"))):
        row = await store.read_one(texts.every_id(label), seconds=120)
        for ids in _chunks(row["ids"] if row else []):
            await store.write(text, {"ids": ids, "day": day})
    await store.write(DERIVED, {"day": day})


async def derive_overtaken(store: Store, *, day: dt.date) -> None:
    """Derive anew when a reform that was loaded ahead of its day has come."""
    row = await store.read_one(OVERTAKEN, {"day": day})
    if row and row["overtaken"]:
        await derive_all(store, day=day)


def _touched(touched: Iterable[Subject]) -> dict[str, set[str]]:
    """Ids by label of what was written, or tied to where it lies."""
    ids: dict[str, set[str]] = {}
    for subject in touched:
        if len(subject) == 2:
            ids.setdefault(subject[0], set()).add(subject[1])
        elif subject[0] in LIES:
            ids.setdefault(subject[1], set()).add(subject[3])
    return ids


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), IDS_AT_ONCE):
        yield ids[start : start + IDS_AT_ONCE]
