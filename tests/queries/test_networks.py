"""Co-construction: dormant units, unmet needs, who bridges communities, who is cut off; and what is kept of it."""

import asyncio
import datetime as dt
import threading
from collections.abc import Iterator
from typing import Any

import networkx as nx
import pytest

from graph.project.schema import changed
from guard.refusals import RoleForbids, Unfit
from guard.roles import Role
from queries.bridging_units import bridging_units
from queries.dormant_units import dormant_units
from queries.if_withdraws import Cut, if_withdraws
from queries.kept import KEPT, Kept
from queries.network import partners
from queries.networks import bridging_network, if_withdraws_network
from queries.unmet_needs import Nearness, unmet_needs
from tests.accesses import ungranted
from tests.queries.conftest import Asking, area
from tests.queries.world import World

DAY = "2025-05-15"
SINCE = dt.date(2025, 1, 1)


def joint(world: World, code: str, *places: str) -> str:
    world.organization(code, "joint_committee")
    for place in places:
        world.tie("COVERS", ("Organization", code), ("Place", place))
    return code


def member(world: World, unit: str, *committees: str, when: str = "2020-01-01..") -> str:
    world.organization(unit)
    for each in committees:
        world.tie("MEMBER_OF", ("Organization", unit), ("Organization", each), when)
    return unit


def active(world: World, unit: str, *days: str) -> None:
    for number, day in enumerate(days):
        code = world.node("Activity", f"{unit}-{number}", heldOn=dt.date.fromisoformat(day))
        world.tie("TOOK_PART", ("Organization", unit), ("Activity", code))


def chain() -> World:
    """U1 joins V and W, U2 joins W and X, U3 is in X alone; Y is joined by U4 alone. A town's unit joins nothing."""
    world = World()
    world.district("V", "W", "X", "Y")
    for each in "VWXY":
        joint(world, f"J{each}", each)
    joint(world, "JT", "T")
    member(world, "U1", "JV", "JW")
    member(world, "U2", "JW", "JX")
    member(world, "U3", "JX")
    member(world, "U4", "JY")
    member(world, "U5", "JT")
    return world


def test_a_unit_is_dormant_without_an_activity_since_the_day(asking: Asking) -> None:
    world = chain()
    member(world, "old", "JV", when="2020-01-01..2024-01-01")
    world.organization("none")
    active(world, "U1", "2024-03-01", "2025-02-01")
    active(world, "U2", "2023-03-01", "2024-12-31", "2025-06-01")
    asking.given(world)
    answer = asking(dormant_units, DAY, since=SINCE)
    assert [(e.unit.code, [c.code for c in e.committees], e.activities, e.last_activity) for e in answer.units] == [
        ("U2", ["JW", "JX"], 2, dt.date(2024, 12, 31)),
        ("U3", ["JX"], 0, None),
        ("U4", ["JY"], 0, None),
        ("U5", ["JT"], 0, None),
    ]
    assert [each.unit.code for each in asking(dormant_units, "2025-01-31", since=SINCE).units][:2] == ["U1", "U2"]
    assert [each.unit.code for each in asking(dormant_units, DAY, since=SINCE, within="X").units] == ["U2", "U3"]
    assert len(asking(dormant_units, DAY, since=SINCE, within="D").units) == 4
    assert asking.maybe(dormant_units, DAY, since=SINCE, within="nowhere") is None


def test_an_unmet_need_is_met_by_offers_of_its_kind_near_by(asking: Asking) -> None:
    world = chain()
    world.place("T2", "town", under="D")
    world.place("Z", "community", under="T2")
    joint(world, "JZ", "Z")
    member(world, "U6", "JZ")
    for code, kind, when in (("N1", "venue", ""), ("N2", "funds", ""), ("N3", "venue", "2020-01-01..2021-01-01")):
        world.node("Need", code, kind=kind, title=code)
        world.tie("NEEDS", ("Place", "V"), ("Need", code), when)
    for number, unit in enumerate(("U1", "U2", "U5", "U6")):
        world.node("Offer", f"O{number}", kind="venue", title="礼堂")
        world.tie("OFFERS", ("Organization", unit), ("Offer", f"O{number}"), "2021-01-01..")
    world.node("Offer", "over", kind="venue")
    world.tie("OFFERS", ("Organization", "U3"), ("Offer", "over"), "2021-01-01..2022-01-01")
    asking.given(world)
    answer = asking(unmet_needs, DAY, community="V")
    assert [
        (need.code, [(e.unit.code, e.committee.code, e.place.code, e.nearness) for e in need.units])
        for need in answer.needs
    ] == [
        (
            "N1",
            [
                ("U1", "JV", "V", Nearness.OWN),
                ("U5", "JT", "T", Nearness.ABOVE),
                ("U1", "JW", "W", Nearness.NEIGHBOURING),
                ("U2", "JW", "W", Nearness.NEIGHBOURING),
                ("U2", "JX", "X", Nearness.NEIGHBOURING),
            ],
        ),
        ("N2", []),
    ]
    assert [offer.code for offer in answer.needs[0].units[1].offers] == ["O2"]
    assert asking(unmet_needs, DAY, area("Y"), community="V") == answer
    assert asking.maybe(unmet_needs, DAY, community="T") is None


def test_a_community_that_no_joint_committee_is_near_to_has_needs_all_the_same(asking: Asking) -> None:
    world = World()
    world.district("V")
    world.node("Need", "N", kind="venue")
    world.tie("NEEDS", ("Place", "V"), ("Need", "N"))
    asking.given(world)
    assert [(each.code, each.units) for each in asking(unmet_needs, DAY, community="V").needs] == [("N", ())]


def test_bridging_units_join_most_communities(asking: Asking) -> None:
    asking.given(chain())
    answer = asking(bridging_units, DAY)
    assert [(e.unit.code, [c.code for c in e.communities], e.betweenness) for e in answer.units] == [
        ("U1", ["V", "W"], round(2 / 6, 6)),
        ("U2", ["W", "X"], round(2 / 6, 6)),
    ]
    assert (answer.communities, answer.more) == (4, False)
    assert asking(bridging_units, DAY, first=1).more
    assert asking(bridging_units, DAY, within="X").units == ()
    assert asking(bridging_units, DAY, area("Y")) == answer
    with pytest.raises(Unfit):
        asking(bridging_units, DAY, first=0)
    with pytest.raises(RoleForbids):
        asking(bridging_units, DAY, ungranted(Role.AUDITOR))


def test_what_is_cut_off_if_a_unit_withdraws(asking: Asking) -> None:
    world = chain()
    member(world, "U7", "JV")
    asking.given(world)
    found = {
        unit: ([(each.community.code, each.cut) for each in answer.cut_off], answer.parts)
        for unit in ("U1", "U2", "U3", "U4")
        if (answer := asking(if_withdraws, DAY, unit=unit))
    }
    assert found == {
        "U1": ([("V", Cut.APART)], 2),
        "U2": ([("X", Cut.APART)], 2),
        "U3": ([], 1),
        "U4": ([("Y", Cut.NO_UNIT)], 1),
    }
    assert [each.code for each in asking(if_withdraws, DAY, unit="U1").communities] == ["V", "W"]
    assert asking.maybe(if_withdraws, DAY, unit="U5") is None
    assert asking.maybe(if_withdraws, "2019-01-01", unit="U1") is None


def test_who_leaves_the_last_unit_of_a_community_leaves_it_without_any(asking: Asking) -> None:
    asking.given(chain())
    assert [(e.community.code, e.cut) for e in asking(if_withdraws, DAY, unit="U1").cut_off] == [("V", Cut.NO_UNIT)]


def test_betweenness_is_that_of_networkx() -> None:
    ties = {(f"u{n}", f"c{m}") for n in range(12) for m in range(9) if (n * 7 + m * 5) % 4 == 0 or n == m}
    found = partners.Partners({unit: Any for unit, _ in ties}, {place: Any for _, place in ties}, {}, frozenset(ties))
    network = nx.Graph(sorted(ties))
    ends = sorted(found.communities)
    whole = nx.betweenness_centrality_subset(network, ends, ends)
    pairs = len(ends) * (len(ends) - 1) / 2
    assert partners.bridging(found) == {
        unit: round(whole[unit] / pairs, 6) for unit in found.units if network.degree(unit) > 1
    }


@pytest.fixture
def versioned(asking: Asking) -> Iterator[Asking]:
    """A graph that says which version it is."""
    asking.given(chain())
    KEPT.forget()
    grown(asking)
    yield asking
    asking.run(asking.store.write("MATCH (g:Graph) DELETE g"))


def grown(asking: Asking) -> None:
    asking.run(asking.store.write_all([changed(sample=True, book="book")]))


def test_a_second_question_reads_the_version_only(versioned: Asking) -> None:
    first = versioned(bridging_units, DAY)
    before = versioned.store.asked
    assert versioned(bridging_units, DAY) == first
    assert versioned.store.asked - before == 1
    versioned(if_withdraws, DAY, unit="U1")
    versioned(if_withdraws, DAY, unit="U2")
    assert versioned.store.asked - before == 1 + 2 + 2


def test_a_change_of_the_graph_changes_the_answer_at_once(versioned: Asking) -> None:
    assert len(versioned(bridging_units, DAY).units) == 2
    assert versioned(if_withdraws, DAY, unit="U1").parts == 2
    versioned.run(versioned.store.write("MATCH (:Organization {id: 'U1'})-[r:MEMBER_OF]->({id: 'JW'}) DELETE r"))
    grown(versioned)
    assert [each.unit.code for each in versioned(bridging_units, DAY).units] == ["U2"]
    assert versioned(if_withdraws, DAY, unit="U1").parts == 1


def test_a_graph_made_anew_is_not_answered_from_what_was_kept(versioned: Asking) -> None:
    grown(versioned)
    assert len(versioned(bridging_units, DAY).units) == 2
    versioned.run(versioned.store.write("MATCH (g:Graph) DELETE g"))
    versioned.run(versioned.store.write("MATCH (:Organization {id: 'U1'})-[r:MEMBER_OF]->() DELETE r"))
    grown(versioned)
    assert len(versioned(bridging_units, DAY).units) == 1
    grown(versioned)
    assert len(versioned(bridging_units, DAY).units) == 1


def test_two_callers_at_once_compute_it_once_in_a_thread(versioned: Asking) -> None:
    kept, made, threads = Kept(), [], set()

    async def make() -> int:
        made.append(1)
        threads.add(await asyncio.to_thread(threading.get_ident))
        await asyncio.sleep(0.01)
        return 7

    async def both() -> list[int]:
        return await asyncio.gather(*(kept.of(versioned.store, ("x",), make) for _ in range(5)))

    assert (versioned.run(both()), len(made)) == ([7] * 5, 1)


def test_who_hangs_up_does_not_stop_it_for_another(versioned: Asking) -> None:
    kept, made = Kept(), []

    async def make() -> int:
        await asyncio.sleep(0.05)
        made.append(1)
        return 7

    async def one_leaves() -> int:
        first = asyncio.ensure_future(kept.of(versioned.store, ("x",), make))
        second = asyncio.ensure_future(kept.of(versioned.store, ("x",), make))
        await asyncio.sleep(0.02)
        first.cancel()
        return await second

    assert (versioned.run(one_leaves()), len(made)) == (7, 1)


def test_what_fails_is_not_kept_and_no_more_is_kept_than_the_bound(versioned: Asking) -> None:
    kept = Kept(most=2)

    async def fails() -> int:
        raise ValueError

    async def seven() -> int:
        return 7

    with pytest.raises(ValueError, match=r"^$"):
        versioned.run(kept.of(versioned.store, (0,), fails))
    for each in (0, 1, 2, 0):
        assert versioned.run(kept.of(versioned.store, (each,), seven)) == 7
    assert len(kept) == 2
    assert len(KEPT) <= KEPT.most


def test_nothing_is_kept_of_a_graph_that_has_no_version(asking: Asking) -> None:
    asking.given(chain())
    assert len(asking(bridging_units, DAY).units) == 2
    asking.run(asking.store.write("MATCH (:Organization {id: 'U1'})-[r:MEMBER_OF]->() DELETE r"))
    assert len(asking(bridging_units, DAY).units) == 1


def test_answers_become_networks_that_graphml_takes(asking: Asking) -> None:
    asking.given(chain())
    bridges = bridging_network(asking(bridging_units, DAY))
    assert bridges.nodes["U1"]["betweenness"] == round(2 / 6, 6)
    assert set(bridges.successors("U2")) == {"W", "X"}
    cut = if_withdraws_network(asking(if_withdraws, DAY, unit="U1"))
    assert cut.nodes["V"]["cut"] == "no_unit"
    for network in (bridges, cut):
        assert "".join(nx.generate_graphml(network))
