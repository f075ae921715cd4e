"""Search: names, initials of plain names, codes and the ends of addresses, found in the ledgers by themselves."""

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable

import polars as pl

from queries.search import SearchKind, search
from tests.oracle.asking import ACCESS, Both, Compared

NAMED = (
    (SearchKind.PLACE, "区划台账", "name"),
    (SearchKind.COMPOUND, "小区台账", "name"),
    (SearchKind.BUILDING, "楼栋台账", "name"),
    (SearchKind.ORGANIZATION, "组织台账", "name"),
    (SearchKind.ORGANIZATION, "个体经营户台账", "name"),
    (SearchKind.ORGANIZATION, "企事业单位台账", "name"),
    (SearchKind.POST, "岗位台账", "title"),
    (SearchKind.HOUSE, "房屋台账", "address"),
)
MOST = 50
"""A search's longest page; what more rows than that have in common is not compared."""
PINYIN = {"王": "w", "李": "l", "张": "z", "刘": "l", "陈": "c", "伟": "w", "军": "j", "华": "h", "秀": "x", "英": "y"}
"""Initials written down here, so that no library is asked twice."""


async def people_and_houses(both: Both) -> AsyncIterator[Compared]:
    """People by name and by initials, houses by how an address ends, and holders of posts by name."""
    residents = both.district.residents.filter(both.district.residents["name"].is_not_null())
    names = _counted(both.district.person(row)[0] for row in residents.unique("who").iter_rows(named=True))
    for name in both.some(sorted(name for name, count in names.items() if count <= MOST)):
        yield Compared("search", f"a name of {len(name)} signs", names[name], await _count(both, name))
    initials = _initials(names)
    few = sorted(typed for typed, named in initials.items() if sum(names[name] for name in named) <= MOST // 2)
    for typed in both.some(few):
        found = await _labels(both, typed, SearchKind.PERSON)
        yield Compared("search", "initials", True, initials[typed] <= found)
    addresses = _ends(both.district.houses.select("code", "address").unique().iter_rows())
    for end in both.some(sorted(end for end, codes in addresses.items() if len(codes) <= MOST)):
        yield Compared("search", "an address", True, addresses[end] <= await _codes(both, end, SearchKind.HOUSE))
    begun = both.district.holds.filter(pl.col("se").is_null() | (pl.col("se") <= both.day))
    holders = begun.filter(pl.col("who").is_not_null()).unique("who").iter_rows(named=True)
    held = _counted(both.district.names.get(row["who"]) or row["name"] for row in holders)
    for name in both.some(sorted(name for name, count in held.items() if count <= MOST)):
        got = await _count(both, name, SearchKind.HOLDER)
        yield Compared("search", f"a holder's name of {len(name)} signs", held[name], got)


async def things(both: Both) -> AsyncIterator[Compared]:
    """Everything that has a name and a code by the one and by the other."""
    for kind, named in _named(both).items():
        by_name: dict[str, set[str]] = defaultdict(set)
        for code, name in named.items():
            by_name[name].add(code)
        for name in both.some(sorted(name for name, codes in by_name.items() if len(codes) <= MOST)):
            yield Compared(f"search {kind.value}", name, True, by_name[name] <= await _codes(both, name, kind))
        for code in both.some(sorted(named)):
            yield Compared(f"search {kind.value}", code, True, code in await _codes(both, code, kind))


def _named(both: Both) -> dict[SearchKind, dict[str, str]]:
    """Of each kind, codes with their newest names."""
    found: dict[SearchKind, dict[str, str]] = defaultdict(dict)
    for kind, title, name in NAMED:
        rows = both.district.books[title].filter(pl.col(name).is_not_null()).select("code", name)
        found[kind] |= dict(rows.iter_rows())
    return found


async def _codes(both: Both, text: str, kind: SearchKind) -> set[str | None]:
    got = await search(both.store, ACCESS, text=text, kinds=[kind], first=MOST, as_of=both.day)
    return {hit.code for hit in (got.hits if got else ())}


async def _count(both: Both, name: str, kind: SearchKind = SearchKind.PERSON) -> int:
    found = await search(both.store, ACCESS, text=name, kinds=[kind], first=MOST, as_of=both.day)
    return sum(hit.label == name for hit in (found.hits if found else ()))


async def _labels(both: Both, text: str, kind: SearchKind) -> set[str]:
    found = await search(both.store, ACCESS, text=text, kinds=[kind], first=MOST, as_of=both.day)
    return {hit.label for hit in (found.hits if found else ())}


def _counted(names: Iterable[str | None]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for name in names:
        if name:
            found[name] += 1
    return found


def _initials(names: dict[str, int]) -> dict[str, set[str]]:
    """Of names whose every sign is written down above."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if all(sign in PINYIN for sign in name):
            found["".join(PINYIN[sign] for sign in name)].add(name)
    return found


def _ends(houses: Iterable[tuple[str, str | None]]) -> dict[str, set[str]]:
    """The compound, building, stair and room that an address ends in, written with dashes."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, address in houses:
        if match := re.search(r"号(\D+?)(\d+)幢(\d+)单元(\d+)室$", address or ""):
            found["{}{}-{}-{}".format(*match.groups())].add(code)
    return found
