"""The tree of the day: for every place, compound and building, all that it lies in and how certainly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from queries.doubling.states import CERTAIN, Support

ALWAYS = (CERTAIN,)

Above = dict[str, tuple[Support, ...]]
"""What something lies in, itself included, with the supports of lying there."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place, compound or building that a post is for; ``level`` is a place's, or "compound" or "building"."""

    id: str
    label: str
    code: str | None
    name: str | None
    level: str | None


@dataclass(frozen=True, slots=True)
class Tree:
    """What lies in what. ``seen`` are those in the caller's area."""

    targets: dict[str, Target]
    seen: frozenset[str]
    edges: dict[str, list[tuple[str, Support]]]
    known: dict[str, Above] = field(default_factory=dict)

    def above(self, node: str) -> Above:
        """Everything that ``node`` lies in, itself first."""
        if node not in self.known:
            self.known[node] = {node: (CERTAIN,)}  # stands in while we climb, should places be loaded in a circle
            self.known[node] = self._climb(node)
        return self.known[node]

    def exists(self, node: str) -> tuple[Support, ...]:
        """The supports of a place being there: it exists while it lies in another, and the district always."""
        target = self.targets.get(node)
        if target and target.level == "district":
            return (CERTAIN,)
        return fewest(support for _, support in self.edges.get(node, ()))

    def _climb(self, node: str) -> Above:
        found: dict[str, list[Support]] = {}
        for parent, edge in self.edges.get(node, ()):
            for place, supports in self.above(parent).items():
                found.setdefault(place, []).extend(edge | each for each in supports)
        return {node: (CERTAIN,), **{place: fewest(supports) for place, supports in found.items()}}


def tree_of(rows: Iterable[Sequence[Any]]) -> Tree:
    """The tree from rows of [id, label, code, name, level, seen, [[above, sure] …]]."""
    targets: dict[str, Target] = {}
    edges: dict[str, list[tuple[str, Support]]] = {}
    seen: set[str] = set()
    for row in rows:
        targets[row[0]] = Target(*row[:5])
        edges[row[0]] = [(above, support_of(sure, "LIES", row[0], above)) for above, sure in row[6]]
        if row[5]:
            seen.add(row[0])
    return Tree(targets, frozenset(seen), edges)


def support_of(sure: bool, *fact: str) -> Support:
    """The support of one relationship, named by its type and ends."""
    return CERTAIN if sure else frozenset({fact})


def fewest(supports: Iterable[Support]) -> tuple[Support, ...]:
    """The supports without doubles; a certain one makes the others idle."""
    kept = set(supports)
    return ALWAYS if CERTAIN in kept else tuple(kept)
