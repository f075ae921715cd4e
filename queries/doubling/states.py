"""Which states are possible when some facts are only possibly true: pure, and without enumerating 2ⁿ worlds.

A *support* is the set of merely possible facts that must be true for something to hold; the empty one is certain. A
world is a set of possible facts that are true in it, so a thing holds in a world that contains one of its supports.

Every state says that some things hold (a left post, a holder …) and that others do not. More facts never undo the
first kind, and fewer never make the second kind. So if a state is possible at all, it is the state of the smallest
world in which its first kind holds: the union of one support of the left side and one of the right. Trying those
unions is exact, also when posts share facts, such as one coverage or one edge of the tree.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from graph.model.codes import Codes

Fact = tuple[str, ...]
Support = frozenset[Fact]

CERTAIN: Support = frozenset()


class State(Codes):
    """What a counted place, or a left holder, is."""

    NO_LEFT_POST = "no_left_post", "未设左岗", "No left post recorded"
    NO_RIGHT_POST = "no_right_post", "未设右岗", "No linked right post recorded"
    DOUBLED = "doubled", "一肩挑", "Doubled"
    SPLIT = "split", "分任", "Split"
    LEFT_VACANT = "left_vacant", "左岗空缺", "Left vacant"
    RIGHT_VACANT = "right_vacant", "右岗空缺", "Right vacant"
    BOTH_VACANT = "both_vacant", "两岗皆缺", "Both vacant"
    SINGLE = "single", "单任", "Single"
    UNCERTAIN = "uncertain", "不确定", "Uncertain"


class Holding(NamedTuple):
    """Someone holds a post, if the facts of ``support`` are true."""

    person: str
    post: str
    support: Support


@dataclass(frozen=True, slots=True)
class Case:
    """One counted place: supports of its left posts and of the right posts linked to them, and who holds them."""

    lefts: Collection[Support]
    links: Collection[Support]
    left: Collection[Holding]
    right: Collection[Holding]


@dataclass(frozen=True, slots=True)
class Identities:
    """Pairs of persons that may be one and await judgement: none yet, until duplicates are found and judged."""

    pairs: frozenset[frozenset[str]] = frozenset()

    def same(self, one: str, other: str) -> Support | None:
        """What must be true for the two to be one person; None when they are not."""
        if one == other:
            return CERTAIN
        pair = frozenset((one, other))
        return frozenset({("SAME", *sorted(pair))}) if pair in self.pairs else None


JUDGED = Identities()


def place_states(case: Case, identities: Identities = JUDGED) -> frozenset[State]:
    """Every state that the place may be in."""
    doubles = [support for _, support in doublings(case, identities)]
    some_left = {CERTAIN, *case.lefts, *(each.support for each in case.left)}
    some_right = {CERTAIN, *case.links, *(each.support for each in case.right)}
    worlds = {one | other for one in some_left for other in some_right} | set(doubles)
    return frozenset(_state_in(case, doubles, world) for world in worlds)


def holder_states(lefts: Iterable[Support], doubles: Collection[Support]) -> frozenset[State]:
    """Every state of a left holder; ``lefts`` support that they are one, ``doubles`` that they double."""
    worlds = {left | double for left in lefts for double in (CERTAIN, *doubles)}
    return frozenset(State.DOUBLED if _holds(doubles, world) else State.SINGLE for world in worlds)


def told(states: frozenset[State]) -> State:
    """The one state, or that it is not certain."""
    return next(iter(states)) if len(states) == 1 else State.UNCERTAIN


def doublings(case: Case, identities: Identities = JUDGED) -> list[tuple[str, Support]]:
    """Who holds a left post and another, linked right post: each person with each support of it."""
    found: list[tuple[str, Support]] = []
    for left in case.left:
        for right in case.right:
            same = identities.same(left.person, right.person)
            if same is not None and left.post != right.post:
                found.append((left.person, left.support | right.support | same))
    return found


def _state_in(case: Case, doubles: Collection[Support], world: Support) -> State:
    if not _holds(case.lefts, world):
        return State.NO_LEFT_POST
    if not _holds(case.links, world):
        return State.NO_RIGHT_POST
    if _holds(doubles, world):
        return State.DOUBLED
    left = any(each.support <= world for each in case.left)
    right = any(each.support <= world for each in case.right)
    return _VACANCY[left, right]


_VACANCY = {
    (True, True): State.SPLIT,
    (False, True): State.LEFT_VACANT,
    (True, False): State.RIGHT_VACANT,
    (False, False): State.BOTH_VACANT,
}


def _holds(supports: Iterable[Support], world: Support) -> bool:
    return any(support <= world for support in supports)
