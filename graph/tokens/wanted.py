"""What somebody types → a Lucene query over tokens. Every piece must be met; the weights bring exact hits first.

The weights only choose the candidates: which is nearest is judged on the names (``queries.search.nearness``).
Nothing of what is typed reaches the query but signs, letters and digits, each behind a mark of ours, so no word of it
can be an operator; dashes are escaped.
"""

from collections.abc import Iterable

from graph.tokens.marks import (
    BLOCK,
    CODE,
    DOORS,
    FIRST,
    INITIALS,
    LATER,
    LETTERS,
    NUMBER,
    PART,
    READS,
    SPELT,
    STARTS,
    WHOLE,
    WITHIN,
)
from graph.tokens.names import parts
from graph.tokens.pieces import Dashed, Han, Letters, Number, Piece, pieces
from graph.tokens.plain import bare, plain

EXACT, BEGINS = 1000, 50
KEYS = 2
"""Up to so many letters are met by terms: a prefix of one letter would unfold into every name that begins so."""


def wanted(text: str) -> str | None:
    """The query for ``text`` over the property ``tokens``; None where there is nothing in it to search for."""
    found, whole = pieces(plain(text)), bare(text)
    if not found or not whole:
        return None
    ways = [_weighed(WHOLE + whole, EXACT), _weighed(CODE + whole, EXACT), f"{CODE}{whole}*^{BEGINS}"]
    if len(found) > 1:
        ways.append(f"{WHOLE}{whole}*^{BEGINS}")
    return f"+tokens:({' '.join(ways)} ({' '.join(map(_must, found))}))"


def _must(piece: Piece) -> str:
    return f"+({' '.join(_of(piece))})"


def _of(piece: Piece) -> Iterable[str]:
    if isinstance(piece, Han):
        return _of_signs(piece.signs)
    if isinstance(piece, Letters):
        return _of_letters(piece.letters)
    if isinstance(piece, Number):
        return _of_number(piece)
    return _of_dashed(piece)


def _of_signs(signs: str) -> Iterable[str]:
    if len(signs) == 1:
        return (_weighed(WHOLE + signs, EXACT), _weighed(STARTS + signs, BEGINS), PART + signs)
    pairs = " ".join(f"+{token}" for token in parts(signs) if len(token) == 1 + 2)
    return (_weighed(WHOLE + signs, EXACT), f"{WHOLE}{signs}*^{BEGINS}", f"({pairs})")


def _of_letters(letters: str) -> Iterable[str]:
    exact = (_weighed(SPELT + letters, EXACT), _weighed(INITIALS + letters, EXACT // 2), f"{LETTERS}{letters}*")
    if len(letters) <= KEYS:
        return (*exact, _weighed(FIRST + letters, BEGINS), LATER + letters)
    return (*exact, f"{READS}{letters}*^{BEGINS}", f"{WITHIN}{letters}*")


def _of_number(number: Number) -> Iterable[str]:
    if number.marks:
        return (_weighed(mark + number.digits, BEGINS if mark == BLOCK else 1) for mark in number.marks)
    return (_weighed(NUMBER + number.digits, BEGINS), f"{NUMBER}{number.digits}*")


def _of_dashed(dashed: Dashed) -> Iterable[str]:
    """The last three; what stands before them is the house in the road."""
    doors = DOORS + "\\-".join(dashed.digits[-3:])
    before = " ".join(f"+{NUMBER}{digits}" for digits in dashed.digits[:-3])
    return (f"(+({_weighed(doors, BEGINS)} {doors}*) {before})",)


def _weighed(token: str, weight: int) -> str:
    return f"{token}^{weight}"
