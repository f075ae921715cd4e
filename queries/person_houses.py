"""以人找房: person → houses by right and period."""

import datetime as dt
from dataclasses import dataclass

from graph.model import Text
from graph.model.ties.holds_tenure import TenureKind
from graph.model.ties.lives_in import Basis
from graph.store import Store
from guard.access import Access
from queries.ask import ask
from queries.question import question
from queries.shapes import Dated, HouseRow, Resident


@dataclass(frozen=True, slots=True)
class Residence:
    """A house lived in, from when to when."""

    house: HouseRow
    basis: Basis | None
    dated: Dated


@dataclass(frozen=True, slots=True)
class Registration:
    """A house registered at, from when to when."""

    house: HouseRow
    household_no: str | None
    collective: bool | None
    dated: Dated


@dataclass(frozen=True, slots=True)
class Holding:
    """A right in a house, from when to when."""

    house: HouseRow
    kind: TenureKind | None
    share: float | None
    dated: Dated


@dataclass(frozen=True, slots=True)
class PersonHouses:
    """A person and every house they are or were joined to; ``dated.certainty`` is about the day."""

    day: dt.date
    person: Resident
    lives: tuple[Residence, ...]
    registered: tuple[Registration, ...]
    tenures: tuple[Holding, ...]


QUESTION = question(
    __name__,
    __file__,
    text=Text("以人找房", "Person to houses"),
    about=Text("某人居住、登记、持有的房屋及起止", "The houses a person lives in, is registered at or holds, dated"),
    result=PersonHouses,
)


async def person_houses(
    store: Store,
    access: Access,
    *,
    person: str | None = None,
    id_hash: str | None = None,
    as_of: dt.date | None = None,
) -> PersonHouses | None:
    """The houses of the person with this id, or with this keyed hash of a resident ID."""
    return await ask(store, access, question=QUESTION, as_of=as_of, person=person, id_hash=id_hash)
