"""Forbidden pairs: everyone who holds two posts that a rule says one person must not hold, under all rules at once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from graph.model import Text
from graph.model.codes import DataClass
from graph.model.dates import Certainty, today
from graph.model.nodes.doubling_rule import RuleKind
from graph.store import Store
from guard.access import Access
from queries.ask import common
from queries.doubling import Finding, RuleRow, State
from queries.doubling.ask import OUTREACHING, in_play, mixed, read_tree
from queries.doubling.count import Counting
from queries.doubling.posts import Post, posts_of
from queries.doubling.tree import Tree
from queries.question import question
from queries.rows import Rows


@dataclass(frozen=True, slots=True)
class RuleConflicts:
    """一条禁止规则的冲突 / The conflicts under one forbidden rule.

    ``findings`` are certain; ``doubtful`` are possible only. ``withheld``: of public posts and volunteers' together
    nothing is told without a grant, and posts outside the area might be linked.
    """

    rule: RuleRow
    in_force: Certainty
    findings: tuple[Finding, ...]
    doubtful: Annotated[tuple[Finding, ...], Text("可能的冲突", "possible conflicts")]
    withheld: bool


@dataclass(frozen=True, slots=True)
class Conflicts:
    """各条禁止规则的冲突 / Every forbidden rule in force on the day, with its conflicts."""

    day: dt.date
    rules: Annotated[tuple[RuleConflicts, ...], Text("各条禁止规则", "every forbidden rule")]


QUESTION = question(
    __name__,
    __file__,
    text=Text("禁止兼任", "Conflicts"),
    about=Text("各条禁止规则下兼任两岗的人", "Who holds two posts that no one may hold together"),
    result=Conflicts,
    texts=("doubling/rules", "doubling/posts", "doubling/tree"),
)


async def conflicts(
    store: Store, access: Access, *, within: str | None = None, as_of: dt.date | None = None
) -> Conflicts | None:
    """The conflicts under every forbidden rule: three queries, however many rules there are."""
    access.note_holders("conflicts")
    rows = Rows(access, as_of or today())
    params = common(access, rows.day)
    found = await store.read_one(QUESTION.texts["doubling/rules"], {"day": rows.day}) or {"rules": []}
    rules = [each for each in found["rules"] if each[0][6] == RuleKind.FORBIDDEN.value]
    if not rules:
        return Conflicts(rows.day, ())
    types = sorted({type_ for each in rules for side in each[1:3] for type_ in side})
    read = await store.read_one(QUESTION.texts["doubling/posts"], params | {"types": types}) or {}
    posts, asked = posts_of(read["posts"], rows), [rows.row(RuleRow, each[0]) for each in rules]
    tree = await read_tree(store, QUESTION.texts["doubling/tree"], params | in_play(read["posts"], *asked))
    told = (
        _told(rule, each, posts, tree, rows, within=within, hidden=read["hidden"] > 0)
        for rule, each in zip(asked, rules, strict=True)
    )
    return Conflicts(rows.day, tuple(told))


def _told(
    rule: RuleRow,
    cells: Sequence[Any],
    posts: Sequence[Post],
    tree: Tree,
    rows: Rows,
    *,
    within: str | None,
    hidden: bool,
) -> RuleConflicts:
    left, right = ([post for post in posts if post.type in side] for side in cells[1:3])
    in_force = Certainty.YES if cells[3] else Certainty.POSSIBLY
    if mixed(left, right) and not rows.access.sees(DataClass.RESIDENT):
        return RuleConflicts(rule, in_force, (), (), withheld=True)
    found = Counting(rule, left, right, tree, rows, within, None).findings()
    doubled = tuple(each for each in found if each.state is State.DOUBLED)
    doubtful = tuple(each for each in found if each.state is State.UNCERTAIN and State.DOUBLED in each.possible)
    return RuleConflicts(rule, in_force, doubled, doubtful, hidden and rule.linkage in OUTREACHING)
