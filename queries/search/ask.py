"""How a search is asked: which kinds the caller may see, the index's query, the candidates, the nearest of them.

The area and the kinds stand in the index's query, so that its limit cuts off nothing that the caller may see: without
the class of residents no resident is a candidate, whatever is typed. Should the judgement of the facts leave too few of
a full page of candidates (minors), all are fetched.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from graph.model.codes import DataClass
from graph.model.dates import today
from graph.store import Row, Store
from graph.tokens.wanted import wanted
from guard.access import Access
from guard.shown import Why
from queries.ask import common
from queries.rows import Rows
from queries.search.answer import Found, SearchKind
from queries.search.kinds import kinds_query
from queries.search.nearness import Typed
from queries.search.rows import hits

FIRST, MOST = 20, 50
CANDIDATES = 4
"""So many candidates for each hit asked for: the nearest are chosen among them."""
LEAST = 80
EVERY = 1_000_000
LONGEST = 100
"""Signs that a text may have: more than any name or address."""
WHAT = "search"


async def found_by(
    store: Store,
    access: Access,
    *,
    cypher: str,
    text: str,
    kinds: Iterable[SearchKind] | None,
    first: int,
    as_of: dt.date | None,
) -> Found:
    """The answer. One query, but for a page that the judgement has thinned out. Raises Refusal."""
    day, asked = as_of or today(), frozenset(SearchKind.of(str(kind)) for kind in kinds) if kinds else None
    seen, first = _seen(access, asked), max(1, min(first, MOST))
    words = wanted(text[:LONGEST])
    if words is None or not seen:
        return Found(day, ())
    params = common(access, day) | {
        "query": f"{words} {kinds_query(seen, access)}",
        "people": SearchKind.PERSON in seen,
        "holders": SearchKind.HOLDER in seen,
        "limit": max(LEAST, CANDIDATES * first),
    }
    row = await _candidates(store, cypher, params)
    if row["candidates"] == params["limit"] and len(row["things"]) + len(row["people"]) < first:
        row = await _candidates(store, cypher, params | {"limit": EVERY})
    return Found(day, hits(row, Typed.of(text[:LONGEST]), Rows(access, day), first))


async def _candidates(store: Store, cypher: str, params: dict[str, Any]) -> Row:
    row = await store.read_one(cypher, params)
    return row or {"candidates": 0, "things": [], "people": []}


def _seen(access: Access, asked: frozenset[SearchKind] | None) -> frozenset[SearchKind]:
    """The kinds that are searched; what is left out is said, in the same words whatever there is. Raises Refusal."""
    access.need(DataClass.OPEN)
    seen = frozenset(SearchKind) if asked is None else asked
    if SearchKind.PERSON in seen:
        if asked is not None:
            access.need(DataClass.RESIDENT)
        if access.sees(DataClass.RESIDENT):
            access.note_residents(WHAT)
        else:
            access.shown.withhold(WHAT, Why.CLASS, DataClass.RESIDENT)
            seen -= {SearchKind.PERSON}
    if SearchKind.HOLDER in seen:
        access.need(DataClass.OFFICE)
        access.note_holders(WHAT)
    if SearchKind.HOUSE in seen and access.area.communities is not None:
        access.shown.withhold(WHAT, Why.AREA)
    return seen
