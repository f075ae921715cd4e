"""The four look-ups."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import polars as pl

from queries.building_households import building_households
from queries.house_persons import house_persons
from queries.person_addresses import person_addresses
from queries.person_houses import person_houses
from tests.oracle.asking import ACCESS, Both, Compared, bag, label, sure, told
from tests.oracle.books import on
from tests.oracle.district import District, grouped

Rows = Mapping[str, list[dict[str, Any]]]


async def houses(both: Both) -> AsyncIterator[Compared]:
    """House → persons."""
    district, ids = both.district, await both.ids("House")
    codes = list(both.some(sorted(district.houses["code"].unique())))
    lives, registered = _people_of(both, codes)
    tenures = grouped(on(district.tenures.filter(pl.col("house").is_in(codes)), both.day), "house")
    for code in codes:
        answer = await house_persons(both.store, ACCESS, house=ids[code], as_of=both.day)
        expected = {
            "occupants": bag((*district.person(r), r["basis"], r["sure"]) for r in lives.get(code, ())),
            "registered": bag(_registered(district, r) for r in registered.get(code, ())),
            "tenures": bag(_tenure(district, r) for r in tenures.get(code, ())),
        }
        got = answer and {
            "occupants": bag((*told(o.person), label(o.basis), sure(o.dated)) for o in answer.occupants),
            "registered": bag(_got_registered(each) for each in answer.registered),
            "tenures": bag(
                (
                    *(told(t.person) if t.person else (None, None)),
                    t.organization.code if t.organization else None,
                    label(t.kind),
                    t.share,
                    sure(t.dated),
                )
                for t in answer.tenures
            ),
        }
        yield Compared("house_persons", code, expected, got)


def _people_of(both: Both, houses: list[str]) -> tuple[Rows, Rows]:
    """Who lives, and who is registered, in the houses; only theirs, as a district's rows would fill the memory."""
    lives = both.district.lives.filter(pl.col("house").is_in(houses))
    registered = both.district.registered.filter(pl.col("registered_house").is_in(houses))
    return grouped(on(lives, both.day), "house"), grouped(on(registered, both.day), "registered_house")


async def buildings(both: Both) -> AsyncIterator[Compared]:
    """Building → households."""
    district, ids = both.district, await both.ids("Building")
    chosen = list(both.some(sorted(district.books["楼栋台账"]["code"].unique())))
    standing = on(district.houses.filter(pl.col("building").is_in(chosen)), both.day)
    inside = grouped(standing, "building")
    lives, registered = _people_of(both, standing["code"].to_list())
    for code in chosen:
        answer = await building_households(both.store, ACCESS, building=ids[code], as_of=both.day)
        expected = bag(
            (
                house["code"],
                bag(_registered(district, r) for r in registered.get(house["code"], ())),
                bag((*district.person(r), r["basis"], r["sure"]) for r in lives.get(house["code"], ())),
            )
            for house in inside.get(code, ())
        )
        got = answer and bag(
            (
                each.house.code,
                bag(_got_registered(m) for household in each.households for m in household.members),
                bag((*told(o.person), label(o.basis), sure(o.dated)) for o in each.occupants),
            )
            for each in answer.houses
        )
        yield Compared("building_households", code, expected, got)


async def people(both: Both) -> AsyncIterator[Compared]:
    """Person → houses, and person → addresses, by resident ID."""
    district = both.district
    numbers = district.residents.filter(pl.col("id").is_not_null())["id"].unique().sort().to_list()
    chosen = list(both.some(numbers))
    lives, registered, tenures = (
        grouped(frame.filter(pl.col("id").is_in(chosen)), "id")
        for frame in (district.lives, district.registered, district.tenures)
    )
    outside = _outside(district)
    for number in chosen:
        found = await person_houses(both.store, ACCESS, id_hash=both.hash_of(number), as_of=both.day)
        expected = {
            "lives": bag((r["house"], r["basis"], r["se"], r["ue"]) for r in lives.get(number, ())),
            "registered": bag((r["registered_house"], r["household"], r["se"]) for r in registered.get(number, ())),
            "tenures": bag((r["house"], r["kind"], r["se"], r["ul"]) for r in tenures.get(number, ())),
        }
        got = found and {
            "lives": bag((r.house.code, label(r.basis), *_ends(r)) for r in found.lives),
            "registered": bag((r.house.code, r.household_no, r.dated.span.since_earliest) for r in found.registered),
            "tenures": bag(
                (r.house.code, label(r.kind), r.dated.span.since_earliest, r.dated.span.until_latest)
                for r in found.tenures
            ),
        }
        yield Compared("person_houses", number[6:10], expected, got)
        yield await _addresses(both, number, lives.get(number, []), registered.get(number, []), outside.get(number))


async def _addresses(
    both: Both, number: str, lives: list[dict[str, Any]], registered: list[dict[str, Any]], outside: str | None
) -> Compared:
    answer = await person_addresses(both.store, ACCESS, id_hash=both.hash_of(number), as_of=both.day)
    at = {r["house"]: r["sure"] for r in _on(lives, both)}
    from_ = {r["registered_house"]: r["sure"] for r in _on(registered, both)}
    expected = (at, from_, outside, _apart(at, from_, outside))
    got = answer and (
        {r.house.code: sure(r.dated) for r in answer.lives},
        {r.house.code: sure(r.dated) for r in answer.registered},
        answer.registered_outside,
        answer.apart and answer.apart.value,
    )
    return Compared("person_addresses", number[6:10], expected, got)


def _apart(at: dict[str, bool], from_: dict[str, bool], outside: str | None) -> str | None:
    """Walk every world of the possible facts."""
    if not at or not (from_ or outside):
        return None
    facts = [("at", k) for k, s in at.items() if not s] + [("from", k) for k, s in from_.items() if not s]
    seen = set()
    for bits in range(2 ** len(facts)):
        true = {fact for number, fact in enumerate(facts) if bits >> number & 1}
        here = {k for k, s in at.items() if s or ("at", k) in true}
        there = {k for k, s in from_.items() if s or ("from", k) in true}
        seen.add(bool(here) and bool(there or outside) and not here & there)
    return "possibly" if len(seen) == 2 else "yes" if True in seen else "no"


def _on(rows: list[dict[str, Any]], both: Both) -> list[dict[str, Any]]:
    return on(pl.DataFrame(rows, infer_schema_length=None), both.day).to_dicts() if rows else []


def _outside(district: District) -> dict[str, str]:
    rows = district.residents.filter(pl.col("id").is_not_null() & pl.col("outside").is_not_null()).sort("at")
    return dict(rows.select("id", "outside").iter_rows())


def _registered(district: District, row: dict[str, Any]) -> tuple[Any, ...]:
    return (*district.person(row), row["household"], row["relation"], row["sure"])


def _got_registered(each: Any) -> tuple[Any, ...]:
    return (*told(each.person), each.household_no, label(each.relation_to_head), sure(each.dated))


def _tenure(district: District, row: dict[str, Any]) -> tuple[Any, ...]:
    person = district.person(row) if row["who"] else (None, None)
    share = float(row["share"]) if row["share"] else None
    return (*person, row["organization"], row["kind"], share, row["sure"])


def _ends(each: Any) -> tuple[Any, Any]:
    return each.dated.span.since_earliest, each.dated.span.until_earliest
