"""Who holds three or more posts at once, each post, and how many residents the places of each post have."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from graph.model import Text
from graph.model.dates import Certainty, today
from graph.store import Store
from guard.access import Access
from guard.refusals import Unfit
from guard.suppression import statistics_day
from queries.ask import common
from queries.doubling import Target
from queries.question import question
from queries.residents_by_place import Cells, residents_by_place
from queries.rows import Rows
from queries.shapes import Dated, Holder, OrganizationRow, PostRow, Small, small

FEWEST = 2
CELLS = frozenset({"district", "town", "community", "grid"})
"""Levels whose residents are told here; a micro-grid, a compound and a building are told of as withheld."""


@dataclass(frozen=True, slots=True)
class CoveredPlace:
    """岗位负责的一处及其常住人数 / Something that a post is for, with its residents at the last month's end."""

    place: Target
    residents: Small


@dataclass(frozen=True, slots=True)
class PostHeld:
    """所任的一个岗位 / One of the posts that someone holds. ``certainty`` is of the post and of its being held."""

    post: PostRow
    organization: OrganizationRow
    volunteer: bool
    document: str | None
    dated: Dated
    certainty: Certainty
    covers: Annotated[tuple[CoveredPlace, ...], Text("负责范围及人数", "what it is for, with its residents")]


@dataclass(frozen=True, slots=True)
class HolderOfMany:
    """同时担任多个岗位的人 / Someone who holds several posts at once: surely ``certainly``, ``possibly`` at most."""

    holder: Holder
    certainly: Annotated[int, Text("确定担任的岗位数", "posts surely held")]
    possibly: Annotated[int, Text("可能担任的岗位数（含确定）", "posts possibly held, sure ones included")]
    posts: Annotated[tuple[PostHeld, ...], Text("所任岗位", "the posts")]


@dataclass(frozen=True, slots=True)
class ManyPosts:
    """同时担任多个岗位的人，按岗位编码排列 / Who holds several posts at once, in the order of posts' codes.

    Posts outside the area, and without a grant those of volunteers, do not count.
    """

    day: dt.date
    statistics_day: dt.date
    holders: tuple[HolderOfMany, ...]


QUESTION = question(
    __name__,
    __file__,
    text=Text("一人多岗", "Many posts"),
    about=Text(
        "同时担任三个以上岗位的人，及各岗位负责范围的常住人数",
        "Who holds three or more posts, and the residents of each",
    ),
    result=ManyPosts,
    texts=("posts_of_many",),
)


async def many_posts(
    store: Store,
    access: Access,
    *,
    at_least: Annotated[int, Text("至少几个岗位", "how many posts at least")] = 3,
    within: str | None = None,
    as_of: dt.date | None = None,
) -> ManyPosts | None:
    """Everyone who possibly holds ``at_least`` posts, of those below ``within`` if that is given. Raises Refusal."""
    if at_least < FEWEST:
        raise Unfit(f"至少须为{FEWEST}个岗位。", f"Ask for {FEWEST} posts or more.")
    access.note_holders("manyPosts")
    rows = Rows(access, as_of or today())
    params = common(access, rows.day) | {"at_least": at_least, "within": within}
    found = await store.read_one(QUESTION.texts["posts_of_many"], params) or {"persons": []}
    counted_on = statistics_day(rows.day, today=today())
    cells = await residents_by_place(store, day=counted_on)
    people = [(each, _posts(each[2], rows, cells)) for each in found["persons"]]
    people.sort(key=lambda each: (each[1][0].post.code or "", each[1][0].post.id, each[0][0]))
    return ManyPosts(rows.day, counted_on, tuple(_holder(each, posts, rows) for each, posts in people))


def _holder(cells: Sequence[Any], posts: tuple[PostHeld, ...], rows: Rows) -> HolderOfMany:
    holder = rows.holder(cells[0], cells[1], any(each.volunteer for each in posts))
    sure = sum(each.certainty is Certainty.YES for each in posts)
    return HolderOfMany(holder, sure, len(posts), posts)


def _posts(held: Iterable[Sequence[Any]], rows: Rows, cells: Cells) -> tuple[PostHeld, ...]:
    """The posts, each once: of several turns the certain one, else the earliest."""
    turns = [_post(each, rows, cells) for each in held]
    turns.sort(key=lambda each: (each.certainty is not Certainty.YES, str(each.dated.span.since_earliest)))
    posts = {each.post.id: each for each in reversed(turns)}
    return tuple(sorted(posts.values(), key=lambda each: (each.post.code or "", each.post.id)))


def _post(cells: Sequence[Any], rows: Rows, counted: Cells) -> PostHeld:
    dated, there, targets = rows.dated(cells, 10), cells[14], cells[15]
    certainty = dated.certainty if there else Certainty.POSSIBLY
    places = sorted(targets, key=lambda each: (each[2] or "", each[0]))
    covers = tuple(CoveredPlace(Target(*each[:5]), _residents(each, counted)) for each in places)
    post, organization = rows.row(PostRow, cells), rows.row(OrganizationRow, cells, 4)
    return PostHeld(post, organization, cells[8], cells[9], dated, certainty, covers)


def _residents(target: Sequence[Any], counted: Cells) -> Small:
    """As the place's roll-up tells them, to those whose area has all of it."""
    return small(counted.residents.get(target[0]) if target[4] in CELLS and target[5] else None)
