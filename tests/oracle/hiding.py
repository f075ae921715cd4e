"""What follows from the counts that are told, by the loops of the tree.

A place counts as many as its parts and its own houses together. So each hidden count is a string from its place's knot,
or the ground where it has no parts, to the knot above: it follows from the others where its string lies on no loop.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

import networkx as nx

SMALL = 5
"""Counts below this are never told."""


def following(hidden: Collection[str], parents: Mapping[str, str], *, counted: Collection[str]) -> list[str]:
    """The hidden places whose counts follow from those told; ``counted`` are all that have one."""
    with_parts = {parents[each] for each in counted if each in parents}
    strings: nx.Graph[str] = nx.Graph()
    for place in hidden:
        knot, above = place if place in with_parts else "ground", parents.get(place, "ground")
        if knot != above:
            strings.add_edges_from([(knot, f"{place}|"), (f"{place}|", above)])
    return sorted({end.strip("|") for bridge in nx.bridges(strings) for end in bridge if end.endswith("|")})


def wrong(counts: Mapping[str, int], told: Collection[str], parents: Mapping[str, str]) -> list[str]:
    """Counts that are told though small, hidden though they follow, or hidden where none need be."""
    hidden = counts.keys() - set(told)
    small = sorted(place for place, count in counts.items() if count < SMALL and place not in hidden)
    needless = (
        sorted(hidden) if not any(count < SMALL for count in counts.values()) and not _few(counts, parents) else []
    )
    return [*small, *following(hidden, parents, counted=counts), *needless]


def _few(counts: Mapping[str, int], parents: Mapping[str, str]) -> bool:
    """Whether some place counts a few beside its parts."""
    parts: dict[str, int] = defaultdict(int)
    for place, count in counts.items():
        parts[parents.get(place, "")] += count
    return any(place in parts and 0 < count - parts[place] < SMALL for place, count in counts.items())
