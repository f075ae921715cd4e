"""What an answer leaves out is said, field by field; whom it shows is noted, with the classes that it tells of them."""

import asyncio
import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.testclient import TestClient

from api import telling
from api.app import create_app
from api.context import Asking
from api.schema import schema
from api.telling import resolver
from api.views import views
from graph.engine import Running
from graph.model.codes import DataClass as C
from graph.model.dates import ALWAYS, Certainty, Moment
from guard.access import Access, Area
from guard.audit.reading import acts
from guard.gate import opened_gate
from guard.purposes import Purpose
from guard.roles import Role
from guard.shown import Why, Withheld
from queries.building_households import Household
from queries.doubling import Appointment, Doubler
from queries.house_persons import Registered
from queries.many_posts import HolderOfMany, ManyPosts
from queries.premises import Premises
from queries.rows import Rows
from queries.shapes import Dated, Holder, OrganizationRow, PostRow, Resident
from tests.accesses import DISTRICT, everything, granted, ungranted
from tests.api.conftest import Callers, district, office, unlimited

RESIDENTS = granted(Purpose.INQUIRY, Area(("c1",)), C.RESIDENT)
GROWN_UPS = granted(Purpose.INQUIRY, DISTRICT, C.RESIDENT, C.RELATION, C.PHONE)
NO_KIN = granted(Purpose.INQUIRY, DISTRICT, C.RESIDENT, C.MINOR)
PHONES = granted(Purpose.INQUIRY, DISTRICT, C.RESIDENT, C.MINOR, C.PHONE)
OFFICES = ungranted(Role.ANALYST)
KIN = '{ house(id: "h2") { registeredPersons { edges { relationToHead } } } }'
LEFT_OUT: dict[str, tuple[str, Access, set[tuple[str, Why, C | None]]]] = {
    "a resident": ('{ resident(id: "p1") { name } }', GROWN_UPS, {("Resident", Why.CLASS, C.MINOR)}),
    "a resident of an area": (
        '{ resident(id: "p1") { name disputed } }',
        RESIDENTS,
        {("Resident", Why.AREA, None), ("Resident", Why.CLASS, C.MINOR), ("Resident.disputed", Why.AREA, None)},
    ),
    "residents of a house": (
        '{ house(id: "h1") { residents { nodes { name } } } }',
        GROWN_UPS,
        {("House.residents", Why.CLASS, C.MINOR)},
    ),
    "a holder": ('{ officeHolder(id: "p1") { name } }', OFFICES, {("OfficeHolder", Why.CLASS, C.RESIDENT)}),
    "holders of a post": (
        '{ post(id: "w") { holders { nodes { name } } } }',
        OFFICES,
        {("Post.holders", Why.CLASS, C.RESIDENT)},
    ),
    "relations in the graph": (KIN, NO_KIN, {("HouseRegisteredPersonsEdge.relationToHead", Why.CLASS, C.RELATION)}),
    "relations in a question": (
        '{ housePersons(house: "h2") { registered { relationToHead } } }',
        NO_KIN,
        {("Registered.relationToHead", Why.CLASS, C.RELATION)},
    ),
    "a number": (
        '{ personNumbers(person: "p1") { idNumber phone } }',
        PHONES,
        {("PersonNumbers.idNumber", Why.CLASS, C.ID)},
    ),
    "a unit's delegates": ('{ unitPage(unit: "f") { unit { name } } }', OFFICES, {("unitPage", Why.CLASS, C.RESIDENT)}),
    **{
        f"holders by {name}": (f"{{ {name}{given} {{ day }} }}", OFFICES, {(name, Why.CLASS, C.RESIDENT)})
        for name, given in {
            "conflicts": "",
            "manyPosts": "",
            "doublingGaps": '(rule: "none")',
            "doublingPeriods": '(rule: "none")',
            "ifLeaves": '(person: "p1")',
            "neighbourhood": '(id: "o")',
            "paths": '(from: "o", to: "w")',
            "shortestPath": '(from: "o", to: "w")',
            "premises": '(organization: "f")',
            "search": '(text: "none")',
        }.items()
    },
    "operators": ('{ premises(organization: "f") { day } }', GROWN_UPS, {("premises", Why.CLASS, C.MINOR)}),
    "operators of an area": (
        '{ premises(organization: "f") { day } }',
        RESIDENTS,
        {("premises", Why.AREA, None), ("premises", Why.CLASS, C.MINOR)},
    ),
    "residents by name": (
        '{ search(text: "none", kinds: [PERSON]) { day } }',
        GROWN_UPS,
        {("search", Why.CLASS, C.MINOR)},
    ),
    "holders by name": (
        '{ search(text: "none", kinds: [HOLDER]) { day } }',
        OFFICES,
        {("search", Why.CLASS, C.RESIDENT)},
    ),
    "houses by address": ('{ search(text: "none", kinds: [HOUSE]) { day } }', RESIDENTS, {("search", Why.AREA, None)}),
    "places by name": ('{ search(text: "none", kinds: [PLACE]) { day } }', RESIDENTS, set()),
    "a rule": ('{ doubling(rule: "none") { withheld } }', OFFICES, {("doubling", Why.CLASS, C.RESIDENT)}),
}


def test_what_is_left_out_is_said_of_each_field(neo4j_server: Running, tmp_path: Path) -> None:
    async def work() -> dict[str, set[Withheld]]:
        async with district(tmp_path, neo4j_server) as desk:
            with opened_gate(tmp_path, desk.book, desk.seals, desk.audit) as gate:
                unlimited(gate.budget)
                account = cast("Any", SimpleNamespace(id="a_tester"))
                for query, access, _ in LEFT_OUT.values():
                    access.shown.withheld.clear()
                    await schema().execute(query, context_value=Asking(desk, gate, account, access))
                    found.append(set(access.shown.withheld))
        return dict(zip(LEFT_OUT, found, strict=True))

    found: list[set[Withheld]] = []
    assert asyncio.run(work()) == {name: {Withheld(*each) for each in said} for name, (_, _, said) in LEFT_OUT.items()}


def test_a_refusal_names_the_class_that_is_asked_for_and_a_change_is_noted_before_it_is_made(
    neo4j_server: Running, tmp_path: Path
) -> None:
    accounts: list[Any] = []
    with TestClient(create_app(lambda: office(tmp_path, neo4j_server, accounts))) as client:
        callers = Callers(client, accounts)
        for query in ('{ officeHolder(id: "p1") { name } }', '{ post(id: "w") { holders { nodes { name } } } }'):
            (error,) = callers.ask(query, Role.ADMINISTRATOR)["errors"]
            assert "“任职”" in error["message"]
        (error,) = callers.ask('{ search(text: "!", kinds: [PLACE]) { day } }', Role.ADMINISTRATOR)["errors"]
        assert error["extensions"]["code"] == "FORBIDDEN"
        callers.ask('mutation { revokeGrant(grant: "g_none", reason: CASE) { id } }')
        last, before, *_ = acts(client.app.state.office.gate.audit.engine)  # type: ignore[attr-defined]
        assert (before.what, before.outcome.value) == ("revokeGrant", "begun")
        assert (last.what, last.outcome.value) == ("revokeGrant", "refused")


def test_no_type_shows_what_is_sealed_or_internal() -> None:
    shown = [(view.name, p) for view in views().values() for p in view.props]
    assert [(name, p.key) for name, p in shown if p.internal or p.data_class in (C.ID, C.PHONE)] == []


LONG_AGO = Moment(dt.date(2001, 1, 1), dt.date(2001, 1, 1))
CHILD = Resident("child", "童", None, None)
DATED = Dated(ALWAYS, Certainty.YES)
POST = PostRow("w", "W", "主任", 1), OrganizationRow("o", "O", "居委会", None)
PUBLIC, VOLUNTEER = Holder("p", "甲", False), Holder("p", "甲", True)
PROOF = tuple(Appointment(*POST, holder, None, DATED) for holder in (PUBLIC, VOLUNTEER))
SHOWN = [
    (Household("7", (Registered(CHILD, "7", None, None, DATED),)), "household_no", {"child": {C.RESIDENT, C.MINOR}}),
    (Doubler(PUBLIC, Certainty.YES, LONG_AGO, PROOF), "holder", {"p": {C.OFFICE, C.RESIDENT}}),
]


@pytest.mark.parametrize(("row", "field", "persons"), SHOWN, ids=["a household's number", "who doubles as a volunteer"])
def test_whoever_a_field_tells_of_is_noted(row: Any, field: str, persons: dict[str, set[C]]) -> None:
    access = everything()
    _read(row, field, access)
    assert access.shown.persons == persons


def test_a_holder_who_is_withheld_is_said_to_be() -> None:
    access = ungranted()
    _read(Appointment(*POST, Holder(None, None, True), None, DATED), "holder", access)
    assert access.shown.withheld == {Withheld("Row.holder", Why.CLASS, C.RESIDENT)}
    assert access.shown.persons == {}


def test_a_column_of_a_class_that_is_not_open_is_empty_whatever_the_query_gave() -> None:
    record = {
        "organization": ["o", "O", "店", None],
        "premises": [],
        "operators": [["p", "甲", None, None, *[None] * 4]],
    }
    access = ungranted()
    assert Rows(access, dt.date(2026, 1, 1)).answer(Premises, record).operators is None


def test_who_is_a_volunteer_in_one_row_is_noted_so_by_that_row_without_looking_at_all_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[Any] = []
    everyone = telling._everyone
    monkeypatch.setattr(telling, "_everyone", lambda row: looked.append(row) or everyone(row))
    rows = tuple(HolderOfMany(holder, 2, 2, ()) for holder in (PUBLIC, VOLUNTEER, Holder("q", "乙", False)) * 20)
    access = everything()
    _read(ManyPosts(dt.date(2026, 1, 1), dt.date(2025, 12, 31), rows), "holders", access)
    assert access.shown.persons == {"p": {C.OFFICE, C.RESIDENT}, "q": {C.OFFICE}}
    assert len(looked) <= len(rows)


def _read(row: Any, field: str, access: Access) -> None:
    """Read a field as the executor does."""
    hint = type(row).__annotations__[field] if isinstance(row, Household | ManyPosts) else Holder
    info = SimpleNamespace(context=SimpleNamespace(access=access))
    resolver(type(row), field, hint, what=f"Row.{field}", read=lambda source: getattr(source, field))(row, info)
