"""Asking the real questions, and what every comparison needs: access, codes to ids, sampling."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from graph.seals import Seals
from graph.store import Store
from queries.shapes import Dated, Resident
from tests.accesses import everything
from tests.oracle.district import District

T = TypeVar("T")

ACCESS = everything()


@dataclass(frozen=True, slots=True)
class Compared:
    """One answer, computed twice."""

    question: str
    about: str
    expected: Any
    got: Any

    @property
    def agrees(self) -> bool:
        """Whether both are the same."""
        return bool(self.expected == self.got)


@dataclass(slots=True)
class Both:
    """The ledgers and the graph of one district, on one day. At most ``most`` answers a question are compared."""

    district: District
    store: Store
    seals: Seals
    day: dt.date
    most: int

    async def ids(self, label: str) -> dict[str, str]:
        """Business code → opaque id."""
        rows = await self.store.read(f"MATCH (n:{label}) WHERE n.code IS NOT NULL RETURN n.code AS code, n.id AS id")
        return {row["code"]: row["id"] for row in rows}

    def some(self, things: Sequence[T]) -> Iterator[T]:
        """Evenly chosen ones, the first and others at equal steps."""
        step = max(1, -(-len(things) // self.most))
        return iter(things[::step])

    def hash_of(self, number: str) -> str:
        """The keyed hash by which a resident ID is found."""
        return self.seals.keyed_hash("id", number)


def told(person: Resident) -> tuple[str | None, str | None]:
    """Name and birth."""
    return person.name, person.birth.isoformat() if person.birth else None


def sure(dated: Dated) -> bool:
    """Certainty as the oracle says it, for what is not "no"."""
    return dated.certainty.value == "yes"


def label(code: Any) -> str | None:
    """A code as ledgers write it."""
    return code.zh if code is not None else None


def bag(rows: Any) -> list[Any]:
    """Rows whose order does not matter."""
    return sorted(rows, key=repr)
