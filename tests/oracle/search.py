"""Search: exact names, initials of plain names, codes and the ends of addresses, found in the ledgers by themselves."""

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable

from queries.search import SearchKind, search
from tests.oracle.asking import ACCESS, Both, Compared

MOST = 50
"""A search's longest page; what more rows than that have in common is not compared."""
PINYIN = {"王": "w", "李": "l", "张": "z", "刘": "l", "陈": "c", "伟": "w", "军": "j", "华": "h", "秀": "x", "英": "y"}
"""Initials written down here, so that no library is asked twice."""


async def everything(both: Both) -> AsyncIterator[Compared]:
    """Each kind by what one would type."""
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
        got = await search(both.store, ACCESS, text=end, kinds=[SearchKind.HOUSE], first=MOST, as_of=both.day)
        yield Compared("search", "an address", True, addresses[end] <= {hit.code for hit in (got.hits if got else ())})
    organizations = both.district.books["组织台账"].select("code", "name").unique("code", keep="last").iter_rows()
    for code, name in both.some(sorted(organizations)):
        got = await search(both.store, ACCESS, text=name, kinds=[SearchKind.ORGANIZATION], first=MOST, as_of=both.day)
        yield Compared("search", "an organization", True, code in {hit.code for hit in (got.hits if got else ())})


async def _count(both: Both, name: str) -> int:
    found = await search(both.store, ACCESS, text=name, kinds=[SearchKind.PERSON], first=MOST, as_of=both.day)
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
