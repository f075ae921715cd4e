"""What was computed and is kept, per version of the graph: at once on the second question, and never stale.

The version is read for every question, which is one cheap query; it grows with every change of the graph, in the
transaction of the change. Two callers at once compute it once, and one who hangs up does not stop it for the other.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graph.project import about_graph
from graph.store import Store

T = TypeVar("T")
MOST = 32
"""Kept at once. A network of a district's units has some thousands of ties."""

Key = tuple[Hashable, ...]


@dataclass(slots=True)
class Kept:
    """What was asked for last, by the state of the graph and by what it is."""

    most: int = MOST
    _kept: OrderedDict[Key, Any] = field(default_factory=OrderedDict)
    _coming: dict[Key, "asyncio.Task[Any]"] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def forget(self) -> None:
        """Let go of everything."""
        self._kept.clear()

    async def of(self, store: Store, what: Key, make: Callable[[], Awaitable[T]]) -> T:
        """What ``make`` gives for this version of the graph. ``what`` names all that it depends on: the question, its
        day, its arguments, and what the caller may see where that matters.

        A graph that says nothing of itself has no version, and nothing is kept of it.
        """
        about = await about_graph(store)
        if about is None:
            return await make()
        key = (*about.state, *what)
        if key in self._kept:
            self._kept.move_to_end(key)
            kept: T = self._kept[key]
            return kept
        return await self._once((asyncio.get_running_loop(), *key), key, make)

    async def _once(self, coming: Key, key: Key, make: Callable[[], Awaitable[T]]) -> T:
        if coming not in self._coming:
            self._coming[coming] = asyncio.ensure_future(self._make(coming, key, make))
        task: asyncio.Task[T] = self._coming[coming]
        return await asyncio.shield(task)

    async def _make(self, coming: Key, key: Key, make: Callable[[], Awaitable[T]]) -> T:
        try:
            made = await make()
        finally:
            del self._coming[coming]
        self._kept[key] = made
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)
        return made


KEPT = Kept()
"""What this process keeps."""
