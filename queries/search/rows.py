"""Candidates → hits, the nearest first. Rows are built by the one builder, which masks (``queries.rows``)."""

from collections.abc import Callable, Iterator
from typing import Any

from graph.store import Row
from queries.rows import Rows
from queries.search.answer import Held, Hit, Match, SearchKind
from queries.search.nearness import ORDER, Near, Typed
from queries.shapes import HouseRow, OrganizationRow, PlaceRow, PostRow, Resident

Cells = list[Any]
Build = Callable[[Match], Hit]
Ranked = tuple[tuple[Any, ...], Match, Build]
KINDS = {kind: at for at, kind in enumerate(SearchKind)}


def hits(row: Row, typed: Typed, rows: Rows, first: int) -> tuple[Hit, ...]:
    """The nearest ``first`` of the candidates. Only those become rows, so only they are told of."""
    ranked = [*_people(row["people"], typed, rows), *_things(row["things"], typed, rows)]
    nearest = sorted(ranked, key=lambda each: each[0])[:first]
    return tuple(build(match) for _, match, build in nearest)


def _people(people: list[Cells], typed: Typed, rows: Rows) -> Iterator[Ranked]:
    for cells in people:
        match, near = typed.near(cells[1] or "", person=True)
        kind = SearchKind.PERSON if cells[4] else SearchKind.HOLDER
        yield _key(near, kind, cells[1] or "", cells[0]), match, _person(cells, kind, rows)


def _person(cells: Cells, kind: SearchKind, rows: Rows) -> Build:
    def build(match: Match) -> Hit:
        id_, name, _, _, resident, posts = cells
        person = rows.row(Resident, cells) if resident else None
        holder = rows.holder(id_, name, any(post[0] for post in posts)) if posts else None
        held = tuple(rows.row(Held, post[1:]) for post in posts)
        return Hit(kind, match, name or "", person=person, holder=holder, posts=held)

    return build


def _things(things: list[Cells], typed: Typed, rows: Rows) -> Iterator[Ranked]:
    for cells in things:
        label, id_, code, name, aliases, uscc = cells[:6]
        match, near = _nearest(typed, name, aliases, [code, uscc])
        yield _key(near, SearchKind.of(label.lower()), name, code or id_), match, _thing(cells, rows)


def _nearest(typed: Typed, name: str, aliases: list[str], codes: list[str]) -> tuple[Match, Near]:
    """By its name, else by another name, else by a code; an address's numbers are pieces."""
    found = [typed.near(name, person=False)]
    found += [_by_alias(*typed.near(alias, person=False)) for alias in aliases]
    by_code = typed.near_code(codes)
    return min([*found, *([by_code] if by_code else [])], key=lambda each: each[1])


def _by_alias(match: Match, near: Near) -> tuple[Match, Near]:
    if match in (Match.EXACT, Match.SPELT):
        return Match.ALIAS, (ORDER[Match.ALIAS], *near[1:])
    return match, near


def _thing(cells: Cells, rows: Rows) -> Build:
    def build(match: Match) -> Hit:
        label, id_, code, name, _, _, level, kind, use, seats, lies = cells
        known: dict[str, tuple[str, type, Cells]] = {
            "Place": ("place", PlaceRow, [id_, code, name, level]),
            "Organization": ("organization", OrganizationRow, [id_, code, name, kind]),
            "Post": ("post", PostRow, [id_, code, name, seats]),
            "House": ("house", HouseRow, [id_, code, name, use]),
        }
        found: dict[str, Any] = {"place": rows.row(PlaceRow, lies[0])} if lies else {}
        if label in known:
            field, cls, own = known[label]
            found[field] = rows.row(cls, own)
        return Hit(SearchKind.of(label.lower()), match, name, node=id_, code=code, **found)

    return build


def _key(near: Near, kind: SearchKind, name: str, code: str) -> tuple[Any, ...]:
    """Among equally near ones the shorter name, then by kind, then in the order of name and code."""
    return (*near, len(name), KINDS[kind], name, code)
