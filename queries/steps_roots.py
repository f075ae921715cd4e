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
from queries.picking import Condition, Key, Order
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
    picked,
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
    """A page of a type's nodes: after which, how many, in which place, which of them, and in which order."""

    label: str
    first: int
    after: Key | None = None
    within: str | None = None
    kept: Kept = ALL
    where: tuple[Condition, ...] = ()
    order: Order | None = None
    counted: bool = False


async def ask_page(
    store: Store, access: Access, *, listing: Listing, shapes: tuple[Shape, ...], day: dt.date | None
) -> Row:
    """Rows of a key and each shape's row: one page, and one row more if there are more. Counted: with the total."""
    return await _asked(store, access, page(listing, shapes), day) or []


async def ask_several(
    store: Store, access: Access, *, shapes: tuple[Shape, ...], ids: list[str], day: dt.date | None, kept: Kept = ALL
) -> Row:
    """The id and the row of each node that is there, in no order."""
    return await _asked(store, access, several(shapes, ids, kept), day) or []


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


def several(shapes: tuple[Shape, ...], ids: list[str], kept: Kept = ALL) -> Query:
    """Nodes by their ids, each looked for under each shape's label by index."""
    writer = Writer()
    wanted = writer.value(ids)
    parts = [_of_ids(shape, wanted, kept, writer) for shape in shapes]
    return Query(f"CALL () {{ {' UNION ALL '.join(parts)} }} RETURN collect(found) AS answer", writer.params)


def _of_ids(shape: Shape, wanted: str, kept: Kept, writer: Writer) -> str:
    n, (label,) = writer.name("n"), shape.labels
    conditions = " AND ".join(_kept(label, n, kept))
    where = f" WHERE {conditions}" if conditions else ""
    row = row_of(shape, n, "$day", writer) + _subject(label, n, kept)
    return f"UNWIND {wanted} AS id MATCH ({n}:{label} {{id: id}}){where} RETURN [id, {row}] AS found"


def page(listing: Listing, shapes: tuple[Shape, ...]) -> Query:
    """A page of nodes of one label."""
    writer = Writer()
    n, label, order = writer.name("n"), listing.label, listing.order
    source = f"MATCH ({n}:{label})" if listing.within is None else _within(label, n, writer.value(listing.within))
    which = [*_kept(label, n, listing.kept), *picked(listing.where, n, writer)]
    where = " AND ".join([*which, _after(listing, n, writer)])
    key = f"[{order.key(n)}, coalesce({n}.code, '')]" if order else f"{n}.code"
    sorting = f"{order.sorting(n)}, {n}.code" if order else f"{n}.code"
    rows = ", ".join([key, *(row_of(shape, n, "$day", writer) for shape in shapes)])
    text = (
        f"{source} WHERE {where} WITH DISTINCT {n} ORDER BY {sorting} LIMIT {writer.value(listing.first + 1)} "
        f"WITH [{rows}] AS row WITH collect(row) AS rows RETURN {_counted(listing, source, n, which)} AS answer"
    )
    return Query(text, writer.params)


def _counted(listing: Listing, source: str, n: str, which: list[str]) -> str:
    """The page, with how many there are in all if that is asked. What has no code is in no list."""
    if not listing.counted:
        return "rows"
    where = " AND ".join([*which, f"{n}.code IS NOT NULL"])
    return f"[rows, COUNT {{ {source} WHERE {where} RETURN DISTINCT {n} }}]"


def _after(listing: Listing, n: str, writer: Writer) -> str:
    """That a node comes after the last one seen, or has its place in the list at all."""
    if listing.order is None:
        return f"{n}.code > {writer.value(listing.after[0] if listing.after else '')}"
    if listing.after is None:
        return f"{n}.code IS NOT NULL"
    value = listing.order.value(listing.after)
    rest = f"{n}.code > {writer.value(listing.after[2])}"
    return listing.order.beyond(n, None if value is None else writer.value(value), rest=rest)


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
