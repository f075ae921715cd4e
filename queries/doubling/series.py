"""A rule's rate on many days at once: a day is a bit, so that every day's case costs one operation on numbers.

A place is certainly doubled on a day if every fact behind one of its doublings is certain on that day, and possibly if
every such fact is possible: what ``states.place_states`` finds by walking worlds comes to that for DOUBLED alone, and
a test holds the two against each other. Facts are the engine's own supports, found by its own linkages.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import NamedTuple

from graph.model.nodes.doubling_rule import Linkage
from queries.doubling.answer import Rate
from queries.doubling.count import rights_of
from queries.doubling.dated import Past
from queries.doubling.links import Standing, standings_below
from queries.doubling.states import Support
from queries.doubling.stretches import Run


class Days(NamedTuple):
    """The days on which something may be so, and those on which it surely is, as bits."""

    may: int
    sure: int

    def or_(self, other: "Days") -> "Days":
        """Where either is so."""
        return Days(self.may | other.may, self.sure | other.sure)

    def and_(self, other: "Days") -> "Days":
        """Where both are so."""
        return Days(self.may & other.may, self.sure & other.sure)


NO_DAYS = Days(0, 0)


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted place or left holder: when it is there, when it is doubled, and when it lies in which groups."""

    there: Days
    doubled: Days
    groups: dict[str, int]


@dataclass(slots=True)
class Calendar:
    """The days of a series, in order, and which of them each support holds on."""

    past: Past
    days: Sequence[str]
    known: dict[Support, Days] = field(default_factory=dict)

    def of(self, support: Support) -> Days:
        """The days on which all of the support's facts hold."""
        if support not in self.known:
            stretch = self.past.when.of(support)
            self.known[support] = Days(self.bits(stretch.may), self.bits(stretch.sure))
        return self.known[support]

    def any(self, supports: Iterable[Support]) -> Days:
        """The days on which one of them holds."""
        return reduce(Days.or_, map(self.of, supports), NO_DAYS)

    def bits(self, run: Run) -> int:
        """The days of a run."""
        first, last = bisect_left(self.days, run[0]), bisect_left(self.days, run[1])
        return (1 << last) - (1 << first) if first < last else 0

    @property
    def in_force(self) -> Days:
        """The days of the rule itself: it is in force if it has a type on either side."""
        left, right = (
            reduce(
                Days.or_,
                (Days(self.bits(s.stretch.may), self.bits(s.stretch.sure)) for s in self.past.sides if s.left == side),
                NO_DAYS,
            )
            for side in (True, False)
        )
        return left.and_(right)


def counted_places(calendar: Calendar, *, within: str | None, by: str | None) -> Iterator[Counted]:
    """Every counted place that is there on one of the days."""
    past = calendar.past
    places = {each.id for each in past.counted()}
    below, near, level = standings_below(past.left, past.tree, places), past.near, Grouping(calendar, by)
    for place in places:
        there = calendar.any(past.inside(place, within))
        if there.may:
            lefts = below.get(place, [])
            holders = _holders(lefts, calendar)
            rights = _holders(rights_of(lefts, near), calendar, among=holders.keys()) if holders else {}
            yield Counted(there, _doubled(holders, rights).and_(there), level.of(place, there.may))


def counted_holders(calendar: Calendar, *, within: str | None, by: str | None) -> Iterator[Counted]:
    """Every left holder of one of the days."""
    past, level = calendar.past, Grouping(calendar, by)
    near, reached = past.near, dict[str | None, dict[str, list[tuple[str, Days]]]]()
    by_organization = past.rule.linkage is Linkage.SAME_ORGANIZATION
    there: dict[str, Days] = defaultdict(lambda: NO_DAYS)
    doubled: dict[str, Days] = defaultdict(lambda: NO_DAYS)
    groups: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for left in past.standings(within):
        days = calendar.of(left.support)
        key = left.post.organization.id if by_organization else left.target
        if key not in reached:
            reached[key] = _holders(near(left.post, left.target), calendar)
        for held in left.post.holders:
            held_on = days.and_(calendar.of(held.support))
            there[held.person] = there[held.person].or_(held_on)
            for post, right in reached[key].get(held.person, ()):
                if post != left.post.row.id:
                    doubled[held.person] = doubled[held.person].or_(held_on.and_(right))
            if left.target:
                for place, bits in level.of(left.target, held_on.may).items():
                    groups[held.person][place] |= bits
    for person, days in there.items():
        if days.may:
            yield Counted(days, doubled[person].and_(days), groups[person])


def _holders(
    standings: Iterable[Standing], calendar: Calendar, *, among: Iterable[str] | None = None
) -> dict[str, list[tuple[str, Days]]]:
    """Who holds one of the posts, and when: by person, with the post."""
    wanted = None if among is None else set(among)
    found: dict[str, list[tuple[str, Days]]] = defaultdict(list)
    for standing in standings:
        days = calendar.of(standing.support)
        for held in standing.post.holders if days.may else ():
            if wanted is None or held.person in wanted:
                on = days.and_(calendar.of(held.support))
                if on.may:
                    found[held.person].append((standing.post.row.id, on))
    return found


def _doubled(lefts: dict[str, list[tuple[str, Days]]], rights: dict[str, list[tuple[str, Days]]]) -> Days:
    pairs = ((one, other) for person in rights for one in lefts[person] for other in rights[person])
    return reduce(Days.or_, (one[1].and_(other[1]) for one, other in pairs if one[0] != other[0]), NO_DAYS)


@dataclass(slots=True)
class Grouping:
    """The places of a level that others lie in: a certain one leaves no room for a possible one (``count._groups``)."""

    calendar: Calendar
    by: str | None
    known: dict[str, dict[str, int]] = field(default_factory=dict)

    def of(self, place: str, days: int) -> dict[str, int]:
        """The groups of a place, with the days on which it counts in each."""
        if self.by is None:
            return {}
        if place not in self.known:
            self.known[place] = self._groups(place)
        return {group: bits & days for group, bits in self.known[place].items()}

    def _groups(self, place: str) -> dict[str, int]:
        tree = self.calendar.past.tree
        above = {node: ways for node, ways in tree.above(place).items() if node in tree.targets}
        ways = {n: self.calendar.any(w) for n, w in above.items() if tree.targets[n].level == self.by}
        sure = reduce(int.__or__, (each.sure for each in ways.values()), 0)
        return {node: days.sure | (days.may & ~sure) for node, days in ways.items()}


def rates(counted: Iterable[tuple[Counted, int]], days: int) -> list[Rate]:
    """The rate of each of so many days, over what is counted on those days that are its bits."""
    columns = [[0] * days for _ in range(4)]
    times = Counter(
        tuple(bits & on for bits in (c.doubled.sure & c.there.sure, c.doubled.may, c.there.sure, c.there.may))
        for c, on in counted
    )
    for numbers, many in times.items():
        for column, bits in zip(columns, numbers, strict=True):
            _add(column, bits, many)
    return [Rate(*each) for each in zip(*columns, strict=True)]


def _add(column: list[int], bits: int, many: int) -> None:
    while bits:
        low = bits & -bits
        column[low.bit_length() - 1] += many
        bits ^= low
