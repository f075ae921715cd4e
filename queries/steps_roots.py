"""Where a selection begins: one node by id or code, any node by id, or a page of a type's nodes in the order of code.

A page's keyset is the code alone, because it is unique: ``code > $after ORDER BY code`` reads the constraint's index in
order and stops at the limit. SKIP, or an OR over two keys, would read everything before the page (CYPHER, pages).
"""

import datetime as dt
from dataclasses import dataclass

from graph.model import NODES, Variant
from graph.model.dates import today
from graph.store import Params, Store
from guard.access import Access
from queries.steps import Shape
from queries.steps_cypher import (
    MEMBER,
    MINOR,
    POSSIBLY,
    VOLUNTEER,
    Writer,
    in_area,
    not_minor,
    not_of_minor,
    not_volunteer,
    row_of,
)

Row = list[object]

# How a node of each type lies in a place; `e` are the ties on the way. Activities are over, so theirs are not dated.
WITHIN = {
    "Place": "(q)<-[e:PART_OF*0..0]-({n}:Place)",
    "House": "(q)<-[e:WITHIN|IN_BUILDING*1..2]-({n}:House)",
    "Building": "(q)<-[e:WITHIN*1..1]-({n}:Building)",
    "Compound": "(q)<-[e:WITHIN*1..1]-({n}:Compound)",
    "Organization": "(q)<-[e:COVERS|SERVES|WITHIN|IN_BUILDING|LOCATED_AT*1..3]-({n}:Organization)",
    "Post": "(q)<-[e:FOR*1..1]-({n}:Post)",
    "Need": "(q)-[e:NEEDS*1..1]->({n}:Need)",
    "Activity": "(q)<-[:AT]-({n}:Activity)",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """Which nodes of a label a root shows: of one variant; of people, those who live here or those who hold a post."""

    variant: Variant | None = None
    holders: bool = False


ALL = Kept()


@dataclass(frozen=True, slots=True)
class Query:
    """The text of a selection with its values."""

    text: str
    params: Params


async def ask_one(
    store: Store,
    access: Access,
    *,
    shape: Shape,
    by: str,
    value: str,
    kept: Kept,
    day: dt.date | None,
) -> Row | None:
    """The row of the node whose id or code is ``value``, or None where there is none in the caller's area."""
    return await _asked(store, access, one(shape, by=by, value=value, kept=kept), day)


async def ask_any(
    store: Store, access: Access, *, shapes: tuple[Shape, ...], value: str, day: dt.date | None
) -> Row | None:
    """The row of the node with this id, whatever its type."""
    return await _asked(store, access, any_of(shapes, value=value), day)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a type's nodes: after which code, how many, in which place, and which of them."""

    label: str
    first: int
    after: str = ""
    within: str | None = None
    kept: Kept = ALL


async def ask_page(
    store: Store, access: Access, *, listing: Listing, shapes: tuple[Shape, ...], day: dt.date | None
) -> Row:
    """Rows of a code and each shape's row, in the order of code: one page, and one row more if there are more."""
    return await _asked(store, access, page(listing, shapes), day) or []


def one(shape: Shape, *, by: str, value: str, kept: Kept = ALL) -> Query:
    """One node by its id or code."""
    writer = Writer()
    return Query(_one(shape, by, writer.value(value), kept, writer) + " AS answer", writer.params)


def any_of(shapes: tuple[Shape, ...], *, value: str) -> Query:
    """One node by its id, looked for under each shape's label by index."""
    writer = Writer()
    found = writer.value(value)
    parts = " UNION ALL ".join(_one(shape, "id", found, ALL, writer) + " AS answer" for shape in shapes)
    return Query(f"CALL () {{ {parts} }} RETURN answer", writer.params)


def page(listing: Listing, shapes: tuple[Shape, ...]) -> Query:
    """A page of nodes of one label."""
    writer = Writer()
    n, label = writer.name("n"), listing.label
    where = " AND ".join([f"{n}.code > {writer.value(listing.after)}", *_kept(label, n, listing.kept)])
    source = f"MATCH ({n}:{label})" if listing.within is None else _within(label, n, writer.value(listing.within))
    rows = ", ".join([f"{n}.code", *(row_of(shape, n, "$day", writer) for shape in shapes)])
    text = (
        f"{source} WHERE {where} WITH DISTINCT {n} ORDER BY {n}.code LIMIT {writer.value(listing.first + 1)} "
        f"WITH [{rows}] AS row RETURN collect(row) AS answer"
    )
    return Query(text, writer.params)


def _one(shape: Shape, by: str, value: str, kept: Kept, writer: Writer) -> str:
    n, (label,) = writer.name("n"), shape.labels
    conditions = " AND ".join(_kept(label, n, kept))
    where = f" WHERE {conditions}" if conditions else ""
    row = row_of(shape, n, "$day", writer) + _subject(label, n, kept)
    return f"MATCH ({n}:{label} {{{by}: {value}}}){where} RETURN {row}"


def _subject(label: str, n: str, kept: Kept) -> str:
    """A root row about a person ends with whom it is about, as the rows of steps do (``steps_cypher.subject_of``)."""
    if label == "CheckIn":
        return f" + [head({MEMBER.format(n=n)})]"
    if label != "Person":
        return ""
    if not kept.holders:
        return f" + [[{n}.id, true, {MINOR.format(n=n)}]]"
    public = f"EXISTS {{ MATCH ({n})-[:HOLDS]->(held:Post) WHERE NOT {VOLUNTEER.format(n='held')} }}"
    return f" + [[{n}.id, NOT {public}, false]]"


def _kept(label: str, n: str, kept: Kept) -> list[str]:
    """The conditions of ``kept``, and the area's where the node itself is personal."""
    if kept.variant:
        return [f"{n}.{NODES[label].variant_by} IN {list(kept.variant.values)}"]
    if kept.holders:
        seen = f"{in_area('Post', 'held')} AND {not_volunteer('held')}"
        return [f"EXISTS {{ MATCH ({n})-[:HOLDS]->(held:Post) WHERE {seen} }}"]
    if label == "Person":
        return [in_area(label, n), not_minor(n)]
    return [in_area(label, n), not_of_minor(n)] if label == "CheckIn" else []


def _within(label: str, n: str, place: str) -> str:
    dated = POSSIBLY.format(r="x", day="$day")
    way = WITHIN[label].format(n=n)
    held = f"all(x IN e WHERE {dated})" if "[e:" in way else "true"
    return (
        f"MATCH (:Place {{id: {place}}})<-[t:PART_OF*0..4]-(q:Place) WHERE all(x IN t WHERE {dated}) "
        f"WITH q MATCH {way} WHERE {held} WITH {n}"
    )


async def _asked(store: Store, access: Access, query: Query, day: dt.date | None) -> Row | None:
    """The whole answer travels as one record. Raises Refusal for a caller who reads no data at all."""
    asked = {**query.params, "day": day or today(), **access.parameters()}
    found = await store.read_one(query.text, asked)
    return found["answer"] if found else None
