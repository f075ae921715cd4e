"""The resident ID and phone of one person, opened under the person's own key.

The only answer that carries them. Each needs its class in the grant, and each answer counts as a look-up by ID.
"""

import asyncio
from typing import Any

import strawberry

from api.errors import NotFound
from api.roots import Given, TheId
from api.words import both, said
from graph.model import Text
from graph.model.codes import DataClass
from graph.model.dates import today
from guard.access import Access
from guard.limits import Kind
from guard.shown import Why
from loaders.desk import Desk
from loaders.held import own_cipher
from queries.steps_cypher import MINOR, POSSIBLY, not_minor

ABOUT = Text("一个人的公民身份号码和电话", "The resident ID and phone of one person")
NUMBERS = (
    "MATCH (person:Person {id: $person}) WHERE ($communities IS NULL OR EXISTS { "
    "MATCH (person)-[tie:LIVES_IN|REGISTERED_AT|HOLDS_TENURE]->(house:House) "
    f"WHERE house.community IN $communities AND {POSSIBLY.format(r='tie', day='$today')} }}) AND {not_minor('person')} "
    f"RETURN person.idNumber AS idNumber, person.phone AS phone, {MINOR.format(n='person')} AS minor"
)
CLASSES = {"idNumber": DataClass.ID, "phone": DataClass.PHONE}


@strawberry.type(description=said(ABOUT))
class PersonNumbers:
    """A number that is not granted is null, and ``withheld`` says so; so is one that nobody recorded."""

    id_number: str | None = strawberry.field(description=both("公民身份号码", "Resident ID"))
    phone: str | None = strawberry.field(description=both("联系电话", "Phone"))


async def person_numbers(info: Given, person: TheId) -> PersonNumbers | None:
    """Absent, and outside the area or the grant's classes, are alike not found. Who has left the area is outside."""
    asking, access = info.context, info.context.access
    access.need(DataClass.RESIDENT)
    if not any(access.sees(each) for each in CLASSES.values()):
        access.need(DataClass.ID)
    asking.gate.budget.charge(asking.account.id, Kind.ID_LOOKUPS)
    access.note_residents("personNumbers")
    row = await asking.store.read_one(NUMBERS, {"person": str(person), "today": today(), **access.parameters()})
    if row is None:
        raise NotFound
    numbers = await asyncio.to_thread(_opened, asking.desk, str(person), _granted(access, row))
    shown = [CLASSES[name] for name in numbers]
    access.shown.person(str(person), DataClass.RESIDENT, *shown, *([DataClass.MINOR] if row["minor"] else []))
    return PersonNumbers(id_number=numbers.get("idNumber"), phone=numbers.get("phone"))


def _granted(access: Access, row: dict[str, Any]) -> dict[str, str]:
    """The sealed numbers that may be opened; what is withheld is said, whether or not there is a number."""
    for name, data_class in CLASSES.items():
        if not access.sees(data_class):
            access.shown.withhold(f"PersonNumbers.{name}", Why.CLASS, data_class)
    return {name: row[name] for name, data_class in CLASSES.items() if access.sees(data_class) and row[name]}


def _opened(desk: Desk, person: str, sealed: dict[str, str]) -> dict[str, str]:
    """Opened under the person's key; with the key gone there is nothing."""
    cipher = own_cipher(desk.book, desk.seals, person)
    return {name: cipher.open(text) for name, text in sealed.items()} if cipher else {}
