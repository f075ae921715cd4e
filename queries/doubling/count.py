"""Counting a rule over its places, or over its left holders: the cases, each made into a finding."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from graph.model.codes import DataClass
from graph.model.dates import Certainty
from graph.model.nodes.doubling_rule import CountedOver
from queries.doubling.answer import Doubler, Finding, RuleRow, Seats
from queries.doubling.links import Near, Standing, linked, standings_below
from queries.doubling.posts import Appointment, Held, Post, appointment
from queries.doubling.since import in_chain, later, unbroken
from queries.doubling.states import CERTAIN, Case, Holding, Support, doublings, holder_states, place_states, told
from queries.doubling.tree import Target, Tree, fewest
from queries.rows import Rows


@dataclass(frozen=True, slots=True)
class Counting:
    """Everything a count needs: the rule, the posts of both sides, the day's tree, and where to count."""

    rule: RuleRow
    left: list[Post]
    right: list[Post]
    tree: Tree
    rows: Rows
    within: str | None
    by: str | None

    @property
    def near(self) -> Near:
        """The look-up of linked right posts."""
        return linked(self.rule.linkage, self.left, self.right, self.tree, level=self.rule.ancestor_level)

    def findings(self) -> list[Finding]:
        """A finding for every counted place, or every left holder, in the order of codes or names."""
        near = self.near
        if self.rule.counted_over is CountedOver.LEFT_HOLDER:
            return _of_holders(self, near)
        return _of_places(self, near)


def _of_places(count: Counting, near: Near) -> list[Finding]:
    places = [each for each in count.tree.targets.values() if each.level == count.rule.counted_over]
    below = standings_below(count.left, count.tree, {each.id for each in places})
    found = []
    for place in sorted(places, key=lambda each: (each.code or "", each.id)):
        exists = inside(count, place.id)
        if exists and place.id in count.tree.seen:
            found.append(_of_place(count, place, exists, below.get(place.id, []), near))
    return found


def inside(count: Counting, place: str) -> tuple[Support, ...]:
    """The supports of a place being there on the day and, if asked, within the place asked about."""
    if count.within in (None, place):
        return count.tree.exists(place)
    return count.tree.above(place).get(count.within, ())


def _of_place(
    count: Counting, place: Target, exists: tuple[Support, ...], lefts: list[Standing], near: Near
) -> Finding:
    rights = list(rights_of(lefts, near))
    case = Case(
        fewest(each.support for each in lefts),
        fewest(each.support for each in rights),
        _holdings(lefts),
        _holdings(rights),
    )
    states = place_states(case)
    people = _sure(doublings(case))
    return Finding(
        place,
        None,
        _certainty(exists),
        told(states),
        tuple(sorted(states)),
        _appointments(lefts, count),
        _appointments(rights, count),
        tuple(_doubler(count, person, sure, lefts, rights) for person, sure in people.items()),
        _seats(lefts),
        _seats(rights),
        _targets(count, chain(lefts, rights)),
        _groups(count, [place.id]),
    )


def rights_of(lefts: list[Standing], near: Near) -> Iterator[Standing]:
    """The right posts linked to any of ``lefts``, each once a support. A post is never linked to itself."""
    known: set[tuple[str, str | None, Support]] = set()
    for left in lefts:
        for right in near(left.post, left.target):
            support = left.support | right.support
            key = (right.post.row.id, right.target, support)
            if right.post.row.id != left.post.row.id and key not in known:
                known.add(key)
                yield Standing(right.post, right.target, support)


def _of_holders(count: Counting, near: Near) -> list[Finding]:
    held: dict[str, list[tuple[Standing, Held]]] = defaultdict(list)
    for standing in left_standings(count):
        for each in standing.post.holders:
            held[each.person].append((standing, each))
    ordered = sorted(held.items(), key=_by_post if _masks(count) else _by_name)
    return [_of_holder(count, person, standings, near) for person, standings in ordered]


def _masks(count: Counting) -> bool:
    volunteers = any(post.volunteer for post in count.left)
    return volunteers and not count.rows.access.sees(DataClass.RESIDENT)


def _by_name(item: tuple[str, list[tuple[Standing, Held]]]) -> tuple[str, str]:
    return item[1][0][1].name or "", item[0]


def _by_post(item: tuple[str, list[tuple[Standing, Held]]]) -> tuple[str, str]:
    """An order that does not tell a name which is withheld."""
    return item[1][0][0].post.row.code or "", item[0]


def left_standings(count: Counting) -> Iterable[Standing]:
    """Each left post at each of its places; one without a place stands by itself, and can share an organization."""
    if count.within is not None:
        return standings_below(count.left, count.tree, {count.within}).get(count.within, ())
    return [standing for post in count.left for standing in _everywhere(post)]


def _everywhere(post: Post) -> list[Standing]:
    at = [Standing(post, target, post.stands | support) for target, support in post.places]
    return at or [Standing(post, None, support) for support in post.present]


def _of_holder(count: Counting, person: str, held: list[tuple[Standing, Held]], near: Near) -> Finding:
    lefts = [standing for standing, _ in held]
    reached = [
        Standing(right.post, right.target, left.support | one.support | right.support | two.support)
        for left, one in held
        for right in near(left.post, left.target)
        if right.post.row.id != left.post.row.id
        for two in right.post.holders
        if two.person == person
    ]
    exists = fewest(left.support | one.support for left, one in held)
    doubles = fewest(each.support for each in reached)
    states = holder_states(exists, doubles)
    certainty = {person: _certainty(doubles)} if doubles else {}
    volunteer = all(each.post.volunteer for each in lefts)
    holder = count.rows.holder(person, held[0][1].name, volunteer)
    return Finding(
        None,
        holder,
        _certainty(exists),
        told(states),
        tuple(sorted(states)),
        _appointments(lefts, count, person),
        _appointments(reached, count, person),
        tuple(_doubler(count, who, sure, lefts, reached) for who, sure in certainty.items()),
        _seats(lefts),
        _seats(reached),
        _targets(count, chain(lefts, reached)),
        _groups(count, [each.target for each in lefts if each.target]),
    )


def _holdings(standings: Iterable[Standing]) -> list[Holding]:
    found = {
        Holding(each.person, standing.post.row.id, standing.support | each.support)
        for standing in standings
        for each in standing.post.holders
    }
    return sorted(found, key=lambda each: (each.person, each.post, len(each.support)))


def _sure(found: Iterable[tuple[str, Support]]) -> dict[str, Certainty]:
    supports: dict[str, list[Support]] = defaultdict(list)
    for person, support in found:
        supports[person].append(support)
    return {person: _certainty(each) for person, each in supports.items()}


def _certainty(supports: Iterable[Support]) -> Certainty:
    return Certainty.YES if CERTAIN in supports else Certainty.POSSIBLY


def _posts(standings: Iterable[Standing]) -> list[Post]:
    return list({each.post.row.id: each.post for each in standings}.values())


def _appointments(standings: Iterable[Standing], count: Counting, person: str | None = None) -> tuple[Appointment, ...]:
    return tuple(
        appointment(post, held, count.rows)
        for post in _posts(standings)
        for held in post.holders
        if person in (None, held.person)
    )


def _doubler(
    count: Counting, person: str, certainty: Certainty, lefts: list[Standing], rights: list[Standing]
) -> Doubler:
    day = count.rows.day
    sides = [_side(person, lefts, day), _side(person, rights, day)]
    spans = [[held.span for _, held in side] for side in sides]
    since = later(*(unbroken(each, day) for each in spans))
    proof = [
        appointment(post, held, count.rows)
        for side, known in zip(sides, spans, strict=True)
        for post, held in sorted(side, key=lambda each: str(each[1].span.since_earliest))
        if in_chain(held.span, known, day)
    ]
    return Doubler(proof[0].holder, certainty, since, tuple(proof))


def _side(person: str, standings: list[Standing], day: dt.date) -> list[tuple[Post, Held]]:
    return [(post, held) for post in _posts(standings) for held in post.held_by(person, day)]


def _seats(standings: Iterable[Standing]) -> Seats:
    posts = _posts(standings)
    sure = {post.row.id: sum(held.certainty is Certainty.YES for held in post.holders) for post in posts}
    return Seats(
        sum(post.row.seats for post in posts),
        sum(max(0, post.row.seats - len(post.holders)) for post in posts),
        sum(max(0, post.row.seats - sure[post.row.id]) for post in posts),
    )


def _targets(count: Counting, standings: Iterable[Standing]) -> tuple[Target, ...]:
    wanted = {each.target: None for each in standings if each.target}
    return tuple(count.tree.targets[each] for each in wanted if each in count.tree.targets)


def _groups(count: Counting, places: Iterable[str]) -> tuple[str, ...]:
    """The places of the wanted level in which ``places`` lie; a certain one leaves no room for a possible one."""
    found: dict[str, None] = {}
    for place in places if count.by else ():
        ways = {k: v for k, v in count.tree.above(place).items() if _is_level(count, k)}
        sure = [each for each, supports in ways.items() if CERTAIN in supports]
        found |= dict.fromkeys(sure or ways)
    return tuple(found)


def _is_level(count: Counting, place: str) -> bool:
    target = count.tree.targets.get(place)
    return target is not None and target.level == count.by
