"""What the two questions about houses, over-occupied ones and those with nobody registered, tell and how.

That so many live behind a door, or that they are registered nowhere near, is said of everybody who lives there. So the
houses themselves are told under a grant that opens residents' data and minors' (who may not see minors must not learn
of one by what they do not add up to), and the answer is then the same whoever asks. Counts are told to everybody as all
counts of residents are: of communities and above, for a month's end, and suppressed (``queries.houses_by_place``).
Nobody is named and no number of occupants told, so the audit notes the question, its grant and its purpose.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, TypeVar

from graph.model import Text
from graph.model.base import camel
from graph.model.codes import DataClass
from graph.model.dates import Certainty, today
from graph.store import Store
from guard.access import Access
from guard.shown import Why
from queries.ask import common
from queries.houses_by_place import houses_by_place
from queries.question import Question
from queries.rows import Rows
from queries.shapes import HouseRow, PlaceRow, Small

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HousesOfPlace:
    """一个地方的房屋数，少于五处时不公布 / How many such houses a place has; withheld below five."""

    place: PlaceRow
    houses: Annotated[Small, Text("房屋数", "how many houses")]


@dataclass(frozen=True, slots=True)
class HouseFound:
    """一处符合条件的房屋，不含人员 / A house that it is true of; nobody in it is told."""

    house: HouseRow
    certainty: Certainty


async def ask_houses(
    store: Store, access: Access, *, question: Question[T], cells: str, within: str, as_of: dt.date | None
) -> T | None:
    """The answer to one of the two; ``cells`` says which of the counts are its own."""
    day = as_of or today()
    params = common(access, day)
    note(access, question.name)
    record = await store.read_one(question.cypher, params | {"within": within})
    if not record:
        return None
    shown = getattr(await houses_by_place(store, day=params["statistics"]), cells)
    counts = [[*place, shown.get(place[0]) if seen else None] for *place, seen in record["counts"]]
    return Rows(access, day).answer(question.result, record | {"counts": counts})


def note(access: Access, question: str) -> None:
    """Note what the answer leaves out, whether or not there was any of it."""
    access.note_residents(camel(question))
    if not access.sees(DataClass.RESIDENT):
        access.shown.withhold(camel(question), Why.CLASS, DataClass.RESIDENT)
