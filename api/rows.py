"""Rows become answers: lists in the order of the selection, read into dicts under the request's own response keys.

The one row builder. A field of a graph type is then a look-up by response key, which is what aliases need and costs
least. The type's name stands under ``TYPE``, a key that no response can use.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from api.cursors import written

TYPE = ""
Row = list[Any]
Answer = dict[str, Any]
Read = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one selected field stands in its row, and how it is read if not as it is."""

    key: str
    index: int
    read: Read | None = None


@dataclass(frozen=True, slots=True)
class NodeReader:
    """Reads a node's row. Its first value says which variant it is, and so which fields were selected of it."""

    cells: dict[str, tuple[str, tuple[Cell, ...]]]

    def __call__(self, row: Row) -> Answer:
        """The node as an answer."""
        name, cells = self.cells[row[0]]
        return {TYPE: name, **_values(cells, row)}


@dataclass(frozen=True, slots=True)
class EdgeReader:
    """Reads a fact with the node at its far end."""

    cells: tuple[Cell, ...]

    def __call__(self, row: Row) -> Answer:
        """The edge as an answer."""
        return _values(self.cells, row)


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads a page of rows whose first value is their key. One row beyond ``first`` says that there is more."""

    first: int
    rows: tuple[tuple[str, Read], ...]
    info: tuple[str, ...]

    def __call__(self, rows: list[Row]) -> Answer:
        """The page as an answer."""
        shown = rows[: self.first]
        answer: Answer = {key: [read(row) for row in shown] for key, read in self.rows}
        if self.info:
            end = {"hasNextPage": len(rows) > self.first, "endCursor": cursor(shown[-1][0]) if shown else None}
            answer |= dict.fromkeys(self.info, end)
        return answer


def cursor(key: str | list[str]) -> str:
    """The cursor of a row with this key."""
    return written([key] if isinstance(key, str) else key)


def moment(ends: list[str | None]) -> Answer:
    """One end of a fact."""
    return {"earliest": ends[0], "latest": ends[1]}


def at(index: int, read: Read) -> Read:
    """Reads one value of a row."""
    return lambda row: read(row[index])


def _values(cells: tuple[Cell, ...], row: Row) -> Answer:
    return {c.key: row[c.index] if c.read is None else c.read(row[c.index]) for c in cells}
