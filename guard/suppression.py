"""Small counts of residents, and the counts that would give them away, are suppressed (DOMAIN 6).

Statistics come for fixed cells, the places of the five levels, and for month ends. Which cells of a tree are hidden is
one pure function of the whole tree, so it is the same for every caller, whatever part of it their area lets them see.

What is hidden cannot be computed from what is shown, even by one who knows that a place counts as many as the places
in it and its own houses together, and how many are in those houses. Think of each place with places in it as a knot,
and of each hidden count as a string from that place's knot, or the ground if it has no places in it, to the knot above
it, or the ground if nothing is: a count follows from the rest just when its string lies on no loop. These rules leave
every string on one:

1. a count below five is hidden;
2. where one is hidden under a place that is shown, two are, of more than five together, and one of them is hidden for
   no smallness of its own: otherwise several small ones could be read off their sum;
3. where there are not two to hide, the place above is hidden too;
4. under a hidden place two are hidden, or its parts would add up to it.

The complement is the first by id, never the smallest: who knows that nothing shown is smaller than the complement
knows too much of it (4, 50, 50: were the smallest taken, 4 would follow from 54). It is the same one every month.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

SMALL = 5
"""Counts of residents below this are suppressed."""


def month_end(day: dt.date) -> dt.date:
    """The last end of a month on or before ``day``."""
    after = day + dt.timedelta(days=1)
    return after.replace(day=1) - dt.timedelta(days=1)


def statistics_day(asked: dt.date, *, today: dt.date) -> dt.date:
    """The day that a question about ``asked`` is answered for: a month that is not over yet has no statistics."""
    return month_end(min(asked, today))


def suppressed(counts: Mapping[str, int], parents: Mapping[str, str]) -> frozenset[str]:
    """The cells to hide. ``counts`` by place, of those places that have houses at all; ``parents`` is their tree.

    A place without a house has no cell: everybody knows that nobody lives there, so it can hide nothing.
    """
    tree = _Tree(counts, parents)
    for place in reversed(tree.order):
        tree.protect(place)
    for place in tree.order:
        tree.descend(place)
    return frozenset(tree.hidden | (counts.keys() - set(tree.order)))


class _Tree:
    """A tree of counts while it is being judged. ``hidden`` only grows."""

    def __init__(self, counts: Mapping[str, int], parents: Mapping[str, str]) -> None:
        """Small cells are hidden from the start."""
        self._counts = counts
        self._parts: dict[str, list[str]] = {}
        for place in sorted(counts):
            if parents.get(place) in counts:
                self._parts.setdefault(parents[place], []).append(place)
        self.order = list(self._downwards([p for p in sorted(counts) if parents.get(p) not in counts]))
        self.hidden = {place for place, count in counts.items() if count < SMALL}
        # Cells that are hidden for their own sake, with how much of each could be otherwise. They protect no other.
        self._needy = {place: counts[place] for place in self.hidden}

    def _downwards(self, places: Sequence[str]) -> Iterator[str]:
        for place in places:
            yield place
            yield from self._downwards(self._parts.get(place, ()))

    def protect(self, place: str) -> None:
        """Rules 2 and 3, for the parts of one place; those below have been judged."""
        parts = self._parts.get(place, [])
        if place in self.hidden or not parts or not (self._hidden(parts) or self._own_is_small(place)):
            return
        for part in parts:
            if self._safe(parts):
                return
            self.hidden.add(part)
        if not self._safe(parts):
            self._needy[place] = self._free(parts)
            self.hidden.add(place)

    def descend(self, place: str) -> None:
        """Rule 4; places above have been judged."""
        parts = self._parts.get(place, [])
        if place in self.hidden and not self._hidden(parts):
            self.hidden.update(parts[:2])

    def _hidden(self, parts: Sequence[str]) -> list[str]:
        return [part for part in parts if part in self.hidden]

    def _own_is_small(self, place: str) -> bool:
        """Whether so few live in houses of the place itself that the parts, all shown, would tell their number."""
        return 0 < self._counts[place] - sum(self._counts[part] for part in self._parts[place]) < SMALL

    def _safe(self, parts: Sequence[str]) -> bool:
        hidden = self._hidden(parts)
        complement = any(part not in self._needy for part in hidden) or len(hidden) == len(parts)
        return complement and len(hidden) > 1 and self._free(hidden) > SMALL

    def _free(self, parts: Sequence[str]) -> int:
        return sum(self._needy.get(part, self._counts[part]) for part in parts)
