"""Tokens of addresses: the words in them, and the numbers of building, stair and room however they are written.

3幢2单元401室, 3号楼2单元401, 3-2-401 and 三栋二单元四〇一 are one address. The grammar is ours: nothing parses them.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations

from graph.tokens.marks import BLOCK, DOORS, ROOM, UNIT
from graph.tokens.names import Tokens, han_in, of_others, parts, within
from graph.tokens.pieces import doors, pieces
from graph.tokens.plain import plain

ORDER = (BLOCK, UNIT, ROOM)
SHORT = 6
"""A run no longer than a compound's name is spelt from each of its signs: 云溪锦园 is called 锦园."""
_ENDS = re.compile(r"(?<=区|镇|乡|村|路|街|巷|弄|道)(?!道)")
"""Where a new word begins in an address: 锦绣街道, 云溪社区 and 经纬路 are each typed by their own beginning."""


def of_address(text: str, known: Mapping[str, str]) -> Iterator[str]:
    """Tokens of an address; ``known`` are numbers that are kept apart from it (stair, room)."""
    found = pieces(plain(text))
    for signs in han_in(found):
        yield from _of_words(signs)
    yield from of_others(found)
    numbers = {**{mark: plain(digits) for mark, digits in known.items() if digits}, **doors(found)}
    yield from (mark + numbers[mark] for mark in ORDER if mark in numbers)
    yield from joined(numbers)


def joined(numbers: Mapping[str, str]) -> Iterator[str]:
    """Building, stair and room together, and each two of them."""
    there = [numbers[mark] for mark in ORDER if mark in numbers]
    for count in range(2, len(there) + 1):
        yield from (DOORS + "-".join(some) for some in combinations(there, count))


@lru_cache(maxsize=100_000)
def _of_words(signs: str) -> Tokens:
    """The words are spelt to the end of their run, so that one may type on from one word into the next."""
    ends = (found.start() for found in _ENDS.finditer(signs) if 0 < found.start() < len(signs))
    starts = range(len(signs)) if len(signs) <= SHORT else [0, *ends]
    return tuple(dict.fromkeys([*parts(signs), *(token for at in starts for token in within(signs[at:]))]))
