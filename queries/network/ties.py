"""The primitive of every walk: the ties around some nodes, in one query, as the caller may see them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model.codes import DataClass
from graph.store import Store
from graph.text import cypher
from guard.access import Access
from guard.refusals import Unfit
from queries.network.closed_list import NodeKind, TieKind

AROUND = cypher(__file__, "around")
MOST = 50_000
"""As many ties as a walk may look at: beyond that, what is asked for is too wide to be shown anyway."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie seen from its nearer end. ``untold``: the far end is a post whose holders this caller is not told."""

    near: str
    kind: TieKind
    forward: bool
    far: str
    label: NodeKind
    code: str
    untold: bool
    dates: tuple[str | None, ...]

    @property
    def order(self) -> tuple[int, tuple[str, ...]]:
        """Of several ties between the same two, the first in the closed list, then the earliest, is shown."""
        return ORDER[self.kind], tuple(each or "" for each in self.dates)


ORDER = {kind: at for at, kind in enumerate(TieKind)}


@dataclass(frozen=True, slots=True)
class Around:
    """How one caller walks on one day: the store, and the parameters that every step takes."""

    store: Store
    common: dict[str, Any]
    kinds: tuple[TieKind, ...]

    async def of(self, ids: Collection[str]) -> list[Tie]:
        """The ties around these nodes: one query, however many they are. Raises Unfit for too many."""
        asked = self.common | {"ids": sorted(ids), "kinds": [each.value for each in self.kinds]}
        row = await self.store.read_one(AROUND, asked) if ids else None
        ties = ties_of(row["ties"] if row else [])
        if len(ties) > MOST:
            raise Unfit("路径所经的范围过大，请缩小长度或种类。", "The way leads too far afield; ask for less.")
        return ties


def ties_of(rows: Iterable[Sequence[Any]]) -> list[Tie]:
    """Ties from their rows."""
    return [
        Tie(r[0], TieKind.of(r[1]), r[2], r[3], NodeKind.of(r[4]), r[5] or "", bool(r[6]), tuple(r[7:11])) for r in rows
    ]


def told_everything(access: Access) -> bool:
    """Whether the caller is told of every holder of every post."""
    return access.area.communities is None and access.sees(DataClass.RESIDENT)
