"""Over what time someone held both sides of a rule: pure, from the posts and the tree of a stretch of time.

At a counted place a person doubles while they hold a left post there and a right post linked to any left post there
(DOMAIN 4); counted over left holders, while they hold a left post and a right one linked to that.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from graph.model.nodes.doubling_rule import Linkage
from queries.doubling.count import rights_of
from queries.doubling.dated import Past
from queries.doubling.links import Near, Standing, standings_below
from queries.doubling.posts import Held, Post
from queries.doubling.stretches import Run, Stretch, When, common, may_runs, sure_runs, union
from queries.doubling.tree import Target


class Turn(NamedTuple):
    """Someone's holding of a post, while it counts on one side."""

    post: Post
    held: Held
    target: str | None
    stretch: Stretch


@dataclass(frozen=True, slots=True)
class Period:
    """A doubling from its first day to its last. ``sure`` are the days on which it is certain; none may be."""

    person: str
    place: Target | None
    may: Run
    sure: Run | None
    turns: tuple[Turn, ...]


Turns = dict[str, list[Turn]]
"""By person."""


def periods_at_places(past: Past, within: str | None) -> Iterator[Period]:
    """Every doubling at a counted place, by the codes of places."""
    places = {each.id: each for each in past.counted()}
    below, near = standings_below(past.left, past.tree, places), past.near
    for place in places.values():
        there = past.inside(place.id, within)
        if there:
            lefts = below.get(place.id, [])
            sides = _turns(lefts, past.when), _turns(rights_of(lefts, near), past.when)
            yield from _periods(place, [past.when.of(each) for each in there], *sides)


def periods_of_holders(past: Past, within: str | None) -> Iterator[Period]:
    """Every doubling of a left holder, by the codes of their left posts."""
    near, rights = past.near, dict[tuple[str, str | None], Turns]()
    pairs: dict[str, dict[str | None, tuple[list[Turn], list[Turn]]]] = defaultdict(dict)
    by_organization = past.rule.linkage is Linkage.SAME_ORGANIZATION
    for standing in sorted(past.standings(within), key=lambda each: each.post.row.code or ""):
        key = standing.post.row.id, standing.target
        found = rights[key] if key in rights else rights.setdefault(key, _turns_near(standing, near, past.when))
        for person, lefts in _turns([standing], past.when).items():
            if person in found:
                place = standing.post.organization.id if by_organization else standing.target
                both = pairs[person].setdefault(place, ([], []))
                both[0].extend(lefts)
                both[1].extend(found[person])
    for person, places in pairs.items():
        yield from _of_holder(person, list(places.values()))


def _of_holder(person: str, pairs: Iterable[tuple[list[Turn], list[Turn]]]) -> Iterator[Period]:
    found = [(*_overlap(lefts, rights), lefts, rights) for lefts, rights in pairs]
    may, sure = union(run for each in found for run in each[0]), union(run for each in found for run in each[1])
    turns = [turn for each in found for turn in (*each[2], *each[3])]
    yield from _told(person, None, may, sure, turns)


def _turns_near(left: Standing, near: Near, when: When) -> Turns:
    """Turns on the right side that are linked to one left post at one of its places."""
    linked = near(left.post, left.target)
    return _turns((each for each in linked if each.post.row.id != left.post.row.id), when)


def _turns(standings: Iterable[Standing], when: When) -> Turns:
    found: Turns = defaultdict(list)
    for standing in standings:
        for held in standing.post.holders:
            stretch = when.of(standing.support | held.support)
            if stretch.may_begin < stretch.may_end:
                found[held.person].append(Turn(standing.post, held, standing.target, stretch))
    return found


def _periods(place: Target, there: list[Stretch], lefts: Turns, rights: Turns) -> Iterator[Period]:
    exists = may_runs(there), union(each.sure for each in there)
    for person in [person for person in lefts if person in rights]:
        found = _overlap(lefts[person], rights[person])
        may, sure = (common(one, other) for one, other in zip(found, exists, strict=True))
        yield from _told(person, place, may, sure, [*lefts[person], *rights[person]])


def _overlap(lefts: list[Turn], rights: list[Turn]) -> tuple[list[Run], list[Run]]:
    """The days on which someone may hold both sides, and those on which they surely do. A post doubles no post with
    itself: only where one stands on both sides need each left post be looked at by itself.
    """
    shared = {each.post.row.id for each in lefts} & {each.post.row.id for each in rights}
    if not shared:
        one, other = [each.stretch for each in lefts], [each.stretch for each in rights]
        return common(may_runs(one), may_runs(other)), common(sure_runs(one), sure_runs(other))
    found = [
        _overlap([a for a in lefts if a.post.row.id == post], [b for b in rights if b.post.row.id != post])
        for post in {each.post.row.id for each in lefts}
    ]
    return union(run for each in found for run in each[0]), union(run for each in found for run in each[1])


def _told(person: str, place: Target | None, may: list[Run], sure: list[Run], turns: list[Turn]) -> Iterator[Period]:
    for run in may:
        inside: list[Run | None] = [each for each in sure if run[0] <= each[0] and each[1] <= run[1]]
        proof = {(each.post.row.id, id(each.held)): each for each in turns if _meets(each, run)}
        for certain in inside or [None]:
            yield Period(person, place, run, certain, tuple(proof.values()))


def _meets(turn: Turn, run: Run) -> bool:
    return turn.stretch.may_begin < run[1] and turn.stretch.may_end > run[0]
