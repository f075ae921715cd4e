"""If someone leaves: the posts that fall vacant, the doublings that end, the grids that nobody is left for."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from graph.model import Text
from graph.model.codes import DataClass
from graph.model.dates import Certainty, today
from graph.store import Store
from guard.access import Access
from queries.ask import common
from queries.doubling import Appointment, Finding, RuleRow, State, Target
from queries.doubling.ask import in_play, mixed, read_tree
from queries.doubling.count import Counting
from queries.doubling.posts import Post, appointment, posts_of
from queries.doubling.tree import Tree
from queries.question import question
from queries.rows import Rows
from queries.shapes import Holder


@dataclass(frozen=True, slots=True)
class PostVacated:
    """离任后的一个岗位 / A post that someone holds and would leave.

    ``remaining`` others surely hold it, ``possibly_remaining`` those and the doubtful ones; it falls vacant at none.
    """

    appointment: Annotated[Appointment, Text("任职", "the appointment")]
    remaining: Annotated[int, Text("仍确定在任的人数", "others who surely hold it")]
    possibly_remaining: Annotated[int, Text("仍可能在任的人数（含确定）", "others who possibly hold it")]


@dataclass(frozen=True, slots=True)
class DoublingLost:
    """因离任而终止的一肩挑 / A doubling that would end: under which rule, where, with the posts that make it one."""

    rule: RuleRow
    place: Target | None
    certainty: Certainty
    proof: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class GridUncovered:
    """无人负责的网格 / A grid for which no other surely holds any post; ``uncovered`` is POSSIBLY if one may."""

    place: Target
    uncovered: Annotated[Certainty, Text("是否确无人负责", "whether surely nobody is left")]


@dataclass(frozen=True, slots=True)
class IfLeaves:
    """一人离任的影响 / What would follow if someone left all their posts on the day.

    ``withheld``: posts outside the caller's area, and without a grant those of volunteers, are not told of. It says so
    whether or not there are any.
    """

    day: dt.date
    holder: Holder
    posts: Annotated[tuple[PostVacated, ...], Text("空出的岗位", "the posts vacated")]
    doublings: Annotated[tuple[DoublingLost, ...], Text("终止的一肩挑", "the doublings lost")]
    grids: Annotated[tuple[GridUncovered, ...], Text("无人负责的网格", "the grids uncovered")]
    withheld: bool


QUESTION = question(
    __name__,
    __file__,
    text=Text("若某人离任", "If someone leaves"),
    about=Text(
        "某任职者离任后空出的岗位、终止的一肩挑和无人负责的网格",
        "The posts, doublings and grids that their leaving costs",
    ),
    result=IfLeaves,
    texts=("person_posts", "doubling/rules", "doubling/tree", "grid_holders"),
)


async def if_leaves(store: Store, access: Access, *, person: str, as_of: dt.date | None = None) -> IfLeaves | None:
    """What the office holder with this id would leave behind; None for who holds no post that the caller may see."""
    access.note_holders("ifLeaves")
    rows = Rows(access, as_of or today())
    params = common(access, rows.day) | {"person": person}
    found = await store.read_one(QUESTION.texts["person_posts"], params)
    cells: list[Any] = found["posts"] if found else []
    if not cells:
        return None
    posts = posts_of(cells, rows)
    rules = await store.read_one(QUESTION.texts["doubling/rules"], {"day": rows.day}) or {"rules": []}
    asked = [rows.row(RuleRow, each[0]) for each in rules["rules"]]
    tree = await read_tree(store, QUESTION.texts["doubling/tree"], params | in_play(cells, *asked))
    grids = sorted({each[0] for post in cells for each in post[12] if each[2] == "grid"})
    left = await store.read_one(QUESTION.texts["grid_holders"], params | {"grids": grids}) or {"grids": []}
    vacated = tuple(each for post in {p.row.id: p for p in posts}.values() for each in _vacated(post, person, rows))
    own = [_of(post, person) for post in posts]
    lost = tuple(
        each for rule, said in zip(asked, rules["rules"], strict=True) for each in _lost(rule, said, own, tree, rows)
    )
    volunteer = any(post.volunteer for post in posts)
    holder = replace(vacated[0].appointment.holder, volunteer=volunteer)
    withheld = access.area.communities is not None or not access.sees(DataClass.RESIDENT)
    return IfLeaves(rows.day, holder, vacated, lost, tuple(_uncovered(left["grids"])), withheld)


def _of(post: Post, person: str) -> Post:
    """The post as if nobody else had ever held it: what doublings are this person's own."""
    return replace(
        post,
        holders=tuple(each for each in post.holders if each.person == person),
        earlier=tuple(each for each in post.earlier if each[0] == person),
    )


def _vacated(post: Post, person: str, rows: Rows) -> Iterable[PostVacated]:
    others = {each.person: each.certainty for each in post.holders if each.person != person}
    sure = sum(certainty is Certainty.YES for certainty in others.values())
    mine = [each for each in post.holders if each.person == person]
    for each in mine:
        yield PostVacated(appointment(post, each, rows), sure, len(others))


def _lost(rule: RuleRow, said: Sequence[Any], posts: Sequence[Post], tree: Tree, rows: Rows) -> Iterable[DoublingLost]:
    left, right = ([post for post in posts if post.type in side] for side in said[1:3])
    if not left or not right or (mixed(left, right) and not rows.access.sees(DataClass.RESIDENT)):
        return
    for each in Counting(rule, left, right, tree, rows, None, None).findings():
        yield from _ended(rule, each)


def _ended(rule: RuleRow, finding: Finding) -> Iterable[DoublingLost]:
    if State.DOUBLED in finding.possible:
        for each in finding.doublers:
            yield DoublingLost(rule, finding.place, each.certainty, each.proof)


def _uncovered(grids: Iterable[Sequence[Any]]) -> Iterable[GridUncovered]:
    for each in grids:
        if not each[6]:
            yield GridUncovered(Target(*each[:5]), Certainty.POSSIBLY if each[5] else Certainty.YES)
