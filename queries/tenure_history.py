"""Tenure history: who owned, rented and used a house, with which share, from when to when."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.model.dates import Certainty
from graph.store import Store
from guard.access import Access
from queries.ask import ask
from queries.house_persons import Tenure
from queries.question import question
from queries.shapes import HouseRow


@dataclass(frozen=True, slots=True)
class TenureHistory:
    """A house and every right in it that there has been or is to come; a right is certain, possible or no more on the
    day asked about.
    """

    day: dt.date
    house: HouseRow
    tenures: Annotated[tuple[Tenure, ...], Text("历来的产权与租赁，从早到晚", "every right in it, the earliest first")]

    @property
    def on_the_day(self) -> Annotated[tuple[Tenure, ...], Text("所问之日的产权与租赁", "the rights of the day")]:
        """Those that hold on the day, certainly or possibly."""
        return tuple(each for each in self.tenures if each.dated.certainty is not Certainty.NO)


QUESTION = question(
    __name__,
    __file__,
    text=Text("产权沿革", "Tenure history"),
    about=Text("某房屋历来的产权人、承租人和使用人", "Who owned, rented and used a house, and when"),
    result=TenureHistory,
)


async def tenure_history(
    store: Store, access: Access, *, house: str, as_of: dt.date | None = None
) -> TenureHistory | None:
    """Every right in the house with this id, and which of them hold on the day."""
    return await ask(store, access, question=QUESTION, as_of=as_of, house=house)
