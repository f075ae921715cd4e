"""How many live, and are registered, in every place of the district at a month's end, less what is suppressed.

The whole district is counted at once, whoever asks, since what is hidden must not depend on who asks. It is counted
once for each month's end and version of the graph, and kept.
"""

import asyncio
import datetime as dt
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from graph.project.schema import GraphAbout, about_graph
from graph.store import Store
from graph.text import cypher
from guard.suppression import suppressed

COUNTS = cypher(__file__, "residents_by_place")
SEVERAL = {name: cypher(__file__, f"{name}_in_several") for name in ("residents", "registered")}
COUNTING_SECONDS = 120.0
KEPT = 36
"""Month ends kept: some hundred thousand bytes each in a whole district."""

Shown = Mapping[str, int]
Above = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Cells:
    """The counts that may be shown, by place; what is not in them is withheld."""

    residents: Shown
    registered: Shown


_kept: OrderedDict[tuple[str, int, dt.date], Cells] = OrderedDict()
_counting: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


async def residents_by_place(store: Store, *, day: dt.date) -> Cells:
    """The cells of ``day``, which is a month's end (``guard.suppression.statistics_day``)."""
    about = await about_graph(store)
    if found := _kept.get(_key(about, day)):
        return found
    async with _counting.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
        if found := _kept.get(_key(about, day)):
            return found
        cells = await _counted(store, day)
        if about and about == await about_graph(store):
            _keep(_key(about, day), cells)
        return cells


def _key(about: GraphAbout | None, day: dt.date) -> tuple[str, int, dt.date]:
    return (about.book, about.version, day) if about else ("", 0, day)


def _keep(key: tuple[str, int, dt.date], cells: Cells) -> None:
    for old in [old for old in _kept if old[:2] != key[:2] and old[0] == key[0]]:
        del _kept[old]
    _kept[key] = cells
    while len(_kept) > KEPT:
        _kept.popitem(last=False)


async def _counted(store: Store, day: dt.date) -> Cells:
    row = await store.read_one(COUNTS, {"day": day}, seconds=COUNTING_SECONDS) or {"counts": [], "parts": []}
    parents = dict(sorted(row["parts"], reverse=True))
    above = _above(row["parts"])
    shown = []
    for at, name in enumerate(("residents", "registered"), start=1):
        several = await store.read_one(SEVERAL[name], {"day": day}, seconds=COUNTING_SECONDS)
        counts = _whole({cell[0]: cell[at] for cell in row["counts"]}, above, several["several"] if several else ())
        hidden = suppressed(counts, parents)
        shown.append({place: count for place, count in counts.items() if place not in hidden})
    return Cells(*shown)


def _above(parts: Iterable[Sequence[str]]) -> Above:
    """Each place with every place that it lies in, itself included."""
    direct: dict[str, list[str]] = defaultdict(list)
    for place, above in parts:
        direct[place].append(above)
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


def _whole(own: Mapping[str, int], above: Above, several: Iterable[Sequence[str]]) -> dict[str, int]:
    """The people of each place with all places in it, each person once."""
    counts: Counter[str] = Counter()
    for place, count in own.items():
        for each in above.get(place, (place,)):
            counts[each] += count
    for places, persons in Counter(tuple(sorted(places)) for places in several).items():
        for each, times in Counter(each for place in places for each in above.get(place, (place,))).items():
            counts[each] -= (times - 1) * persons
    return dict(counts)
