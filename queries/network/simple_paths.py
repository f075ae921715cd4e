"""All ways from one node to another: both balls of half the length first, then the paths within them."""

from collections import defaultdict, deque
from collections.abc import Iterator

from queries.network.ties import Around, Tie

Ties = dict[str, dict[str, Tie]]
"""The tie shown between two nodes, by its nearer end and its far one."""


async def ball(walk: Around, ends: tuple[str, str], *, longest: int) -> Ties:
    """Every tie on a path of at most ``longest`` steps, and others. Queries: half the length."""
    found: Ties = defaultdict(dict)
    frontiers, known = [{ends[0]}, {ends[1]}], [set[str](), set[str]()]
    reach = (longest - longest // 2, longest // 2)
    for step in range(reach[0]):
        going = [side for side in (0, 1) if step < reach[side]]
        for side in going:
            known[side] |= frontiers[side]
        ties = await walk.of(set().union(*(frontiers[side] for side in going)))
        _add(found, ties)
        for side in going:
            frontiers[side] = {t.far for t in ties if t.near in frontiers[side] and t.far not in known[side]}
    return found


def paths_in(ties: Ties, start: str, end: str, *, longest: int) -> Iterator[list[Tie]]:
    """Every path without a node twice, the shortest first; of one length, in the order of ids."""
    left = _distances(ties, end)
    for length in range(1, longest + 1):
        yield from _paths(ties, [], {start}, start, end=end, more=length, left=left)


def _paths(
    ties: Ties, so_far: list[Tie], passed: set[str], here: str, *, end: str, more: int, left: dict[str, int]
) -> Iterator[list[Tie]]:
    if here == end:
        if not more:
            yield so_far
        return
    for far in sorted(ties.get(here, ())):
        if far not in passed and left.get(far, more) <= more - 1:
            step = ties[here][far]
            yield from _paths(ties, [*so_far, step], passed | {far}, far, end=end, more=more - 1, left=left)


def _distances(ties: Ties, end: str) -> dict[str, int]:
    """How far each node is from the end."""
    found, waiting = {end: 0}, deque([end])
    while waiting:
        here = waiting.popleft()
        for far in ties.get(here, ()):
            if far not in found:
                found[far] = found[here] + 1
                waiting.append(far)
    return found


def _add(found: Ties, ties: list[Tie]) -> None:
    for tie in ties:
        for each in (tie, turned(tie)):
            shown = found[each.near].get(each.far)
            if shown is None or each.order < shown.order:
                found[each.near][each.far] = each


def turned(tie: Tie) -> Tie:
    """The same tie, seen from its other end. What its far end then is, is not known of it."""
    return Tie(tie.far, tie.kind, not tie.forward, tie.near, tie.label, "", False, tie.dates)
