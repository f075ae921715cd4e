"""Which steward a request for correction reaches: one in whose area the person has a house, today."""

from collections.abc import Iterable

from graph.model.codes import DataClass
from graph.store import Store
from graph.text import cypher
from guard.access import Access

WAITING = cypher(__file__, "waiting")


async def minors_of(store: Store, access: Access, persons: Iterable[str]) -> dict[str, bool]:
    """Those of these persons who are in the caller's area, and whether each is a minor."""
    rows = await store.read(WAITING, {"persons": sorted(set(persons)), **access.parameters()})
    return {row["person"]: row["minor"] for row in rows}


def needed(*, minor: bool) -> tuple[DataClass, ...]:
    """The classes that let one read about a person."""
    return (DataClass.RESIDENT, DataClass.MINOR) if minor else (DataClass.RESIDENT,)
