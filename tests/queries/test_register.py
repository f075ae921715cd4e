"""The four look-ups: certain, possible, no; both facts of an address; and nobody seen through a fact elsewhere."""

import datetime as dt

import pytest

from graph.model.dates import Certainty, Span
from graph.model.nodes.organization import OrganizationKind
from graph.model.ties.holds_tenure import TenureKind
from graph.model.ties.lives_in import Basis
from queries.building_households import building_households
from queries.house_persons import Occupant, house_persons
from queries.person_addresses import person_addresses
from queries.person_houses import person_houses
from queries.shapes import Dated, HouseRow, OrganizationRow, Resident
from tests.queries.conftest import Asking, area
from tests.queries.world import World

DAY = "2025-05-15"


@pytest.fixture(scope="module")
def street(asking: Asking) -> Asking:
    """Houses h1, h2 in building B of V; h3 in W. 甲 lives in h1 and is registered in h3; 乙 left, perhaps."""
    world = World()
    world.district("V", "W")
    world.place("G", "grid", under="V")
    world.place("M", "micro_grid", under="G")
    world.building("B", "M", community="V")
    world.house("h1", "V", building="B", unit="1", room="101")
    world.house("h2", "V", building="B", unit="1", room="102")
    world.house("h3", "W")
    world.person("甲", birth=dt.date(1980, 1, 2), sex="male", idHash="hash")
    world.lives("甲", "h1", "2020-01-01..", basis="tenant")
    world.registered("甲", "h3", "2001-01-01..", householdNo="1", relationToHead="head")
    world.lives("乙", "h1", "2019-01-01..2025年5月", basis="family")
    world.lives("丙", "h1", "2015-01-01..2019-01-01")
    world.registered("丙", "h2", "2015-01-01..", householdNo="7", relationToHead="head")
    world.registered("丁", "h2", "2016-01-01..", householdNo="3", relationToHead="head")
    world.registered("戊", "h2", "2016-01-01..", householdNo="3", relationToHead="child")
    world.lives("戊", "h2", "2016-01-01..")
    world.tenure(("Person", "丙"), "h1", "own", "2015-01-01..", share=0.5)
    world.organization("firm", "enterprise")
    world.tenure(("Organization", "firm"), "h1", "rent", "2024-01-01..")
    asking.given(world)
    return asking


def test_house_has_certain_and_possible_occupants_with_their_basis(street: Asking) -> None:
    answer = street(house_persons, DAY, house="h1")
    since, month = dt.date(2020, 1, 1), (dt.date(2025, 5, 1), dt.date(2025, 5, 31))
    assert answer.occupants == (
        Occupant(
            Resident("乙", "乙", None, None),
            Basis.FAMILY,
            Dated(Span(dt.date(2019, 1, 1), dt.date(2019, 1, 1), *month), Certainty.POSSIBLY),
        ),
        Occupant(
            Resident("甲", "甲", answer.occupants[1].person.sex, dt.date(1980, 1, 2)),
            Basis.TENANT,
            Dated(Span(since, since, None, None), Certainty.YES),
        ),
    )
    assert answer.registered == ()


def test_former_resident_is_not_an_occupant(street: Asking) -> None:
    assert [each.person.id for each in street(house_persons, "2018-06-01", house="h1").occupants] == ["丙"]


def test_house_has_owners_and_tenants_also_organizations(street: Asking) -> None:
    tenures = street(house_persons, DAY, house="h1").tenures
    assert [(each.kind, each.share, each.person, each.organization) for each in tenures] == [
        (TenureKind.OWN, 0.5, Resident("丙", "丙", None, None), None),
        (TenureKind.RENT, None, None, OrganizationRow("firm", "firm", "firm", OrganizationKind.ENTERPRISE)),
    ]


def test_house_outside_the_area_looks_absent(street: Asking) -> None:
    assert street.maybe(house_persons, DAY, area("W"), house="h1") is None
    assert street.maybe(house_persons, DAY, house="nowhere") is None


def test_person_has_houses_by_right_and_period(street: Asking) -> None:
    answer = street(person_houses, DAY, person="丙")
    assert [(each.house.code, each.dated.certainty) for each in answer.lives] == [("h1", Certainty.NO)]
    assert [(each.house.code, each.dated.certainty) for each in answer.registered] == [("h2", Certainty.YES)]
    assert [(each.house.code, each.kind) for each in answer.tenures] == [("h1", TenureKind.OWN)]


def test_person_is_found_by_the_hash_of_their_id(street: Asking) -> None:
    assert street(person_houses, DAY, id_hash="hash").person.id == "甲"
    assert street(person_addresses, DAY, id_hash="hash").person.id == "甲"


def test_person_shows_only_the_facts_in_the_area(street: Asking) -> None:
    answer = street(person_houses, DAY, area("W"), person="甲")
    assert (answer.lives, [each.house.code for each in answer.registered]) == ((), ["h3"])


def test_person_without_a_fact_in_the_area_looks_absent(street: Asking) -> None:
    assert street.maybe(person_houses, DAY, area("W"), person="丙") is None
    assert street.maybe(person_addresses, DAY, area("W"), person="丙") is None


def test_building_shows_its_people_house_by_house(street: Asking) -> None:
    answer = street(building_households, DAY, building="B")
    first, second = answer.houses
    assert (first.house.code, first.room, first.households) == ("h1", "101", ())
    assert [(each.household_no, [m.person.id for m in each.members]) for each in second.households] == [
        ("3", ["丁", "戊"]),
        ("7", ["丙"]),
    ]
    assert [each.person.id for each in first.living_unregistered] == ["乙", "甲"]
    assert [each.person.id for each in second.registered_absent] == ["丁", "丙"]


def test_building_outside_the_area_looks_absent(street: Asking) -> None:
    assert street.maybe(building_households, DAY, area("W"), building="B") is None


def test_addresses_apart(street: Asking) -> None:
    answer = street(person_addresses, DAY, person="甲")
    assert [each.house for each in answer.registered] == [HouseRow("h3", "h3", "h3号", answer.lives[0].house.use)]
    assert (answer.lives[0].house.code, answer.apart) == ("h1", Certainty.YES)


def test_addresses_together(street: Asking) -> None:
    assert street(person_addresses, DAY, person="戊").apart is Certainty.NO


def test_addresses_possibly_apart(street: Asking) -> None:
    assert street(person_addresses, DAY, person="乙").apart is None
    assert street(person_addresses, DAY, area("V"), person="甲").apart is None
