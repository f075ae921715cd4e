"""Tenure history, premises, and registered against actual."""

from collections.abc import AsyncIterator
from typing import Any

import polars as pl

from graph.model.nodes.place import Level
from queries.premises import premises
from queries.residence_gaps import GapsOfPlace, residence_gaps
from queries.residents_by_place import residents_by_place
from queries.tenure_history import tenure_history
from tests.oracle.asking import ACCESS, Both, Compared, bag, label, sure, told
from tests.oracle.books import on
from tests.oracle.district import grouped, path_up
from tests.oracle.hiding import SMALL, following
from tests.oracle.roll_up import _month_over, _Statistics

BY = {
    "区": ("镇街", Level.TOWN),
    "镇街": ("村居", None),
    "村居": ("微网格", Level.MICRO_GRID),
    "网格": ("网格", Level.GRID),
}
PREMISES = (("组织台账", True), ("个体经营户台账", False), ("企事业单位台账", False))


async def tenure(both: Both) -> AsyncIterator[Compared]:
    """House → every right there has been."""
    district, ids = both.district, await both.ids("House")
    chosen = list(both.some(sorted(district.tenures["house"].unique())))
    rows = grouped(district.tenures.filter(pl.col("house").is_in(chosen)), "house")
    now = grouped(on(district.tenures.filter(pl.col("house").is_in(chosen)), both.day), "house")
    for code in chosen:
        answer = await tenure_history(both.store, ACCESS, house=ids[code], as_of=both.day)
        expected = bag(
            (*_right(both, row), row["share"] and float(row["share"]), *(row[end] for end in ("se", "sl", "ue", "ul")))
            for row in rows[code]
        )
        standing = bag((*_right(both, row), row["sure"]) for row in now.get(code, ()))
        got = answer and (
            bag((*_got(each), each.share, *_ends(each)) for each in answer.tenures),
            bag((*_got(each), sure(each.dated)) for each in answer.on_the_day),
        )
        yield Compared("tenure_history", code, (expected, standing), got)


def _right(both: Both, row: dict[str, Any]) -> tuple[Any, ...]:
    person = both.district.person(row) if row["who"] else (None, None)
    return (*person, row["organization"], row["kind"])


def _got(each: Any) -> tuple[Any, ...]:
    person = told(each.person) if each.person else (None, None)
    return (*person, each.organization and each.organization.code, label(each.kind))


def _ends(each: Any) -> tuple[Any, ...]:
    span = each.dated.span
    return span.since_earliest, span.since_latest, span.until_earliest, span.until_latest


async def premises_of(both: Both) -> AsyncIterator[Compared]:
    """Organization → its houses, who else is there and next door, and who operates it."""
    district, ids = both.district, await both.ids("Organization")
    frame = pl.concat(_located(both, title, always) for title, always in PREMISES)
    located = on(frame.unique(["code", "house", "since"], keep="last", maintain_order=True), both.day)
    own, there = grouped(located, "code"), grouped(located, "house")
    stands = on(district.houses, both.day).filter(pl.col("building").is_in(list(district.tree(both.day))))
    building, doors = grouped(stands, "code"), grouped(stands, "building")
    operators = grouped(_operators(both), "code")
    for code in both.some(sorted(frame["code"].unique())):
        answer = await premises(both.store, ACCESS, organization=ids[code], as_of=both.day)
        expected = bag(
            (
                row["house"],
                row["sure"],
                bag((each["code"], each["sure"]) for each in there[row["house"]] if each["code"] != code),
                bag(
                    {
                        (each["code"], door["code"], each["sure"])
                        for base in building.get(row["house"], ())
                        for door in doors[base["building"]]
                        for each in there.get(door["code"], ())
                        if door["code"] != row["house"]
                    }
                ),
            )
            for row in own.get(code, ())
        )
        people = bag((*district.person(row | {"name": row["person"]}), row["sure"]) for row in operators.get(code, ()))
        got = answer and (
            bag(
                (
                    each.house.code,
                    sure(each.dated),
                    bag((e.organization.code, sure(e.dated)) for e in each.here),
                    bag((e.organization.code, e.house.code, sure(e.dated)) for e in each.next_door),
                )
                for each in answer.premises
            ),
            bag((*told(each.person), sure(each.dated)) for each in answer.operators or ()),
        )
        yield Compared("premises", code, (expected, people), got)


def _located(both: Both, title: str, always: bool) -> pl.DataFrame:
    frame = both.district.books.dated(title, always=always).filter(pl.col("house").is_not_null())
    return frame.select("code", "house", "since", "se", "sl", "ue", "ul")


def _operators(both: Both) -> pl.DataFrame:
    columns = ["code", "person", "id", "since", "se", "sl", "ue", "ul"]
    frame = pl.concat(both.district.books.dated(title).select(columns) for title, _ in PREMISES[1:])
    frame = frame.filter(pl.col("person").is_not_null() | pl.col("id").is_not_null())
    return on(frame.unique(["code", "person", "id", "since"], keep="last", maintain_order=True), both.day)


async def gaps(both: Both) -> AsyncIterator[Compared]:
    """Registered against actual of every place down to communities and some grids, and what the cells give away."""
    counted, ids = _Statistics(both.district, _month_over(both.day)), await both.ids("Place")
    levels = both.district.levels()
    wide = sorted(code for code, level in levels.items() if level in ("区", "镇街", "村居"))
    grids = both.some(sorted(code for code, level in levels.items() if level == "网格"))
    for place in (*wide, *grids):
        below, by = BY[levels[place]]
        answer = await residence_gaps(both.store, ACCESS, within=ids[place], by=by, as_of=both.day)
        inside = [
            code
            for code, level in sorted(levels.items())
            if level == below and (code in counted.tree or code == place) and place in path_up(counted.tree, code)
        ]
        got = answer and [(each.place.code, *_three(each)) for each in (answer.whole, *answer.places)]
        expected = [(code, *_cells(counted, code, row)) for code, row in zip((place, *inside), got or (), strict=False)]
        yield Compared("residence_gaps", place, (len(inside) + 1, expected), got and (len(got), got))
    yield Compared("residence_gaps", "what is hidden", [], await _given_away(both, counted, ids))


def _three(each: GapsOfPlace) -> tuple[int | None, ...]:
    return each.living_where_registered.count, each.living_elsewhere.count, each.living_unregistered.count


def _cells(counted: _Statistics, place: str, got: tuple[Any, ...]) -> tuple[int | None, ...]:
    """The three cells where they are told: all or none, and none of them small."""
    residents, registered, together = counted.counts.get(place, (0, 0, 0))
    cells = together, registered - together, residents - together
    return cells if None not in got and min(cells) >= SMALL else (None, None, None)


async def _given_away(both: Both, counted: _Statistics, ids: dict[str, str]) -> list[str]:
    """Hidden cells that follow from those told, were both counts of every place known; or are told without one."""
    cells = await residents_by_place(both.store, day=counted.day)
    hidden = {place for place in counted.counts if ids[place] not in cells.gaps}
    open_ = {place for place in counted.counts if not {ids[place]} <= cells.residents.keys() & cells.registered.keys()}
    return [*sorted(open_ - hidden), *following(hidden, counted.tree, counted=counted.counts)]
