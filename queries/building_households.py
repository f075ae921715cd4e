"""查房知人: building → its people, house by house, households by number within the house."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from graph.model import Text
from graph.model.codes import DataClass
from graph.store import Store
from guard.access import Access
from queries.ask import ask
from queries.house_persons import Occupant, Registered
from queries.question import question
from queries.shapes import HouseRow


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """A building."""

    id: str
    code: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Household:
    """The people registered under one household number of one house, which by itself tells of them."""

    household_no: Annotated[str | None, DataClass.RESIDENT]
    members: tuple[Registered, ...]


@dataclass(frozen=True, slots=True)
class HouseOfBuilding:
    """A house of the building: who is registered there, and who lives there."""

    house: HouseRow
    unit: str | None
    room: str | None
    registered: tuple[Registered, ...]
    occupants: tuple[Occupant, ...]

    @property
    def households(self) -> tuple[Household, ...]:
        """The registered people by household number, which is unique within this house only."""
        grouped = groupby(self.registered, key=lambda each: each.household_no)
        return tuple(Household(number, tuple(members)) for number, members in grouped)

    @property
    def living_unregistered(self) -> tuple[Occupant, ...]:
        """Those who live here and are registered elsewhere, or nowhere that we know of."""
        here = {each.person.id for each in self.registered}
        return tuple(each for each in self.occupants if each.person.id not in here)

    @property
    def registered_absent(self) -> tuple[Registered, ...]:
        """Those registered here who do not live here."""
        here = {each.person.id for each in self.occupants}
        return tuple(each for each in self.registered if each.person.id not in here)


@dataclass(frozen=True, slots=True)
class BuildingHouseholds:
    """A building's houses in the order of unit and room."""

    day: dt.date
    building: BuildingRow
    houses: tuple[HouseOfBuilding, ...]


QUESTION = question(
    __name__,
    __file__,
    text=Text("查房知人", "Building to households"),
    about=Text("某楼栋逐户的户籍与实住人员", "A building's people, house by house: registered against actual"),
    result=BuildingHouseholds,
)


async def building_households(
    store: Store, access: Access, *, building: str, as_of: dt.date | None = None
) -> BuildingHouseholds | None:
    """The people of the building with this id on the day."""
    return await ask(store, access, question=QUESTION, as_of=as_of, building=building)
