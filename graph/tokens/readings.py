"""How Han signs are read: every reading without its tone, the likeliest first; surnames by a table of their own.

pypinyin puts 曾 as ceng first and 单 as dan; in a name they are zeng and shan. The readings of a traditional sign are
its own and those of the simplified one, for 乾 is also 干.
"""

import csv
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from graph.tokens.plain import simplified

Reading = tuple[str, ...]
"""A syllable for each sign."""

READINGS_OF_A_NAME = 8
OF_A_SIGN = 3
READ_IN_SEVERAL_WAYS = frozenset(
    "乐长行重朝都单解任盖会参率石调朴厦谷柏传藏降强屏种校便省贾巷薄六堡浒泊埔圩番铺弄车大尉乾秘燕济查曾翟缪仇员宿盛和卜"
    "台莘莞蔚枞栎柞漯洛涡泌泷浍渑沌硚筠圳溧铅阿阚隽隗颉鄱郫郯蠡葛荥莎荨茄芋芍耙耱缴索"
)
"""Signs of places and firms that people read in several ways. The dictionary's other readings of the rest are archaic
(区 as ou, 园 as wan) and would double the tokens of every address; in persons' names every reading counts."""


@cache
def surnames() -> dict[str, tuple[Reading, ...]]:
    """Surname → its readings. Of a compound surname a line has one, a syllable a sign."""
    with (Path(__file__).parent / "surnames.csv").open(encoding="utf-8") as file:
        rows = [(row["surname"], row["readings"].split()) for row in csv.DictReader(file)]
    return {name: (tuple(said),) if len(name) > 1 else tuple((each,) for each in said) for name, said in rows}


@cache
def of_sign(sign: str) -> tuple[str, ...]:
    """The readings of one sign. 吕 is lv, and lyu as passports have it."""
    pinyin = _pinyin()
    found = [
        said
        for each in dict.fromkeys((sign, simplified(sign)))
        for said in pinyin.pinyin(each, style=pinyin.Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    ]
    usual = list(dict.fromkeys(s for said in found for s in said if s.isascii() and s.isalpha()))[:OF_A_SIGN]
    return (*usual, *(s.replace("v", "yu") for s in usual if "v" in s))


@lru_cache(maxsize=100_000)
def of_person(name: str) -> tuple[Reading, ...]:
    """The readings of a person's name, that of the surname's own table first."""
    length = 2 if name[:2] in surnames() and len(name[:2]) == 2 else 1
    own = surnames().get(name[:length], ())
    usual = _joined([of_sign(sign) or ("",) for sign in name[:length]])
    first = list(dict.fromkeys((*own, *_other_spelling(own), *usual)))
    rest = list(_joined([of_sign(sign) or ("",) for sign in name[length:]]))
    if len(first) == len(rest) == 1:
        return (first[0] + rest[0],)
    ways = sorted(product(enumerate(first), enumerate(rest)), key=lambda way: way[0][0] + way[1][0])
    return tuple(head + tail for (_, head), (_, tail) in ways[:READINGS_OF_A_NAME])


@lru_cache(maxsize=100_000)
def of_words(signs: str) -> tuple[Reading, ...]:
    """The readings of any other name: by its words, which know that 银行 is yinhang, then with each sign that lives in
    names with several readings read otherwise in turn.
    """
    said = _pinyin().lazy_pinyin(signs, errors=list)
    first = tuple(each if each.isascii() else "" for each in said)
    if len(first) != len(signs):
        first = tuple((of_sign(sign) or ("",))[0] for sign in signs)
    other = (
        (*first[:at], syllable, *first[at + 1 :])
        for at, sign in enumerate(signs)
        for syllable in (of_sign(sign) if sign in READ_IN_SEVERAL_WAYS or "v" in first[at] else ())
        if syllable != first[at]
    )
    return tuple(dict.fromkeys((first, *other)))[:READINGS_OF_A_NAME]


def _joined(signs: list[tuple[str, ...]]) -> Iterator[Reading]:
    """Every way of reading signs, the likeliest first."""
    if all(len(each) == 1 for each in signs):
        return iter((tuple(each[0] for each in signs),))
    ranked = product(*(list(enumerate(each)) for each in signs))
    likely = sorted(ranked, key=lambda way: sum(rank for rank, _ in way))[:READINGS_OF_A_NAME]
    return (tuple(syllable for _, syllable in way) for way in likely)


def _other_spelling(own: tuple[Reading, ...]) -> list[Reading]:
    return [tuple(s.replace("v", "yu") for s in reading) for reading in own if any("v" in s for s in reading)]


@cache
def _pinyin() -> Any:
    """pypinyin takes a second to load: only what searches, or loads a ledger, pays for it."""
    import pypinyin

    return pypinyin
