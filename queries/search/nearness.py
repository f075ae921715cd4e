"""How near a name is to what was typed: judged on the names themselves, since an index's score is only a guess.

The whole name before its beginning, its beginning before a part of it; among equals the likelier reading (a surname's
own), then the shorter name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.tokens.names import readings_of
from graph.tokens.pieces import Letters, Piece, pieces
from graph.tokens.plain import HAN, bare, plain
from queries.search.answer import Match

ORDER = {match: at for at, match in enumerate(Match)}
Near = tuple[int, int, int]
"""The kind of match, the rank of the reading, and how far in or beyond: less is nearer."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: its pieces, and all of it in a row."""

    whole: str
    pieces: tuple[Piece, ...]
    spelt: bool

    @classmethod
    def of(cls, text: str) -> "Typed":
        """A text as it came."""
        found = pieces(plain(text))
        return cls(bare(text), found, any(isinstance(piece, Letters) for piece in found))

    def near(self, name: str, *, person: bool) -> tuple[Match, Near]:
        """How near a name is."""
        other = bare(name)
        if self.whole == other:
            return _told(Match.EXACT)
        if other.startswith(self.whole):
            return _told(Match.PREFIX)
        if (at := other.find(self.whole)) > 0:
            return _told(Match.FRAGMENT, 0, at)
        return self._spelt(other, person=person) if self.spelt else _told(Match.PIECES)

    def near_code(self, codes: Sequence[str]) -> tuple[Match, Near] | None:
        """How near a code is, if it is at all."""
        plain_codes = [bare(code) for code in codes if code]
        if self.whole in plain_codes:
            return _told(Match.CODE)
        begun = any(code.startswith(self.whole) for code in plain_codes)
        return _told(Match.CODE_PREFIX) if begun else None

    def _spelt(self, other: str, *, person: bool) -> tuple[Match, Near]:
        found = [_along(self.whole, other, reading) for reading in readings_of(other, person=person)]
        ranked = [(match, (ORDER[match], rank, at)) for rank, (match, at) in enumerate(found)]
        return min(ranked, key=lambda each: each[1], default=_told(Match.PIECES))


def _told(match: Match, rank: int = 0, far: int = 0) -> tuple[Match, Near]:
    return match, (ORDER[match], rank, far)


def _along(typed: str, name: str, reading: tuple[str, ...]) -> tuple[Match, int]:
    """How a text goes along a name under one reading, from each of its signs on: the first that it goes along."""
    signs = re.findall(rf"[{HAN}]|[a-z]+|[0-9]", name)
    syllables = iter(reading)
    spelt = [(sign, sign if sign.isdigit() else next(syllables, "")) for sign in signs]
    for start in range(len(spelt)):
        end = _goes(typed, spelt[start:])
        if end is not None:
            whole, in_full = end
            if start:
                return Match.WITHIN, start
            return (Match.SPELT, 0) if whole and in_full else (Match.PINYIN, 0 if whole else 1 if in_full else 2)
    return Match.PIECES, 0


def _goes(typed: str, spelt: Sequence[tuple[str, str]]) -> tuple[bool, bool] | None:
    """Whether a text goes along: to the name's end, and in full syllables. Each sign is met by itself, by its syllable
    or by its initial; the last one also by the beginning of its syllable.
    """
    if not typed:
        return (not spelt, True)
    if not spelt:
        return None
    (sign, syllable), rest = spelt[0], spelt[1:]
    best: tuple[bool, bool] | None = None
    for way, full in ((sign, True), (syllable, True), (syllable[:1], False)):
        if way and typed.startswith(way) and (after := _goes(typed[len(way) :], rest)) is not None:
            best = max(best or (False, False), (after[0], after[1] and full))
    if best is None and len(typed) < len(syllable) and syllable.startswith(typed):
        return (not rest and len(typed) == 1, False)
    return best
