"""Doublings in time, their gaps, vacancies, many posts and who leaves, worked out from the ledgers day by day."""

import datetime as dt
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

from graph.model.dates import Certainty
from graph.model.nodes.place import Level
from queries.doubling import Rate
from queries.doubling_gaps import doubling_gaps
from queries.doubling_periods import doubling_periods
from queries.doubling_rate import doubling_rate
from queries.doubling_series import doubling_series
from queries.if_leaves import if_leaves
from queries.many_posts import many_posts
from queries.vacancies import PlaceKind, vacancies
from tests.oracle.asking import ACCESS, Both, Compared, bag
from tests.oracle.books import on
from tests.oracle.district import path_up
from tests.oracle.doubling import Post, _Rule

EVERY = 7
"""Of 120 months every so many are worked out again."""
LOOKED_AT = (
    ("building_head", "楼栋", PlaceKind.BUILDING),
    ("building_party_leader", "楼栋", PlaceKind.BUILDING),
    ("micro_grid_head", "微网格", PlaceKind.MICRO_GRID),
    ("grid_post", "网格", PlaceKind.GRID),
    ("branch_secretary", "网格", PlaceKind.GRID),
    ("two_committee_member", "村居", PlaceKind.COMMUNITY),
    ("owners_director", "小区", PlaceKind.COMPOUND),
)
HOLDER_IDS = """MATCH (p:Person)-[:HOLDS]->(post:Post) RETURN post.code AS post, p.name AS name, p.id AS id"""


async def rates(both: Both) -> AsyncIterator[Compared]:
    """Each rule's rate without names, as a whole and by town."""
    for rule in both.district.books["一肩挑规则表"].to_dicts():
        answer = await doubling_rate(both.store, ACCESS, rule=rule["code"], by=Level.TOWN, as_of=both.day)
        worked = _Rule(both, rule)
        states = worked.states()
        got = answer and (_rate(answer.rate), {each.place.code: _rate(each.rate)[:2] for each in answer.groups})
        yield Compared("doubling_rate", rule["code"], (_counted(states), worked.rates(states)), got)


def _rate(rate: Rate) -> tuple[int, int, int]:
    return rate.certainly, rate.possibly, rate.total_possibly


def _counted(states: dict[str, Any]) -> tuple[int, int, int]:
    """Certainly and possibly doubled, of how many."""
    certain = sum(told[0] == ["doubled"] for told in states.values())
    return certain, sum("doubled" in told[0] for told in states.values()), len(states)


async def in_time(both: Both) -> AsyncIterator[Compared]:
    """Each rule's series, and its periods, against the rule worked out anew on single days."""
    for rule in both.district.books["一肩挑规则表"].to_dicts():
        series = await doubling_series(both.store, ACCESS, rule=rule["code"], until=both.day)
        past = await doubling_periods(both.store, ACCESS, rule=rule["code"], as_of=both.day)
        for month in (series.months if series else ())[::-EVERY]:
            try:
                states = _Rule(replace(both, day=month.day), rule).states()
            except ValueError:  # the tree is open on that day
                continue
            yield Compared(f"series {rule['code']}", str(month.day), _counted(states), _rate(month.rate))
            who = bag(doubler for told in states.values() for doubler in told[1])
            yield Compared(f"periods {rule['code']}", str(month.day), who, _held_on(past, month.day))


def _held_on(past: Any, day: dt.date) -> list[Any]:
    spans = [(each.holder.name, each.dated.span) for each in past.periods]
    return bag(
        (name, (str(span.since_earliest), str(span.since_latest)))
        for name, span in spans
        if span.on(day) is Certainty.YES
    )


async def gaps(both: Both) -> AsyncIterator[Compared]:
    """Each rule's left holders without a right post, and right places without a left holder."""
    for rule in both.district.books["一肩挑规则表"].to_dicts():
        answer = await doubling_gaps(both.store, ACCESS, rule=rule["code"], as_of=both.day)
        worked = _Rule(both, rule | {"over": "左岗任职者"})
        alone = bag((about.split("|")[0], told[0]) for about, told in worked.states().items() if told[0] != ["doubled"])
        got = answer and bag((e.holder and e.holder.name, [s.value for s in e.possible]) for e in answer.holders)
        yield Compared(f"gaps {rule['code']}", "holders", alone, got)
        places = answer and bag((e.place.code, e.undoubled.value) for e in answer.places)
        yield Compared(f"gaps {rule['code']}", "places", bag(_undoubled(worked)), places)


def _undoubled(rule: _Rule) -> Iterator[tuple[str, str]]:
    doubled: dict[str, set[bool]] = defaultdict(set)
    for _, right, certain in _pairs(rule):
        for place in right.places:
            doubled[place].add(certain)
    for place in {place for post in rule.right for place in post.places if place in rule.tree}:
        if True not in doubled[place]:
            yield place, "possibly" if doubled[place] else "yes"


def _pairs(rule: _Rule, person: str | None = None) -> Iterator[tuple[Post, Post, bool]]:
    """Linked posts of one holder, and whether all of it is certain."""
    for left in rule.left:
        for who, sure in left.holders:
            for right in rule.right_of.get(who, ()) if person in (None, who) else ():
                if rule._linked(left, right):
                    certain = left.sure and right.sure and sure and (who, True) in right.holders
                    yield left, right, certain


async def empty(both: Both) -> AsyncIterator[Compared]:
    """Places of a kind for which nobody holds a post of a type."""
    ids = await both.ids("PostType")
    tree, levels = both.district.tree(both.day), both.district.levels()
    kinds = levels | dict.fromkeys(both.district.books["小区台账"]["code"], "小区")
    kinds |= dict.fromkeys(both.district.books["楼栋台账"]["code"], "楼栋")
    rule = both.district.books["一肩挑规则表"].to_dicts()[0]
    for type_, kind, asked in LOOKED_AT:
        posts: dict[str, list[Post]] = defaultdict(list)
        for post in _Rule(both, rule | {"left": type_}).left:
            for place in post.places:
                posts[place].append(post)
        there = [code for code, each in kinds.items() if each == kind and code in tree]
        expected = bag(row for code in there if (row := _vacant(code, posts.get(code, []))))
        answer = await vacancies(both.store, ACCESS, post_type=ids[type_], kind=asked, as_of=both.day)
        got = answer and bag((e.place.code, e.vacant.value, e.recorded.value) for e in answer.vacancies)
        total = answer and answer.total
        yield Compared("vacancies", f"{type_} {kind}", (len(there), expected), (total, got))


def _vacant(code: str, posts: list[Post]) -> tuple[str, str, str] | None:
    if any(post.sure and any(sure for _, sure in post.holders) for post in posts):
        return None
    recorded = "yes" if any(post.sure for post in posts) else "possibly" if posts else "no"
    return code, "possibly" if any(post.holders for post in posts) else "yes", recorded


class _Held:
    """Posts of the day by person: code → whether it is certain."""

    def __init__(self, both: Both) -> None:
        self.posts = {row["code"]: row for row in on(both.district.posts, both.day).to_dicts()}
        self.by_person: dict[str, dict[str, bool]] = defaultdict(dict)
        for row in on(both.district.holds, both.day).to_dicts():
            if row["post"] in self.posts:
                sure = row["sure"] and self.posts[row["post"]]["sure"]
                self.by_person[row["who"]][row["post"]] = self.by_person[row["who"]].get(row["post"], False) or sure


async def many(both: Both) -> AsyncIterator[Compared]:
    """Who holds two, three and four posts at once."""
    rule = _Rule(both, both.district.books["一肩挑规则表"].to_dicts()[0])
    held = _Held(both).by_person
    for least in (2, 3, 4):
        answer = await many_posts(both.store, ACCESS, at_least=least, as_of=both.day)
        expected = bag(
            (rule._who(who), sum(posts.values()), sorted(posts)) for who, posts in held.items() if len(posts) >= least
        )
        got = answer and bag((e.holder.name, e.certainly, [p.post.code for p in e.posts]) for e in answer.holders)
        yield Compared("many_posts", str(least), expected, got)


async def leaving(both: Both) -> AsyncIterator[Compared]:
    """Some of those who hold a post: what they would leave."""
    rules = [_Rule(both, rule) for rule in both.district.books["一肩挑规则表"].to_dicts()]
    held, levels = _Held(both), both.district.levels()
    ids = {(r["post"], r["name"]): r["id"] for r in await both.store.read(HOLDER_IDS)}
    everyone: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for who, posts in held.by_person.items():
        for code, sure in posts.items():
            for place in _places(held.posts[code], rules[0]):
                everyone[place].append((who, sure))
    for who in both.some(sorted(held.by_person)):
        posts = held.by_person[who]
        answer = await if_leaves(both.store, ACCESS, person=ids[min(posts), rules[0]._who(who)], as_of=both.day)
        grids = {p for code in posts for p in _places(held.posts[code], rules[0]) if levels.get(p) == "网格"}
        bare = {p for p in grids if not any(sure for other, sure in everyone[p] if other != who)}
        lost = {(r.rule["code"], place) for r in rules for place in _lost(r, who)}
        got = answer and (
            {each.appointment.post.code for each in answer.posts},
            {each.place.code for each in answer.grids},
            {(each.rule.code, each.place.code if each.place else None) for each in answer.doublings},
        )
        yield Compared("if_leaves", min(posts), (set(posts), bare, lost), got)


def _places(post: dict[str, Any], rule: _Rule) -> list[str]:
    own = [post[each] for each in ("place", "compound", "building") if post[each]]
    return own or sorted(rule.cover.get(post["organization"], ()))


def _lost(rule: _Rule, who: str) -> Iterator[str | None]:
    levels = rule.both.district.levels() | dict.fromkeys(rule.both.district.books["小区台账"]["code"], "小区")
    for left, _, _ in _pairs(rule, who):
        above = {up for place in left.places for up in path_up(rule.tree, place)}
        yield from (
            [None] if rule.rule["over"] == "左岗任职者" else [up for up in above if levels.get(up) == rule.rule["over"]]
        )
