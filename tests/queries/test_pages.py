"""Co-construction pages, the roll-up, and the networks made of answers."""

import datetime as dt

import pytest

from queries.community_page import community_page
from queries.doubling import doubling
from queries.networks import community_network, doubling_network, unit_network
from queries.roll_up import Kinds, roll_up
from queries.shapes import Small
from queries.unit_page import unit_page
from tests.queries.conftest import Asking, area
from tests.queries.test_doubling_cases import r1
from tests.queries.world import World

DAY = "2025-05-15"


@pytest.fixture(scope="module")
def partners(asking: Asking) -> Asking:
    """Units U1 in V's joint committee and U2 in the town's; U1's second seat is vacant."""
    world = World()
    world.district("V", "W")
    world.place("G", "grid", under="V")
    for committee, place in (("JV", "V"), ("JT", "T")):
        world.organization(committee, "joint_committee")
        world.tie("COVERS", ("Organization", committee), ("Place", place))
    for unit, committee in (("U1", "JV"), ("U2", "JT"), ("U3", "JV")):
        world.organization(unit)
        world.tie("MEMBER_OF", ("Organization", unit), ("Organization", committee), "2020-01-01..")
    world.post("P1", "joint_delegate", within="JV", unit="U1")
    world.post("P1b", "joint_delegate", within="JV", unit="U1")
    world.post("P2", "joint_delegate", within="JT", unit="U2")
    world.holds("甲", "P1", "2021-01-01..", document="文1")
    world.holds("乙", "P2", "2021-01-01..")
    world.node("Offer", "O1", kind="venue", title="礼堂")
    world.tie("OFFERS", ("Organization", "U1"), ("Offer", "O1"), "2021-01-01..")
    for code, when in (("N1", "2024-01-01.."), ("N2", "2024-01-01..2024-06-01")):
        world.node("Need", code, kind="venue", title=code)
        world.tie("NEEDS", ("Place", "V"), ("Need", code), when)
    for code, held, place in (("A1", "2024-03-01", "V"), ("A2", "2024-05-01", "G"), ("A3", "2025-06-01", "V")):
        on = dt.date.fromisoformat(held)
        world.node("Activity", code, title=code, kind="culture", heldOn=on)
        world.tie("AT", ("Activity", code), ("Place", place))
        world.tie("TOOK_PART", ("Organization", "U1"), ("Activity", code))
    for number in range(6):
        code = world.node("CheckIn", f"C{number}")
        world.tie("FROM_UNIT", ("CheckIn", code), ("Organization", "U1" if number else "U2"), "2022-01-01..")
        world.tie("TO_COMMUNITY", ("CheckIn", code), ("Place", "V"), "2022-01-01..")
    asking.given(world)
    return asking


def test_unit_page_shows_committees_delegates_and_vacant_seats(partners: Asking) -> None:
    page = partners(unit_page, DAY, unit="U1")
    (membership,) = page.memberships
    assert (membership.committee.code, [each.code for each in page.communities]) == ("JV", ["V"])
    assert [(each.post.code, each.vacant) for each in membership.delegates] == [("P1", False), ("P1b", True)]
    assert [each.holder.name for each in membership.delegates[0].holders] == ["甲"]
    assert (page.activities, page.last_activity) == (2, dt.date(2024, 5, 1))
    assert [each.title for each in page.offers] == ["礼堂"]


def test_check_ins_below_five_are_withheld(partners: Asking) -> None:
    assert partners(unit_page, DAY, unit="U1").check_ins == Small(5, False)
    assert partners(unit_page, DAY, unit="U2").check_ins == Small(None, True)


def test_community_page_shows_units_of_the_town_too(partners: Asking) -> None:
    page = partners(community_page, DAY, community="V")
    assert [(each.unit.code, each.committee.code, each.last_activity) for each in page.units] == [
        ("U1", "JV", dt.date(2024, 5, 1)),
        ("U3", "JV", None),
        ("U2", "JT", None),
    ]
    assert ([each.code for each in page.unmet], [each.code for each in page.met]) == (["N1"], ["N2"])
    assert [each.code for each in page.activities] == ["A2", "A1"]
    assert page.units[0].last_here == dt.date(2024, 5, 1)


def test_delegates_are_seen_by_the_area_of_their_committee(partners: Asking) -> None:
    page = partners(community_page, DAY, area("V"), community="V")
    shown = {each.unit.code: [d.holder.name for p in each.delegates for d in p.holders] for each in page.units}
    assert shown == {"U1": ["甲"], "U3": [], "U2": []}
    assert not next(each for each in page.units if each.unit.code == "U2").delegates[0].vacant
    whole = partners(community_page, DAY, partners.under("V", "W"), community="V")
    assert [d.holder.name for each in whole.units for p in each.delegates for d in p.holders] == ["甲", "乙"]
    assert partners(unit_page, DAY, area("W"), unit="U1").memberships[0].delegates[0].holders == ()


def test_pages_become_networks_of_public_ties(partners: Asking) -> None:
    unit = unit_network(partners(unit_page, DAY, unit="U1"))
    assert set(unit.nodes) == {"U1", "JV", "V", "P1", "P1b", "甲"}
    assert ("甲", "P1", "HOLDS") in unit.edges(keys=True)
    community = community_network(partners(community_page, DAY, community="V"))
    assert {kind for _, _, kind in community.edges(keys=True)} == {
        "MEMBER_OF",
        "COVERS",
        "IN",
        "ON_BEHALF_OF",
        "HOLDS",
    }


def test_doubling_becomes_a_network(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S")
    world.holds("甲", "D")
    asking.given(world)
    network = doubling_network(asking(doubling, DAY, rule="R1"))
    assert set(network.successors("甲")) == {"S", "D"}
    assert network.nodes["V"]["state"] == "doubled"


def test_roll_up_counts_from_the_places_down(asking: Asking) -> None:
    world = r1()
    world.place("G", "grid", under="V")
    world.place("M", "micro_grid", under="G")
    world.place("old", "micro_grid", under="G", when="..2020-01-01")
    world.compound("X", "V")
    world.building("B", "M", compound="X", community="V")
    world.house("h1", "V", building="B")
    world.house("h2", "V", use="shop")
    for number in range(5):
        world.lives(f"P{number}", "h1", "2020-01-01..")
    world.registered("P1", "h1", "2020-01-01..")
    world.organization("shop", "sole_trader")
    world.tie("LOCATED_AT", ("Organization", "shop"), ("House", "h2"))
    world.holds("P1", "S")
    world.holds("P1", "D")
    asking.given(world)
    answer = asking(roll_up, DAY, place="V")
    assert answer.places == (Kinds("grid", 1), Kinds("micro_grid", 1))
    assert (answer.compounds, answer.buildings) == (1, 1)
    assert answer.houses == (Kinds("dwelling", 1), Kinds("shop", 1))
    assert answer.organizations == (Kinds("sole_trader", 1),)
    assert (answer.posts, answer.holders) == (2, 1)
    assert (answer.residents, answer.registered) == (Small(5, False), Small(None, True))
    assert answer.statistics_day == dt.date(2025, 4, 30)
    assert asking(roll_up, DAY, area("elsewhere"), place="V").residents == Small(None, True)
    assert asking(roll_up, DAY, asking.under("V"), place="T").residents == Small(5, False)
