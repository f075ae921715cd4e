"""Counts by place, computed for the whole district at once, whoever asks, since what is hidden must not depend on who
asks. They are kept for each month's end and version of the graph.
"""

import asyncio
import datetime as dt
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from graph.project.schema import GraphAbout, about_graph
from graph.store import Store

T = TypeVar("T")

COUNTING_SECONDS = 120.0
KEPT = 36
"""Month ends kept: some million bytes each in a whole district."""

Above = Mapping[str, Sequence[str]]
Key = tuple[str, int, dt.date]


class ByMonth(Generic[T]):
    """What ``count`` gives for a month's end, computed once for each and version of the graph."""

    def __init__(self, count: Callable[[Store, dt.date], Awaitable[T]]) -> None:
        """Nothing is counted yet."""
        self._count = count
        self._kept: OrderedDict[Key, T] = OrderedDict()
        self._counting: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()

    async def on(self, store: Store, day: dt.date) -> T:
        """The counts of ``day``, which is a month's end (``guard.suppression.statistics_day``)."""
        about = await about_graph(store)
        if found := self._kept.get(_key(about, day)):
            return found
        async with self._counting.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
            if found := self._kept.get(_key(about, day)):
                return found
            counted = await self._count(store, day)
            if about and about == await about_graph(store):
                self._keep(_key(about, day), counted)
            return counted

    def _keep(self, key: Key, counted: T) -> None:
        for old in [old for old in self._kept if old[:2] != key[:2] and old[0] == key[0]]:
            del self._kept[old]
        self._kept[key] = counted
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def _key(about: GraphAbout | None, day: dt.date) -> Key:
    return (*about.state, day) if about else ("", 0, day)


def above(parts: Iterable[Sequence[str]]) -> Above:
    """Each place with every place that it lies in, itself included; ``parts`` are pairs of a place and one above it."""
    direct: dict[str, list[str]] = defaultdict(list)
    for place, over in parts:
        direct[place].append(over)
    found: dict[str, list[str]] = {}
    for place in {each for part in parts for each in part}:
        reached = {place}
        waiting = [place]
        while waiting:
            further = set(direct.get(waiting.pop(), ())) - reached
            reached |= further
            waiting += further
        found[place] = sorted(reached)
    return found


def whole(own: Mapping[str, int], over: Above, several: Iterable[Sequence[str]]) -> dict[str, int]:
    """What each place counts with all places in it, from what each counts itself; ``several`` are those that count at
    several places, each by its places, and count once above them.
    """
    counts: Counter[str] = Counter()
    for place, count in own.items():
        for each in over.get(place, (place,)):
            counts[each] += count
    for places, many in Counter(tuple(sorted(places)) for places in several).items():
        for each, times in Counter(each for place in places for each in over.get(place, (place,))).items():
            counts[each] -= (times - 1) * many
    return dict(counts)
