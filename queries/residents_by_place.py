"""How many live, and are registered, in every place of the district at a month's end, less what is suppressed.

Those registered in a place are they who live in the very house and they who do not; those living there likewise. Of
these three cells two follow from the two counts and the third, so in a place all three are told or none:

- where any of the three is hidden by the rules of ``guard.suppression``, or one of the two counts is;
- and where the smallest of the three would be: from one place to another only as many could be moved, from the ones to
  the others, as the smallest counts, so places hide one another only by what all three leave open.

What is hidden can then be computed neither from these cells, nor from the two counts, nor from both: each count is
either told of a place or hidden by itself, and to the three cells they add nothing, where a cell is hidden, but how the
other two follow from it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.store import Store
from graph.text import cypher
from guard.suppression import SMALL, suppressed
from queries.cells import COUNTING_SECONDS, ByMonth, above, whole

COUNTS = cypher(__file__, "residents_by_place")
SEVERAL = {name: cypher(__file__, f"{name}_in_several") for name in ("residents", "registered", "together")}

Shown = Mapping[str, int]
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Registered against actual, in one place: registered and living in the same house, registered in a house and not
    living in it, living in a house and not registered in it. What is only possible counts as not.
    """

    together: int
    apart: int
    unregistered: int


@dataclass(frozen=True, slots=True)
class Cells:
    """The counts that may be shown, by place; what is not in them is withheld."""

    residents: Shown
    registered: Shown
    gaps: Mapping[str, Gaps]


async def residents_by_place(store: Store, *, day: dt.date) -> Cells:
    """The cells of ``day``, which is a month's end (``guard.suppression.statistics_day``)."""
    return await _BY_MONTH.on(store, day)


async def _counted(store: Store, day: dt.date) -> Cells:
    row = await store.read_one(COUNTS, {"day": day}, seconds=COUNTING_SECONDS) or {"counts": [], "parts": []}
    parents, over = dict(sorted(row["parts"], reverse=True)), above(row["parts"])
    counts = []
    for at, name in enumerate(SEVERAL, start=1):
        several = await store.read_one(SEVERAL[name], {"day": day}, seconds=COUNTING_SECONDS)
        counts.append(whole({cell[0]: cell[at] for cell in row["counts"]}, over, several["several"] if several else ()))
    return told(*counts, parents=parents)


def told(residents: Counts, registered: Counts, together: Counts, *, parents: Mapping[str, str]) -> Cells:
    """What may be shown of the counts by place; ``together`` are those registered in the very house they live in."""
    living, listed = (_shown(each, suppressed(each, parents)) for each in (residents, registered))
    gaps = {p: Gaps(n, registered[p] - n, residents[p] - n) for p, n in together.items()}
    hidden = _hidden(gaps, parents) | (gaps.keys() - living.keys()) | (gaps.keys() - listed.keys())
    return Cells(living, listed, {place: each for place, each in gaps.items() if place not in hidden})


def _shown(counts: Counts, hidden: frozenset[str]) -> Shown:
    return {place: count for place, count in counts.items() if place not in hidden}


def _hidden(gaps: Mapping[str, Gaps], parents: Mapping[str, str]) -> frozenset[str]:
    """The places whose three cells are hidden for the sake of one of the three, or of the smallest."""
    cells: Sequence[Counts] = [
        {place: each.together for place, each in gaps.items()},
        {place: each.apart for place, each in gaps.items()},
        {place: each.unregistered for place, each in gaps.items()},
        _smallest(gaps, parents),
    ]
    return frozenset().union(*(suppressed(counts, parents) for counts in cells))


def _smallest(gaps: Mapping[str, Gaps], parents: Mapping[str, str]) -> Counts:
    """The smallest of the three cells of each place. That of a place can be more than those of its parts together: a
    few more are not a few in houses of its own, which ``suppressed`` would hide.
    """
    found = {place: min(each.together, each.apart, each.unregistered) for place, each in gaps.items()}
    parts: dict[str, list[str]] = defaultdict(list)
    for place in found:
        parts[parents.get(place, "")].append(place)

    def settle(place: str) -> int:
        below = sum(map(settle, parts[place]))
        if found[place] >= SMALL and below < found[place] < below + SMALL:
            found[place] = below + SMALL
        return found[place]

    for place in [each for each in found if parents.get(each) not in found]:
        settle(place)
    return found


_BY_MONTH = ByMonth(_counted)
