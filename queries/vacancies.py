"""Places of a kind for which nobody holds a post of a type: because it is vacant, or because there is no such post."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from graph.model import Text
from graph.model.codes import Codes
from graph.model.dates import Certainty, today
from graph.store import Store
from guard.access import Access
from queries.ask import common
from queries.doubling import Target
from queries.question import question
from queries.rows import Rows
from queries.shapes import PostRow


class PlaceKind(Codes):
    """What a post can be for."""

    DISTRICT = "district", "区", "Districts"
    TOWN = "town", "镇街", "Towns"
    COMMUNITY = "community", "村居", "Communities"
    GRID = "grid", "网格", "Grids"
    MICRO_GRID = "micro_grid", "微网格", "Micro-grids"
    COMPOUND = "compound", "小区", "Compounds"
    BUILDING = "building", "楼栋", "Buildings"


@dataclass(frozen=True, slots=True)
class PostTypeName:
    """一类岗位 / A kind of post."""

    id: str
    code: str | None
    zh: str | None
    en: str | None


@dataclass(frozen=True, slots=True)
class Vacancy:
    """该类岗位无人担任的地方 / A place for which nobody holds such a post.

    ``vacant`` is POSSIBLY where somebody possibly holds one; ``recorded``: whether there is such a post at all.
    """

    place: Target
    exists: Certainty
    vacant: Annotated[Certainty, Text("是否确无人担任", "whether surely nobody holds one")]
    recorded: Annotated[Certainty, Text("是否设有该类岗位", "whether there is such a post")]
    posts: Annotated[tuple[PostRow, ...], Text("空缺的岗位", "the posts that are vacant")]


@dataclass(frozen=True, slots=True)
class Vacancies:
    """某类岗位的空缺 / Places without a holder of a kind of post, out of ``total`` in the caller's area."""

    day: dt.date
    type: Annotated[PostTypeName, Text("岗位类型", "the kind of post")]
    total: int
    vacancies: Annotated[tuple[Vacancy, ...], Text("无人担任的地方", "the places without a holder")]


QUESTION = question(
    __name__,
    __file__,
    text=Text("岗位空缺", "Vacancies"),
    about=Text(
        "某级地方、小区或楼栋中，某类岗位无人担任或未设者", "Places for which a kind of post is vacant or not recorded"
    ),
    result=Vacancies,
    texts=("vacant_places",),
)


async def vacancies(
    store: Store,
    access: Access,
    *,
    post_type: Annotated[str, Text("岗位类型编号", "the post type's id")],
    kind: Annotated[PlaceKind, Text("哪一级地方，或小区、楼栋", "places of which level, or compounds or buildings")],
    within: str | None = None,
    as_of: dt.date | None = None,
) -> Vacancies | None:
    """Every place of the kind without a sure holder of a post of this type or a narrower one, by code.

    Whether a post is held is open; by whom is not asked. Only the places of the caller's area are told.
    """
    rows = Rows(access, as_of or today())
    params = common(access, rows.day) | {"post_type": post_type, "kind": PlaceKind.of(kind).value, "within": within}
    found = await store.read_one(QUESTION.texts["vacant_places"], params)
    if found is None:
        return None
    told = [_vacancy(each, rows) for each in found["places"]]
    vacant = tuple(each for each in told if each)
    return Vacancies(rows.day, rows.row(PostTypeName, found["type"]), len(told), vacant)


def _vacancy(cells: Sequence[Any], rows: Rows) -> Vacancy | None:
    """A row of [target …, exists surely, [[post …, surely there, may hold, hold] …]]; none where somebody is there."""
    exists, posts = cells[5], cells[6]
    if any(there and sure for *_, there, _, sure in posts):
        return None
    possible = any(may for *_, may, _ in posts)
    return Vacancy(
        Target(*cells[:5]),
        Certainty.YES if exists else Certainty.POSSIBLY,
        Certainty.POSSIBLY if possible else Certainty.YES,
        _recorded(posts),
        tuple(rows.row(PostRow, post) for post in posts),
    )


def _recorded(posts: Sequence[Sequence[Any]]) -> Certainty:
    if any(post[4] for post in posts):
        return Certainty.YES
    return Certainty.POSSIBLY if posts else Certainty.NO
