"""以房找人: house → who lives there, who is registered there, who owns, rents or uses it."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.model.codes import DataClass
from graph.model.ties.holds_tenure import TenureKind
from graph.model.ties.lives_in import Basis
from graph.model.ties.registered_at import Relation
from graph.store import Store
from guard.access import Access
from queries.ask import ask
from queries.question import question
from queries.shapes import Dated, HouseRow, OrganizationRow, Resident


@dataclass(frozen=True, slots=True)
class Occupant:
    """Someone who lives in the house, certainly or possibly, and by what right."""

    person: Resident
    basis: Basis | None
    dated: Dated


@dataclass(frozen=True, slots=True)
class Registered:
    """Someone registered at the house. A household number is unique within its house only."""

    person: Resident
    household_no: str | None
    relation_to_head: Annotated[Relation | None, DataClass.RELATION]
    collective: bool | None
    dated: Dated


@dataclass(frozen=True, slots=True)
class Tenure:
    """A right in the house, held by a person or by an organization."""

    person: Resident | None
    organization: OrganizationRow | None
    kind: TenureKind | None
    share: float | None
    dated: Dated


@dataclass(frozen=True, slots=True)
class HousePersons:
    """A house and everyone joined to it on the day."""

    day: dt.date
    house: HouseRow
    occupants: tuple[Occupant, ...]
    registered: tuple[Registered, ...]
    tenures: tuple[Tenure, ...]


QUESTION = question(
    __name__,
    __file__,
    text=Text("以房找人", "House to persons"),
    about=Text(
        "某房屋当日的居住人、户籍人员、产权人、承租人和使用人", "Who lives, is registered or holds tenure there"
    ),
    result=HousePersons,
)


async def house_persons(
    store: Store, access: Access, *, house: str, as_of: dt.date | None = None
) -> HousePersons | None:
    """Everyone joined to the house with this id on the day."""
    return await ask(store, access, question=QUESTION, as_of=as_of, house=house)
