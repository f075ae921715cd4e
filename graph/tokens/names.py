"""Tokens of names and of the words in addresses: signs, pairs of signs, and every way of spelling them in pinyin."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from graph.tokens import readings
from graph.tokens.marks import FIRST, INITIALS, LATER, LETTERS, NUMBER, PART, READS, SPELT, STARTS, WHOLE, WITHIN
from graph.tokens.pieces import Dashed, Han, Letters, Number, Piece
from graph.tokens.plain import HAN
from graph.tokens.readings import Reading

Tokens = tuple[str, ...]
SHORT = 4
"""Up to so many signs people mix full syllables with initials in every way."""


@lru_cache(maxsize=200_000)
def of_name(bare: str, *, person: bool) -> Tokens:
    """Tokens of a whole name without its punctuation."""
    found = [WHOLE + bare, STARTS + bare[:1], *parts(bare)]
    for reading in readings_of(bare, person=person):
        found += [SPELT + "".join(reading), INITIALS + _initials(reading), *spelt(reading)]
    return tuple(dict.fromkeys(found))


def readings_of(bare: str, *, person: bool) -> tuple[Reading, ...]:
    """The ways to read a name, a syllable a Han sign; letters in it are read as they stand, figures passed over."""
    signs = "".join(sign for sign in bare if is_han(sign))
    found = (readings.of_person if person else readings.of_words)(signs) if signs else ()
    return found if len(signs) == len(bare) else tuple(_woven(bare, reading) for reading in found)


def _woven(bare: str, reading: Reading) -> Reading:
    """Letters between the syllables: 星光KTV is xing guang ktv."""
    syllables = iter(reading)
    found = re.finditer(rf"[{HAN}]|[a-z]+", bare)
    return tuple(next(syllables, "") if is_han(each[0][0]) else each[0] for each in found)


@lru_cache(maxsize=200_000)
def parts(signs: str) -> Tokens:
    """Each sign, and each two that stand side by side."""
    han = [(sign, after) for sign, after in zip(signs, [*signs[1:], ""], strict=True) if is_han(sign)]
    found = [PART + sign for sign, _ in han]
    return tuple(dict.fromkeys([*found, *(PART + sign + after for sign, after in han if after and is_han(after))]))


def spelt(reading: Reading) -> Iterator[str]:
    """A name's pinyin from each of its signs on."""
    for at in range(len(reading)):
        for way in _ways(reading[at:], mixed=len(reading) <= SHORT):
            yield (WITHIN if at else READS) + way
        yield from ((LATER if at else FIRST) + first for first in _first(reading[at:]))


@lru_cache(maxsize=100_000)
def within(signs: str) -> Tokens:
    """The pinyin of words that stand somewhere in an address, from their beginning on."""
    return tuple(WITHIN + way for reading in readings.of_words(signs) for way in _ways(reading, mixed=False))


def of_others(found: tuple[Piece, ...]) -> Iterator[str]:
    """Tokens of what is no Han sign: letters, and numbers whatever they count."""
    for piece in found:
        if isinstance(piece, Letters):
            yield LETTERS + piece.letters
        elif isinstance(piece, Number):
            yield NUMBER + piece.digits
            yield from (mark + piece.digits for mark in piece.marks[:1])
        elif isinstance(piece, Dashed):
            yield from (NUMBER + digits for digits in piece.digits)


def han_in(found: tuple[Piece, ...]) -> Iterator[str]:
    """The runs of Han signs."""
    return (piece.signs for piece in found if isinstance(piece, Han))


def is_han(sign: str) -> bool:
    """Whether a sign is Han."""
    return sign in _HAN_KNOWN or _in_ranges(sign)


def _ways(reading: Reading, *, mixed: bool) -> set[str]:
    """In full and by initials, mixed as people mix them. Each ends in a full syllable: what is shorter begins it."""
    *heads, last = reading
    if mixed:
        return {"".join((*some, last)) for some in product(*({head, head[:1]} for head in heads))}
    return {"".join(reading), "".join(head[:1] for head in heads) + last}


def _first(reading: Reading) -> set[str]:
    """What one has after one key and after two."""
    return {reading[0][:1], reading[0][:2], "".join(each[:1] for each in reading[:2])} - {""}


def _initials(reading: Reading) -> str:
    return "".join(syllable[:1] for syllable in reading)


_HAN_KNOWN = frozenset(map(chr, range(0x4E00, 0xA000)))
_RANGES = [(ord(HAN[at]), ord(HAN[at + 2])) for at in range(0, len(HAN) - 1, 3)]


def _in_ranges(sign: str) -> bool:
    return sign == "〇" or any(low <= ord(sign) <= high for low, high in _RANGES)
