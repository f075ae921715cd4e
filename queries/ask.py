"""The one way by which a question of one query travels: parameters in, one record back, rows built."""

import datetime as dt
from typing import Any, TypeVar

from graph.model.dates import today
from graph.store import Store
from guard.access import Access
from queries.question import Question
from queries.rows import Rows

T = TypeVar("T")


async def ask(store: Store, access: Access, *, question: Question[T], as_of: dt.date | None, **params: Any) -> T | None:
    """The answer, or None when what is asked about is not there or not in the caller's area: the two look alike."""
    day = as_of or today()
    record = await store.read_one(question.cypher, common(access, day) | params)
    return Rows(access, day).answer(question.result, record) if record else None


def common(access: Access, day: dt.date) -> dict[str, Any]:
    """The parameters that every question takes: the day, and the area's communities or null for the district."""
    return {"day": day, "communities": access.area.parameter()}
