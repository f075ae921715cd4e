"""A firm's premises, who else is there and in the same building, and, under a grant, who operates it."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.model.base import camel
from graph.model.codes import DataClass
from graph.store import Store
from guard.access import Access
from guard.shown import Why
from queries.ask import ask
from queries.question import question
from queries.shapes import Dated, HouseRow, OrganizationRow, Resident


@dataclass(frozen=True, slots=True)
class SameDoor:
    """同一房屋内的单位 / An organization with premises behind the same door."""

    organization: OrganizationRow
    dated: Dated


@dataclass(frozen=True, slots=True)
class NextDoor:
    """同一楼栋内的单位 / An organization with premises behind another door of the building."""

    organization: OrganizationRow
    house: HouseRow
    dated: Dated


@dataclass(frozen=True, slots=True)
class PremisesRow:
    """一处经营场所 / One house that the organization is located at."""

    house: HouseRow
    dated: Dated
    here: Annotated[tuple[SameDoor, ...], Text("同一房屋内的其他单位", "other organizations behind this door")]
    next_door: Annotated[tuple[NextDoor, ...], Text("同一楼栋其他房屋内的单位", "organizations behind other doors")]


@dataclass(frozen=True, slots=True)
class Operator:
    """经营者或法定代表人 / Who answers for the firm."""

    person: Resident
    dated: Dated


@dataclass(frozen=True, slots=True)
class Premises:
    """An organization's premises on the day. ``operators`` is None without a grant for residents."""

    day: dt.date
    organization: OrganizationRow
    premises: Annotated[tuple[PremisesRow, ...], Text("经营场所", "its premises")]
    operators: Annotated[
        tuple[Operator, ...] | None,
        DataClass.RESIDENT,
        Text("经营者或法定代表人；须有授权", "who operates it; under a grant"),
    ]


QUESTION = question(
    __name__,
    __file__,
    text=Text("经营场所", "Premises"),
    about=Text("某单位的经营场所、同处和同楼栋的其他单位", "A firm's premises and what else is there"),
    result=Premises,
)


async def premises(
    store: Store,
    access: Access,
    *,
    organization: Annotated[str, Text("组织编号", "the organization's id")],
    as_of: dt.date | None = None,
) -> Premises | None:
    """The premises of the organization with this id, and what else is there."""
    name = camel(QUESTION.name)
    if access.sees(DataClass.RESIDENT):
        access.note_residents(name)
    else:
        access.shown.withhold(name, Why.CLASS, DataClass.RESIDENT)
    return await ask(store, access, question=QUESTION, as_of=as_of, organization=organization)
