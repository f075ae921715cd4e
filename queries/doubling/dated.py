"""A rule, its posts and the tree over a stretch of time: three queries, whatever the size and however long."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.model.codes import DataClass
from graph.store import Store
from guard.access import Access
from queries.ask import common
from queries.doubling.answer import RuleRow
from queries.doubling.ask import OUTREACHING, in_play, mixed
from queries.doubling.links import Near, Standing, linked, standings_below
from queries.doubling.posts import Held, Post
from queries.doubling.states import CERTAIN, Support
from queries.doubling.stretches import NEVER_BEGUN, NEVER_ENDED, Stretch, When, may_runs, without
from queries.doubling.tree import Target, Tree
from queries.rows import Rows, span_of
from queries.shapes import OrganizationRow, PostRow

TEXTS = ("doubling/dated_rule", "doubling/dated_posts", "doubling/dated_tree")
Successions = dict[str, list[tuple[str, Support]]]
"""A place → those that it took over from, with the support of that not having come yet."""


@dataclass(frozen=True, slots=True)
class Side:
    """A post type that is one of a rule's left or right ones, and when."""

    left: bool
    type: str
    stretch: Stretch


@dataclass(frozen=True, slots=True)
class Past:
    """What a rule is counted on over a stretch of time. ``sides`` are the rule's own dates."""

    rule: RuleRow
    sides: tuple[Side, ...]
    left: list[Post]
    right: list[Post]
    tree: Tree
    when: When
    rows: Rows
    successions: Successions
    withheld: bool

    @property
    def near(self) -> Near:
        """The look-up of linked right posts."""
        return linked(self.rule.linkage, self.left, self.right, self.tree, level=self.rule.ancestor_level)

    def counted(self) -> list[Target]:
        """The places of the counted kind in the area, whenever they are there, by code."""
        places = [t for t in self.tree.targets.values() if t.level == self.rule.counted_over and t.id in self.tree.seen]
        return sorted(places, key=lambda each: (each.code or "", each.id))

    def inside(self, place: str, within: str | None) -> tuple[Support, ...]:
        """The supports of a place being there and, if asked, within a place or one that this took over from."""
        if within is None:
            return self.tree.exists(place)
        found: list[Support] = []
        for root, before in self.lineage(within).items():
            ways = self.tree.exists(place) if root == place else self.tree.above(place).get(root, ())
            found += [way | each for way in ways for each in before]
        return tuple(dict.fromkeys(found))

    def standings(self, within: str | None) -> Iterator[Standing]:
        """Each left post at each of its places, or those below a place, or below one that this took over from."""
        if within is None:
            for post in self.left:
                yield from (Standing(post, target, post.stands | support) for target, support in post.places)
                yield from (Standing(post, None, post.stands | each) for each in self._nowhere(post))
            return
        lineage = self.lineage(within)
        for root, standings in standings_below(self.left, self.tree, lineage).items():
            for each in standings:
                yield from (each._replace(support=each.support | before) for before in lineage[root])

    def _nowhere(self, post: Post) -> list[Support]:
        """While its organization is there for nothing, a post stands by itself, and can share an organization."""
        covered = may_runs(self.when.of(support) for _, support in post.places)
        free = [] if post.own else without(covered)
        return [self.when.named(Stretch(a, a, b, b), "NOWHERE", post.row.id) for a, b in free]

    def lineage(self, place: str) -> dict[str, list[Support]]:
        """The place, and those that it took over from, directly or through others, while they had not merged."""
        found: dict[str, list[Support]] = {place: [CERTAIN]}
        waiting = [place]
        while waiting:
            new = waiting.pop()
            for old, before in self.successions.get(new, ()):
                if old not in found:
                    waiting.append(old)
                    found[old] = []
                found[old] += [each | before for each in found[new]] if old != place else []
        return found


async def past_of(
    store: Store,
    access: Access,
    *,
    texts: Mapping[str, str],
    rule: str,
    day: dt.date,
    stretch: tuple[dt.date, dt.date],
    standing: dt.date | None = None,
) -> Past | None:
    """All that a rule needs over ``stretch``, both days included; None where there is no such rule.

    ``standing``: a day on which a post type must be one of the rule's; else the rule's own dates count. Raises Refusal.
    """
    rows = Rows(access, day)
    params = common(access, day) | dict(zip(("since", "until"), stretch, strict=True))
    said = await store.read_one(texts[TEXTS[0]], {"rule": rule})
    if said is None:
        return None
    asked, sides = rows.row(RuleRow, said["rule"]), _sides(said["sides"], standing)
    found = await store.read_one(texts[TEXTS[1]], params | {"types": sorted({each.type for each in sides})})
    cells = found["posts"] if found else []
    tree = await store.read_one(texts[TEXTS[2]], params | in_play(cells, asked)) or {}
    when = When(stretch[0].isoformat(), stretch[1].isoformat())
    posts = [_post(each, rows, when) for each in cells]
    left, right = (list(_of_side(posts, sides, when, standing=standing, left=left)) for left in (True, False))
    if mixed(left, right):
        access.need(DataClass.RESIDENT)
    withheld = bool(found and found["hidden"]) and asked.linkage in OUTREACHING
    successions = _successions(tree.pop("successions", ()), when)
    return Past(asked, sides, left, right, _tree(tree, when), when, rows, successions, withheld)


def _sides(cells: Sequence[Sequence[Any]], standing: dt.date | None) -> tuple[Side, ...]:
    """A type that may be one of a rule's counts as one: whether the rule is in force is told beside the answer."""
    spans = [[part or at for part, at in zip(each[2:6], OPEN, strict=True)] for each in cells]
    sides = (Side(each[0], each[1], Stretch(*span)) for each, span in zip(cells, spans, strict=True))
    day = standing.isoformat() if standing else None
    return tuple(s for s in sides if day is None or s.stretch.may_begin <= day < s.stretch.may_end)


OPEN = (NEVER_BEGUN, NEVER_ENDED, NEVER_ENDED, NEVER_ENDED)


def _of_side(
    posts: Iterable[Post], sides: Iterable[Side], when: When, *, standing: dt.date | None, left: bool
) -> Iterator[Post]:
    supports: dict[str, set[Support]] = defaultdict(set)
    for side in sides:
        if side.left == left:
            begin, _, _, end = side.stretch
            support = CERTAIN if standing else when.named(Stretch(begin, begin, end, end), "SIDE", side.type)
            supports[side.type].add(support)
    for post in posts:
        for support in supports[post.type]:
            yield post if support is CERTAIN else replace(post, stands=post.stands | support)


def _post(cells: Sequence[Any], rows: Rows, when: When) -> Post:
    organization = rows.row(OrganizationRow, cells, 4)
    type_, volunteer, dates, own, targets, held = cells[8:]
    stands = when.support(dates[0], 0, "OF", cells[0]) | when.support(dates[1], 0, "IN", cells[0])
    limited = rows.access.area.communities is not None
    places = _places(cells[0] if own else organization.id, targets, when)
    holders = tuple(_held(cells[0], each, rows.day, when) for each in held)
    # In an area, a post is only seen while it is for something there; so, too, one without a place of its own.
    return Post(
        rows.row(PostRow, cells), organization, type_, volunteer, stands, own or limited, tuple(places), holders, ()
    )


def _places(owner: str, targets: Iterable[Sequence[Any]], when: When) -> Iterator[tuple[str, Support]]:
    """What a post is for, and when; something outside the area only while the post is for something in it, too."""
    found = [(each[0], when.support(each[3], 0, "AT", owner, each[0]), each[4]) for each in targets]
    inside = [support for _, support, seen in found if seen]
    for target, support, seen in found:
        yield from ((target, support | each) for each in ((CERTAIN,) if seen else inside))


def _held(post: str, cells: Sequence[Any], day: dt.date, when: When) -> Held:
    span = span_of(cells, 3)
    return Held(cells[0], cells[1], cells[2], span, span.on(day), when.support(cells, 3, "HOLDS", cells[0], post))


def _tree(columns: Mapping[str, Iterable[Sequence[Any]]], when: When) -> Tree:
    rows = [row for column in columns.values() for row in column]
    return Tree(
        {row[0]: Target(*row[:5]) for row in rows},
        frozenset(row[0] for row in rows if row[5]),
        {row[0]: [(tie[0], when.support(tie, 1, "LIES", row[0], tie[0])) for tie in row[6]] for row in rows},
    )


def _successions(cells: Iterable[Sequence[Any]], when: When) -> Successions:
    found: Successions = defaultdict(list)
    for new, old, earliest, latest in cells:
        before = Stretch(NEVER_BEGUN, NEVER_BEGUN, earliest or NEVER_BEGUN, latest or NEVER_ENDED)
        found[new].append((old, when.named(before, "BEFORE", new, old)))
    return found
