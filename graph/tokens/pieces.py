"""A text cut into its pieces: Han signs, letters, numbers with what they count, and numbers joined by dashes."""

import re
from dataclasses import dataclass

from graph.tokens.marks import BLOCK, DOOR, ROOM, UNIT
from graph.tokens.plain import HAN

UNITS = {
    "号楼": (BLOCK,), "号幢": (BLOCK,), "号栋": (BLOCK,), "幢": (BLOCK,), "栋": (BLOCK,), "座": (BLOCK,),
    "#楼": (BLOCK,), "#": (BLOCK,), "单元": (UNIT,), "单": (UNIT,), "梯": (UNIT,), "号室": (ROOM,), "号房": (ROOM,),
    "室": (ROOM,), "户": (ROOM,), "房": (ROOM,), "号": (DOOR, BLOCK, ROOM),
}  # fmt: skip
"""What a number before each of these words may count. 号 alone is a house in a road, but people write it for the other
two as well."""
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_PIECE = re.compile(
    rf"(?P<dashed>[0-9]+[a-z]?(?:-[0-9]+[a-z]?)+)(?:室|户|房)?"
    rf"|(?P<number>[0-9]+(?:[a-z](?![a-z]))?)(?P<unit>{_UNIT})?"
    rf"|(?P<letter>[a-z])(?P<block>座|栋|幢|号楼)"
    rf"|(?P<letters>[a-z]+)|(?P<han>[{HAN}]+)"
)


@dataclass(frozen=True, slots=True)
class Han:
    """Han signs side by side."""

    signs: str


@dataclass(frozen=True, slots=True)
class Letters:
    """Latin letters side by side."""

    letters: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number, with the marks of what it may count; none if it stands alone."""

    digits: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dashed:
    """Numbers joined by dashes."""

    digits: tuple[str, ...]


Piece = Han | Letters | Number | Dashed


def pieces(plain_text: str) -> tuple[Piece, ...]:
    """The pieces of a text that ``plain`` has been through."""
    return tuple(_piece(found) for found in _PIECE.finditer(plain_text))


def _piece(found: "re.Match[str]") -> Piece:
    if found["dashed"]:
        return Dashed(tuple(map(_number, found["dashed"].split("-"))))
    if found["number"]:
        return Number(_number(found["number"]), UNITS.get(found["unit"] or "", ()))
    if found["letter"]:
        return Number(found["letter"], (BLOCK,))
    return Letters(found["letters"]) if found["letters"] else Han(found["han"])


def _number(digits: str) -> str:
    """007 and 7 are one number."""
    return digits.lstrip("0") or digits


def doors(found: tuple[Piece, ...]) -> dict[str, str]:
    """The building, stair and room that an address names. Without a building, the house in the road stands for it; a
    number that ends it, with nothing said of what it counts, is the room.
    """
    known: dict[str, str] = {}
    for piece in found:
        if isinstance(piece, Number) and piece.marks:
            known[piece.marks[0]] = piece.digits
        elif isinstance(piece, Dashed):
            names = (BLOCK, UNIT, ROOM) if len(piece.digits) >= 3 else (BLOCK, ROOM)
            known |= dict(zip(names, piece.digits[-3:], strict=True))
    last = found[-1] if found else None
    if known and ROOM not in known and isinstance(last, Number) and not last.marks:
        known[ROOM] = last.digits
    if BLOCK not in known and DOOR in known:
        known[BLOCK] = known[DOOR]
    return known
