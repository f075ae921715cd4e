"""The co-construction network of a day, kept per version of the graph, and what is computed from it in a thread."""

import asyncio
import datetime as dt
from collections.abc import Callable, Hashable
from typing import TypeVar

from graph.store import Store
from queries.kept import KEPT
from queries.network.partners import PARTNERS, Partners, partners_of
from queries.rows import Rows

T = TypeVar("T")


async def joint(store: Store, rows: Rows, what: tuple[Hashable, ...], *, compute: Callable[[Partners], T]) -> T:
    """What ``compute`` makes of the network on the day of ``rows``. Who is in it is open to everyone who reads data, so
    it is one and the same for every caller. Queries: the version, and the network where it is not kept.
    """
    day = rows.day

    async def made() -> T:
        partners = await KEPT.of(store, ("partners", day), lambda: _read(store, rows, day=day))
        return await asyncio.to_thread(compute, partners)

    return await KEPT.of(store, (*what, day), made)


async def _read(store: Store, rows: Rows, *, day: dt.date) -> Partners:
    record = await store.read_one(PARTNERS, {"day": day})
    return await asyncio.to_thread(partners_of, record or {"ties": [], "communities": []}, rows)
