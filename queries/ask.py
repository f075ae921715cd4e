"""The one way by which a question of one query travels: parameters in, one record back, rows built."""

import datetime as dt
from typing import Any, TypeVar

from graph.model.base import camel
from graph.model.codes import DataClass
from graph.model.dates import today
from graph.store import Store
from guard.access import Access
from guard.suppression import statistics_day
from queries.question import Question
from queries.rows import Rows, holds
from queries.shapes import Holder, Resident

T = TypeVar("T")


async def ask(store: Store, access: Access, *, question: Question[T], as_of: dt.date | None, **params: Any) -> T | None:
    """The answer, or None when what is asked about is not there or not in the caller's area: the two look alike.

    A question whose result has residents in it needs a grant for them: its author need not say so. Raises Refusal.
    """
    result: Any = question.result
    if holds(result, Resident):
        access.need(DataClass.RESIDENT)
        access.note_residents(camel(question.name))
    if holds(result, Holder):
        access.note_holders(camel(question.name))
    day = as_of or today()
    record = await store.read_one(question.cypher, common(access, day) | params)
    return Rows(access, day).answer(question.result, record) if record else None


def common(access: Access, day: dt.date) -> dict[str, Any]:
    """The parameters that every question takes: the day, the month end whose residents are counted for it, and what
    the caller may see (``Access.parameters``). Raises Refusal.
    """
    return {"day": day, "statistics": statistics_day(day, today=today()), **access.parameters()}
