"""Whether a way that is not shown could lead through somebody who is not told of.

Whoever holds a post that the caller is not told about (outside the area, or a volunteer's without the class) may hold
any other such post too, and may be anybody. So it is said that something was withheld when two such posts, or one and
a holder who is told, stand so near to the two ends that a shorter way through them is thinkable. Who holds them, and
whether anybody does, is not looked at: otherwise asking from a person to a volunteer's post would name the volunteer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from queries.network.closed_list import NodeKind
from queries.network.ties import Around, Tie

FAR = 99
"""A distance that no path has."""
WIDE = 5_000
"""So many nodes at once are not walked on from: that something may be withheld is said without looking further."""


@dataclass(slots=True)
class _Side:
    """What is known around one end: how far the nearest untold post is, and the nearest holder who is told."""

    frontier: set[str]
    known: set[str] = field(default_factory=set)
    post: int = FAR
    person: int = FAR

    def take(self, ties: Iterable[Tie], distance: int) -> None:
        """Go one step on."""
        self.known |= self.frontier
        reached = [tie for tie in ties if tie.near in self.frontier and tie.far not in self.known]
        if self.post == FAR and any(tie.untold for tie in reached):
            self.post = distance
        if self.person == FAR and any(tie.label is NodeKind.PERSON for tie in reached):
            self.person = distance
        self.frontier = {tie.far for tie in reached}

    def least(self, walked: int) -> tuple[int, int]:
        """The least that both distances can be: what was not met lies further than was walked."""
        after = walked + 1 if self.frontier else FAR
        return min(self.post, after), min(self.person, after)


async def withheld_on_the_way(
    walk: Around, ends: tuple[str, str], *, untold: frozenset[str], people: frozenset[str], length: int
) -> bool:
    """Whether a way of fewer than ``length`` steps could lead through somebody who is not told of.

    ``untold`` and ``people``: which of the ends is such a post, and which a holder who is told. A query a step.
    """
    sides = tuple(
        _Side({each}, post=0 if each in untold else FAR, person=0 if each in people else FAR) for each in ends
    )
    for walked in range(length + 1):
        if _shortest([(s.post, s.person) for s in sides]) < length:
            return True
        if _shortest([s.least(walked) for s in sides]) >= length:
            return False
        if sum(len(s.frontier) for s in sides) > WIDE:
            return True
        ties = await walk.of(sides[0].frontier | sides[1].frontier)
        for side in sides:
            side.take(ties, walked + 1)
    return False


def _shortest(distances: list[tuple[int, int]]) -> int:
    """The length of the shortest thinkable way: from a post to its holder is one step, to a holder themselves none."""
    (post_a, person_a), (post_b, person_b) = distances
    return min(post_a + 1 + post_b + 1, post_a + 1 + person_b, person_a + post_b + 1)
