"""Which nodes of a list are wanted, and in which order: conditions on their own properties, one property to sort by.

Only what everybody may read of a node can be asked here (``api.picking`` offers nothing else): a masked value must not
be found out by filtering or sorting. Names come from the model and values are parameters.
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graph.model import Prop

Key = tuple[str, ...]
"""The place of a row in its page's order."""


class Test(Enum):
    """What is asked of a property."""

    __test__ = False  # not one of pytest's

    IS = "{p} = {v}"
    AMONG = "{p} IN {v}"
    BEGINS = "{p} STARTS WITH {v}"
    CONTAINS = "{p} CONTAINS {v}"
    AT_LEAST = "{p} >= {v}"
    AT_MOST = "{p} <= {v}"
    THERE = "({p} IS NOT NULL) = {v}"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold of a property."""

    prop: Prop
    test: Test
    value: Any

    def text(self, node: str, value: str) -> str:
        """The condition, on the variable ``node``, with its value as the parameter ``value``."""
        text: str = self.test.value
        return text.format(p=f"{node}.{self.prop.key}", v=value)


@dataclass(frozen=True, slots=True)
class Order:
    """A property to sort by. Nodes that have none of it come last, whichever way."""

    prop: Prop
    descending: bool = False

    def key(self, node: str) -> str:
        """The part of a row's key that says where the row stands: the property's name, and its value as text."""
        stored = f"{node}.{self.prop.key}"
        return f"'{self.prop.key}', CASE WHEN {stored} IS NULL THEN '' ELSE '=' + toString({stored}) END"

    def sorting(self, node: str) -> str:
        """What comes after ORDER BY."""
        stored = f"{node}.{self.prop.key}"
        return f"{stored} IS NULL, {stored}{' DESC' if self.descending else ''}"

    def beyond(self, node: str, value: str | None, *, rest: str) -> str:
        """That a node comes after one with this value (a parameter); ``rest`` decides among equals."""
        stored = f"{node}.{self.prop.key}"
        if value is None:
            return f"({stored} IS NULL AND {rest})"
        sign = "<" if self.descending else ">"
        return f"({stored} {sign} {value} OR ({stored} = {value} AND {rest}) OR {stored} IS NULL)"

    def value(self, key: Key) -> Any:
        """The value in a key made by ``key``; None where the node has none. Raises ValueError for another list's."""
        if key[0] != self.prop.key or key[1][:1] not in ("", "="):
            raise ValueError(key[0])
        return _read(self.prop.type, key[1][1:]) if key[1] else None


def _read(type_: type, text: str) -> Any:
    return dt.date.fromisoformat(text) if type_ is dt.date else type_(text)
