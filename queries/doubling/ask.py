"""Asking a doubling rule: three queries whatever the size, then the pure count."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.model.codes import DataClass
from graph.model.dates import Certainty, today
from graph.model.nodes.doubling_rule import CountedOver, Linkage
from graph.model.nodes.place import Level
from graph.store import Store
from guard.access import Access
from queries.ask import common
from queries.doubling.answer import Doubling, Finding, GroupRate, Rate, RuleRow
from queries.doubling.count import Counting
from queries.doubling.posts import Post, posts_of
from queries.doubling.states import State
from queries.doubling.tree import Tree, tree_of
from queries.rows import Rows

OUTREACHING = {Linkage.SAME_ORGANIZATION, Linkage.SHARED_ANCESTOR, Linkage.LEFT_WITHIN_RIGHT}
"""Linkages by which a post in one area may be linked to a post in another."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A rule on a day with all that its count needs; no ``counting`` where it is not in force."""

    rows: Rows
    rule: RuleRow
    in_force: Certainty
    counting: Counting | None = None
    withheld: bool = False


async def doubling_of(
    store: Store,
    access: Access,
    *,
    texts: Mapping[str, str],
    rule: str,
    within: str | None,
    by: Level | None,
    as_of: dt.date | None,
) -> Doubling | None:
    """The answer to a rule, or None where there is no such rule."""
    access.note_holders("doubling")
    asked = await prepare(store, access, texts=texts, rule=rule, within=within, by=by, as_of=as_of)
    return _answer(asked, asked.counting.findings() if asked.counting else []) if asked else None


async def prepare(
    store: Store,
    access: Access,
    *,
    texts: Mapping[str, str],
    rule: str,
    within: str | None,
    by: Level | None,
    as_of: dt.date | None,
) -> Prepared | None:
    """The rule, its posts and the day's tree; None where there is no such rule. Raises Refusal."""
    rows = Rows(access, as_of or today())
    params = common(access, rows.day)
    said = await store.read_one(texts["rule"], {"rule": rule, "day": rows.day})
    if said is None:
        return None
    asked = rows.row(RuleRow, said["rule"])
    in_force = _in_force(said)
    if in_force is Certainty.NO:
        return Prepared(rows, asked, in_force)
    types = sorted({*said["leftTypes"], *said["rightTypes"]})
    found = await store.read_one(texts["posts"], params | {"types": types})
    found = found or {"posts": [], "hidden": 0}
    posts = posts_of(found["posts"], rows)
    tree = await read_tree(store, texts["tree"], params | in_play(found["posts"], asked))
    left = [post for post in posts if post.type in said["leftTypes"]]
    right = [post for post in posts if post.type in said["rightTypes"]]
    if mixed(left, right):
        access.need(DataClass.RESIDENT)
    withheld = found["hidden"] > 0 and asked.linkage in OUTREACHING
    return Prepared(rows, asked, in_force, Counting(asked, left, right, tree, rows, within, by), withheld)


def mixed(left: Iterable[Post], right: Iterable[Post]) -> bool:
    """Whether posts of both kinds are compared: that a public post's holder doubles as a volunteer names the volunteer,
    however their name is masked.
    """
    return len({post.volunteer for side in (left, right) for post in side}) > 1


async def read_tree(store: Store, text: str, params: dict[str, Any]) -> Tree:
    """The tree of the day, as far down as is in play."""
    row = await store.read_one(text, params)
    return tree_of([each for column in (row or {}).values() for each in column])


def in_play(posts: Iterable[list[Any]], *rules: RuleRow) -> dict[str, list[str]]:
    """The levels, and the buildings, of which the tree must tell: nothing below all posts and the counted places."""
    targets = [target for post in posts for target in post[12]]
    labels = {target[1] for target in targets}
    buildings = sorted({target[0] for target in targets if target[1] == "Building"})
    compounds = "Compound" in labels or any(rule.counted_over is CountedOver.COMPOUND for rule in rules)
    named = {*(rule.counted_over.value for rule in rules), *(target[2] for target in targets)}
    deepest = max((at for at, level in enumerate(Level, 1) if level.value in named), default=0)
    levels = list(Level)[: len(Level) if buildings or compounds else deepest]
    return {"levels": [*levels, *(["compound"] if compounds else [])], "buildings": buildings}


def _in_force(said: Mapping[str, Any]) -> Certainty:
    if said["sure"]:
        return Certainty.YES
    return Certainty.POSSIBLY if said["leftTypes"] and said["rightTypes"] else Certainty.NO


def _answer(asked: Prepared, findings: list[Finding]) -> Doubling:
    groups: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        for place in each.groups:
            groups[place].append(each)
    targets = asked.counting.tree.targets if asked.counting else {}
    rates = [GroupRate(targets[place], rate_of(group)) for place, group in groups.items()]
    rates.sort(key=lambda each: (each.place.code or "", each.place.id))
    day, rate = asked.rows.day, rate_of(findings)
    return Doubling(day, asked.rule, asked.in_force, tuple(findings), rate, tuple(rates), asked.withheld)


def rate_of(findings: Iterable[Finding]) -> Rate:
    """Certainly … possibly doubled, over those that exist certainly … possibly."""
    counted = list(findings)
    there = [each for each in counted if each.exists is Certainty.YES]
    return Rate(
        sum(each.state is State.DOUBLED for each in there),
        sum(State.DOUBLED in each.possible for each in counted),
        len(there),
        len(counted),
    )
