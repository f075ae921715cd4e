"""From one thing to another: what is walked, what never is, and what is said of what is not told."""

import datetime as dt

import networkx as nx
import pytest

from graph.model import RELATIONSHIPS
from guard.access import Access
from guard.refusals import RoleForbids, Unfit
from guard.roles import Role
from queries.neighbourhood import Neighbourhood, neighbourhood
from queries.network import WALKED, NodeKind, TieKind
from queries.networks import neighbourhood_network, paths_network, shortest_path_network
from queries.paths import paths
from queries.shapes import Holder
from queries.shortest_path import ShortestPath, shortest_path
from tests.accesses import ungranted
from tests.queries.conftest import Asking, area
from tests.queries.world import World

DAY = "2025-05-15"
EVERY_KIND = {
    "HOLDS", "IN", "FOR", "OF", "ON_BEHALF_OF", "UNDER", "MEMBER_OF", "COVERS", "SERVES", "MANAGES", "LOCATED_AT",
    "TOOK_PART", "AT", "NEEDS", "OFFERS", "PART_OF", "WITHIN", "IN_BUILDING", "OF_COMPOUND",
}  # fmt: skip


def way(answer: ShortestPath) -> list[str]:
    return [each.node.id for each in answer.steps]


def around(answer: Neighbourhood) -> list[str]:
    return [each.node.id for each in answer.nodes]


def apart() -> World:
    """Firms F1 and F2 and communities V and W, whose towns have nothing in common."""
    world = World()
    for number, community in (("1", "V"), ("2", "W")):
        world.place(f"T{number}", "town")
        world.place(community, "community", under=f"T{number}")
        world.place(f"G{number}", "grid", under=community)
        world.organization(f"F{number}", "enterprise")
        world.house(f"H{number}", community)
        world.tie("LOCATED_AT", ("Organization", f"F{number}"), ("House", f"H{number}"))
    return world


def two_posts(first: str, second: str) -> World:
    """The same with 甲 in a post of each side; who may be told depends on the posts' types."""
    world = apart()
    world.post("P1", first, place="V")
    world.post("P2", second, place="W")
    for each in ("P1", "P2"):
        world.holds("甲", each)
    for kind in {first, second} & {"building_head"}:
        world.node("PostType", kind, volunteer=True)
    return world


def test_the_list_is_closed_and_nothing_private_is_in_it() -> None:
    assert {each.value for each in TieKind} == EVERY_KIND
    assert not [each for each in TieKind if RELATIONSHIPS[each.value].private]
    assert {each.value for each in WALKED} == EVERY_KIND - {"OF"}
    assert all((each.zh, each.value) == (RELATIONSHIPS[each].text.zh, each) for each in TieKind)


def test_a_firm_reaches_its_grid_by_its_premises(asking: Asking) -> None:
    world = apart()
    world.place("M", "micro_grid", under="G1")
    world.building("B", "M")
    world.house("H", "V", building="B")
    world.organization("F", "enterprise")
    world.tie("LOCATED_AT", ("Organization", "F"), ("House", "H"))
    asking.given(world)
    answer = asking(shortest_path, DAY, from_="F", to="G1")
    assert way(answer) == ["F", "H", "B", "M", "G1"]
    assert [(s.tie.kind, s.tie.forward) for s in answer.steps if s.tie] == [
        (TieKind.LOCATED_AT, True),
        (TieKind.IN_BUILDING, True),
        (TieKind.WITHIN, True),
        (TieKind.PART_OF, True),
    ]
    back = asking(shortest_path, DAY, from_="G1", to="F")
    assert way(back) == ["G1", "M", "B", "H", "F"]
    assert not any(step.tie.forward for step in back.steps if step.tie)
    assert not answer.withheld


@pytest.mark.parametrize(
    ("kind", "source", "target"),
    [
        ("LIVES_IN", ("Person", "甲"), ("House", "H2")),
        ("REGISTERED_AT", ("Person", "甲"), ("House", "H2")),
        ("HOLDS_TENURE", ("Person", "甲"), ("House", "H2")),
        ("HOLDS_TENURE", ("Organization", "F1"), ("House", "H2")),
        ("OPERATED_BY", ("Organization", "F2"), ("Person", "甲")),
        ("OF_MEMBER", ("CheckIn", "C"), ("Person", "甲")),
        ("FROM_UNIT", ("CheckIn", "C"), ("Organization", "F1")),
        ("SUCCEEDS", ("Place", "W"), ("Place", "V")),
    ],
)
def test_a_private_tie_is_never_walked(
    asking: Asking, kind: str, source: tuple[str, str], target: tuple[str, str]
) -> None:
    world = apart()
    world.post("P1", "secretary", place="V")
    world.holds("甲", "P1")
    world.node("CheckIn", "C")
    world.tie("TO_COMMUNITY", ("CheckIn", "C"), ("Place", "W"))
    world.tie(kind, source, target)
    asking.given(world)
    answer = asking(shortest_path, DAY, from_="F1", to="F2", most=10)
    assert (answer.steps, answer.withheld) == ((), False)
    assert asking(paths, DAY, from_="F1", to="F2", longest=6).paths == ()
    for start in ("甲", "H2", "F1", "F2", "W"):
        seen = asking(neighbourhood, DAY, id=start, depth=2)
        assert {tie.kind.value for each in seen.nodes for tie in each.ties} <= EVERY_KIND
        assert not {source[1], target[1]} - {start} <= set(around(seen)) or start == "V"
    assert asking.maybe(shortest_path, DAY, from_="C", to="F1") is None
    assert asking.maybe(neighbourhood, DAY, id="C") is None


def test_a_holder_of_two_posts_joins_them_and_is_told_as_a_holder(asking: Asking) -> None:
    asking.given(two_posts("secretary", "director"))
    answer = asking(shortest_path, DAY, from_="V", to="W")
    assert way(answer) == ["V", "P1", "甲", "P2", "W"]
    assert answer.steps[2].holder == Holder("甲", "甲", False)
    assert (answer.steps[2].node.kind, answer.steps[2].node.label) == (NodeKind.PERSON, None)
    assert not answer.withheld
    assert asking(shortest_path, DAY, from_="甲", to="W").start == Holder("甲", "甲", False)


def test_a_volunteer_is_not_walked_through_without_the_class_and_that_is_said(asking: Asking) -> None:
    asking.given(two_posts("secretary", "building_head"))
    told = asking(shortest_path, DAY, from_="V", to="W")
    assert (way(told)[2], told.steps[2].holder) == ("甲", Holder("甲", "甲", True))
    answer = asking(shortest_path, DAY, ungranted(), from_="V", to="W")
    assert (answer.steps, answer.withheld) == ((), True)
    every = asking(paths, DAY, ungranted(), from_="V", to="W")
    assert (every.paths, every.more, every.withheld) == ((), False, True)
    assert "甲" not in around(asking(neighbourhood, DAY, ungranted(), id="P2"))


def test_a_holder_outside_the_area_is_not_walked_through_and_that_is_said(asking: Asking) -> None:
    asking.given(two_posts("secretary", "director"))
    for access in (area("V"), area("W"), area()):
        answer = asking(shortest_path, DAY, access, from_="V", to="W")
        assert (answer.steps, answer.withheld) == ((), True)
        assert asking(paths, DAY, access, from_="V", to="W").paths == ()
    seen = asking(neighbourhood, DAY, area("V"), id="P2")
    assert ("甲" in around(seen), seen.withheld) == (False, True)
    assert asking(neighbourhood, DAY, area("V"), id="P1").withheld is False


def test_what_is_withheld_does_not_depend_on_who_holds_it(asking: Asking) -> None:
    """Else whoever asks from one holder after another to a volunteer's post would learn who holds it."""
    said = []
    for holder in ("甲", "乙", ""):
        world = two_posts("secretary", "director")
        world.post("P3", "building_head", place="W")
        world.node("PostType", "building_head", volunteer=True)
        world.post("P4", "secretary", place="V")
        world.holds("乙", "P4")
        if holder:
            world.holds(holder, "P3")
        asking.given(world)
        said.append(
            [
                (way(answer), answer.withheld)
                for start in ("甲", "乙", "P1", "P4", "F1")
                for most in (1, 2, 3, 5, 8)
                if (answer := asking(shortest_path, DAY, ungranted(), from_=start, to="P3", most=most))
            ]
        )
    assert said[0] == said[1] == said[2]
    assert ([], True) in said[0]


@pytest.mark.parametrize("access", [ungranted(), area("V")])
def test_who_is_told_of_by_a_public_post_is_told_alike_whatever_else_they_hold(asking: Asking, access: Access) -> None:
    """The volunteer's post is in the answer too; that they hold it must not be seen by how they are told of."""
    said = []
    for holders in ((), ("甲",), ("乙",)):
        world = two_posts("secretary", "secretary")
        world.post("P3", "building_head", place="W")
        world.node("PostType", "building_head", volunteer=True)
        world.tie("UNDER", ("Organization", "O-P1"), ("Organization", "O-P3"))
        world.holds("乙", "P1")
        for each in holders:
            world.holds(each, "P3")
        asking.given(world)
        said.append(
            [
                asking(neighbourhood, DAY, access, id="P1", depth=2),
                asking(neighbourhood, DAY, access, id="甲", depth=2),
                asking(paths, DAY, access, from_="甲", to="P3", longest=5),
                asking(shortest_path, DAY, access, from_="乙", to="P3"),
            ]
        )
    assert said[0] == said[1] == said[2]


def test_who_is_told_of_by_volunteers_posts_alone_is_told_as_a_volunteer(asking: Asking) -> None:
    """Neither post is in the answer; a public one elsewhere is nothing that this caller may read of."""
    world = two_posts("building_head", "secretary")
    asking.given(world)
    answer = asking(neighbourhood, DAY, area("V"), id="甲", kinds=[TieKind.UNDER])
    assert answer.holder
    assert answer.holder.volunteer
    everywhere = asking(neighbourhood, DAY, id="甲", kinds=[TieKind.UNDER])
    assert everywhere.holder
    assert not everywhere.holder.volunteer


@pytest.mark.parametrize("access", [ungranted(), area("W")])
def test_who_may_not_be_told_of_is_as_absent(asking: Asking, access: Access) -> None:
    world = apart()
    world.post("P1", "building_head", place="V")
    world.node("PostType", "building_head", volunteer=True)
    world.holds("甲", "P1")
    world.person("乙")
    world.lives("乙", "H1")
    asking.given(world)
    for person in ("甲", "乙", "nobody"):
        assert asking.maybe(shortest_path, DAY, access, from_=person, to="V") is None
        assert asking.maybe(shortest_path, DAY, access, from_="V", to=person) is None
        assert asking.maybe(paths, DAY, access, from_=person, to="V") is None
        assert asking.maybe(neighbourhood, DAY, access, id=person) is None
    assert asking.maybe(shortest_path, DAY, from_="乙", to="V") is None


def test_ties_are_those_of_the_day_and_an_activity_joins_from_its_day_on(asking: Asking) -> None:
    world = apart()
    world.organization("J")
    world.tie("COVERS", ("Organization", "J"), ("Place", "W"))
    world.tie("MEMBER_OF", ("Organization", "F1"), ("Organization", "J"), "2020-01-01..2021-01-01")
    world.node("Activity", "A", heldOn=dt.date(2022, 3, 1))
    world.tie("TOOK_PART", ("Organization", "F1"), ("Activity", "A"), "2022-03-01..2022-03-02")
    world.tie("AT", ("Activity", "A"), ("Place", "W"), "2022-03-01..2022-03-02")
    asking.given(world)
    found = {day: way(asking(shortest_path, day, from_="F1", to="W")) for day in ("2020-06-01", "2021-06-01", DAY)}
    assert found == {"2020-06-01": ["F1", "J", "W"], "2021-06-01": [], DAY: ["F1", "A", "W"]}


def test_paths_are_all_of_them_the_shortest_first_with_a_cap(asking: Asking) -> None:
    world = apart()
    for number in range(4):
        world.organization(f"J{number}")
        world.tie("MEMBER_OF", ("Organization", "F1"), ("Organization", f"J{number}"))
        world.tie("COVERS", ("Organization", f"J{number}"), ("Place", "W"))
    world.tie("COVERS", ("Organization", "J0"), ("Place", "W"), "2019-01-01..")
    world.tie("UNDER", ("Organization", "J0"), ("Organization", "J1"))
    asking.given(world)
    answer = asking(paths, DAY, from_="F1", to="W", longest=3)
    assert [[each.node.id for each in path.steps] for path in answer.paths] == [
        ["F1", "J0", "W"], ["F1", "J1", "W"], ["F1", "J2", "W"], ["F1", "J3", "W"],
        ["F1", "J0", "J1", "W"], ["F1", "J1", "J0", "W"],
    ]  # fmt: skip
    assert not answer.more
    short = asking(paths, DAY, from_="F1", to="W", longest=3, cap=5)
    assert (len(short.paths), short.more) == (5, True)


def test_neighbourhood_is_paged_by_kind_of_tie_and_depth(asking: Asking) -> None:
    world = apart()
    for number in range(5):
        world.place(f"g{number}", "grid", under="V")
        world.place(f"m{number}", "micro_grid", under=f"g{number}")
    asking.given(world)
    assert around(asking(neighbourhood, DAY, id="V", kinds=[TieKind.PART_OF])) == [
        "G1", "T1", "g0", "g1", "g2", "g3", "g4"
    ]  # fmt: skip
    assert around(asking(neighbourhood, DAY, id="V", kinds=["WITHIN"])) == ["H1"]
    whole = asking(neighbourhood, DAY, id="V", depth=2)
    assert [each.depth for each in whole.nodes] == [1] * 8 + [2] * 6
    assert {each.node.id: [tie.near for tie in each.ties] for each in whole.nodes}["m3"] == ["g3"]
    pages, after = list[str](), None
    while True:
        page = asking(neighbourhood, DAY, id="V", depth=2, cap=4, after=after)
        pages += around(page)
        after = page.after
        if after is None:
            break
    assert pages == around(whole)


def test_queries_are_few_whatever_the_size(asking: Asking) -> None:
    counted = []
    for many in (3, 60):
        world = apart()
        for number in range(many):
            world.organization(f"J{number}")
            world.tie("MEMBER_OF", ("Organization", "F1"), ("Organization", f"J{number}"))
            world.tie("COVERS", ("Organization", f"J{number}"), ("Place", "W"))
        asking.given(world)
        asked = []
        for question, given in (
            (shortest_path, {"from_": "F1", "to": "W"}),
            (paths, {"from_": "F1", "to": "W", "longest": 6}),
            (neighbourhood, {"id": "F1", "depth": 2}),
        ):
            before = asking.store.asked
            asking(question, DAY, **given)
            asked.append(asking.store.asked - before)
        counted.append(asked)
    assert counted == [[2, 5, 3]] * 2


def test_what_does_not_fit_is_refused(asking: Asking) -> None:
    asking.given(apart())
    for question, given in (
        (shortest_path, {"from_": "V", "to": "W", "most": 11}),
        (shortest_path, {"from_": "V", "to": "W", "most": 0}),
        (paths, {"from_": "V", "to": "W", "longest": 7}),
        (paths, {"from_": "V", "to": "W", "cap": 201}),
        (neighbourhood, {"id": "V", "depth": 3}),
        (neighbourhood, {"id": "V", "cap": 0}),
        (neighbourhood, {"id": "V", "after": "x"}),
    ):
        with pytest.raises(Unfit):
            asking(question, DAY, **given)
    with pytest.raises(RoleForbids):
        asking(shortest_path, DAY, ungranted(Role.AUDITOR), from_="V", to="W")


def test_a_thing_is_no_step_from_itself(asking: Asking) -> None:
    asking.given(apart())
    answer = asking(shortest_path, DAY, from_="V", to="V")
    assert (way(answer), answer.withheld) == (["V"], False)


def test_answers_become_networks_that_graphml_takes(asking: Asking) -> None:
    asking.given(two_posts("secretary", "director"))
    path = shortest_path_network(asking(shortest_path, DAY, from_="V", to="W"))
    assert set(path.edges(keys=True)) == {
        ("P1", "V", "FOR"), ("甲", "P1", "HOLDS"), ("甲", "P2", "HOLDS"), ("P2", "W", "FOR")
    }  # fmt: skip
    assert path.nodes["甲"] == {"kind": "Person", "label": "甲", "code": ""}
    every = paths_network(asking(paths, DAY, from_="V", to="W"))
    near = neighbourhood_network(asking(neighbourhood, DAY, id="甲", depth=2))
    assert set(every.edges) == set(path.edges) <= set(near.edges)
    for network in (path, every, near):
        assert "".join(nx.generate_graphml(network))
