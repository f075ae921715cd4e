"""What else a doubling rule does: linkages, rates, subtrees, areas, forbidden pairs, a fourth rule."""

import datetime as dt

import pytest

from graph.model.dates import Certainty, Moment
from graph.model.nodes.place import Level
from guard.refusals import RoleForbids
from queries.doubling import Rate, State, doubling
from tests.accesses import ungranted
from tests.queries.conftest import Asking, area
from tests.queries.test_doubling_cases import r1, r2, r3
from tests.queries.world import World

DAY = "2025-05-01"


def two_communities() -> World:
    """V is doubled; W, in another town, is split."""
    world = World()
    world.place("D", "district")
    for town, community in (("T1", "V"), ("T2", "W")):
        world.place(town, "town", under="D")
        world.place(community, "community", under=town)
        world.post(f"S{community}", "secretary", place=community)
        world.post(f"D{community}", "director", place=community)
    world.rule("R1", ["secretary"], ["director"])
    world.holds("甲", "SV")
    world.holds("甲", "DV")
    world.holds("乙", "SW")
    world.holds("丙", "DW")
    return world


def test_rate_is_told_by_town(asking: Asking) -> None:
    asking.given(two_communities())
    answer = asking(doubling, DAY, rule="R1", by=Level.TOWN)
    assert answer.rate == Rate(1, 1, 2, 2)
    assert [(each.place.code, each.rate) for each in answer.groups] == [
        ("T1", Rate(1, 1, 1, 1)),
        ("T2", Rate(0, 0, 1, 1)),
    ]


def test_only_the_subtree_asked_about_is_counted(asking: Asking) -> None:
    asking.given(two_communities())
    answer = asking(doubling, DAY, rule="R1", within="T2")
    assert [(each.place.code, each.state) for each in answer.findings if each.place] == [("W", State.SPLIT)]


def test_a_place_outside_the_area_is_not_told(asking: Asking) -> None:
    asking.given(two_communities())
    answer = asking(doubling, DAY, access=area("V"), rule="R1")
    assert [each.place.code for each in answer.findings if each.place] == ["V"]
    assert {each.holder.name for f in answer.findings for each in (*f.left, *f.right)} == {"甲"}
    assert not answer.withheld


def test_a_town_is_counted_for_who_has_all_its_communities(asking: Asking) -> None:
    world = two_communities()
    world.rule("RT", ["secretary"], ["director"], linkage="right_within_left", over="town")
    asking.given(world)
    places = {
        each: [f.place.code for f in asking(doubling, DAY, access=asking.under(each), rule="RT").findings if f.place]
        for each in ("V", "W", "X")
    }
    assert places == {"V": ["T1"], "W": ["T2"], "X": []}


def test_a_holder_outside_the_area_is_not_told(asking: Asking) -> None:
    world = r2()
    world.post("CW", "committee_member", place="W")
    world.holds("乙", "CW")
    asking.given(world)
    answer = asking(doubling, DAY, access=area("V"), rule="R2")
    assert [each.holder.name for each in answer.findings if each.holder] == ["甲"]


def test_rates_are_ranges_when_facts_are_possible(asking: Asking) -> None:
    world = two_communities()
    world.place("X", "community", under="T1", when="2025年5月..")
    world.holds("乙", "DW", "..2025年5月")
    asking.given(world)
    answer = asking(doubling, "2025-05-15", rule="R1")
    assert answer.rate == Rate(1, 2, 2, 3)
    by_place = {each.place.code: each for each in answer.findings if each.place}
    assert by_place["X"].exists is Certainty.POSSIBLY
    assert by_place["W"].possible == (State.DOUBLED, State.SPLIT)


def test_right_post_is_found_through_what_its_organization_covers(asking: Asking) -> None:
    world = World()
    world.district("V")
    world.place("G", "grid", under="V")
    world.rule("R4", ["branch_secretary"], ["grid_head"], over="grid")
    world.post("BS", "branch_secretary", within="branch")
    world.tie("COVERS", ("Organization", "branch"), ("Place", "G"))
    world.post("GH", "grid_head", place="G")
    world.holds("甲", "BS")
    world.holds("甲", "GH")
    asking.given(world)
    (finding,) = asking(doubling, DAY, rule="R4").findings
    assert (finding.place and finding.place.code, finding.state) == ("G", State.DOUBLED)


def test_left_within_right(asking: Asking) -> None:
    world = r3()
    world.rule("R5", ["leader"], ["head"], linkage="left_within_right", over="micro_grid")
    world.post("L1", "leader", building="B1")
    world.holds("甲", "H")
    world.holds("甲", "L1")
    asking.given(world)
    assert [each.state for each in asking(doubling, DAY, rule="R5").findings] == [State.DOUBLED]


def test_building_lies_within_its_compound(asking: Asking) -> None:
    world = r3()
    world.compound("X", "V")
    world.building("B4", "M", compound="X")
    world.rule("R6", ["manager"], ["leader"], linkage="right_within_left", over="compound")
    world.post("PM", "manager", within="firm")
    world.tie("MANAGES", ("Organization", "firm"), ("Compound", "X"))
    world.post("L4", "leader", building="B4")
    world.holds("甲", "PM")
    world.holds("甲", "L4")
    asking.given(world)
    (finding,) = asking(doubling, DAY, rule="R6").findings
    assert (finding.place and finding.place.code, finding.state) == ("X", State.DOUBLED)


def test_forbidden_doubling_is_a_conflict(asking: Asking) -> None:
    """A property company's manager who directs the owners' committee of a compound that it manages."""
    world = World()
    world.district("V")
    world.compound("X", "V")
    world.compound("Y", "V")
    world.rule("F1", ["manager"], ["owners_director"], kind="forbidden", over="compound")
    world.post("PM", "manager", within="firm")
    for compound in "XY":
        world.tie("MANAGES", ("Organization", "firm"), ("Compound", compound))
    world.post("OX", "owners_director", compound="X")
    world.post("OY", "owners_director", compound="Y")
    world.holds("甲", "PM")
    world.holds("甲", "OX")
    world.holds("乙", "OY")
    asking.given(world)
    answer = asking(doubling, DAY, rule="F1")
    assert [each.place.code for each in answer.conflicts if each.place] == ["X"]


def test_same_organization_needs_no_place(asking: Asking) -> None:
    world = World()
    world.district("V")
    world.rule("R7", ["chair"], ["treasurer"], linkage="same_organization", over="left_holder", kind="forbidden")
    for code in ("club", "union"):
        world.post(f"C-{code}", "chair", within=code)
        world.post(f"T-{code}", "treasurer", within=code)
    world.holds("甲", "C-club")
    world.holds("甲", "T-club")
    world.holds("乙", "C-union")
    world.holds("乙", "T-club")
    asking.given(world)
    states = {each.holder.name: each.state for each in asking(doubling, DAY, rule="R7").findings if each.holder}
    assert states == {"甲": State.DOUBLED, "乙": State.SINGLE}


def test_shared_ancestor_of_a_level(asking: Asking) -> None:
    world = two_communities()
    world.place("V2", "community", under="T1")
    world.post("DV2", "director", place="V2")
    world.rule("R8", ["secretary"], ["director"], linkage="shared_ancestor", level="town", over="left_holder")
    world.holds("丁", "SV", "2020-01-01..")
    world.holds("丁", "DV2", "2021-01-01..")
    world.holds("乙", "DV")
    asking.given(world)
    answer = asking(doubling, DAY, rule="R8")
    states = {each.holder.name: each.state for each in answer.findings if each.holder}
    assert states == {"甲": State.DOUBLED, "丁": State.DOUBLED, "乙": State.SINGLE}
    assert asking(doubling, DAY, access=area("V"), rule="R8").withheld


def test_a_post_does_not_double_as_itself(asking: Asking) -> None:
    """With types that overlap, one appointment is on both sides; it takes two posts to double."""
    world = World()
    world.district("V")
    world.node("PostType", "secretary")
    world.tie("BROADER", ("PostType", "secretary"), ("PostType", "member"))
    world.rule("R9", ["member"], ["secretary", "grid_head"])
    world.post("S", "secretary", place="V")
    world.holds("甲", "S")
    asking.given(world)
    assert [each.state for each in asking(doubling, DAY, rule="R9").findings] == [State.NO_RIGHT_POST]


def test_a_new_rule_answers_at_once(asking: Asking) -> None:
    world = two_communities()
    asking.given(world)
    asking.run(
        asking.store.write(
            "MATCH (a:PostType {code: 'secretary'}), (b:PostType {code: 'director'}) "
            "CREATE (r:DoublingRule {id: 'N', code: 'N', linkage: 'shared_ancestor', ancestorLevel: 'district', "
            "  countedOver: 'left_holder', kind: 'forbidden'}) "
            "CREATE (r)-[:LEFT {sinceLatest: date('2000-01-01')}]->(a) "
            "CREATE (r)-[:RIGHT {sinceLatest: date('2000-01-01')}]->(b)"
        )
    )
    answer = asking(doubling, DAY, rule="N")
    assert {each.holder.name: each.state for each in answer.findings if each.holder} == {
        "甲": State.DOUBLED,
        "乙": State.SINGLE,
    }


def test_rule_before_its_day_is_not_in_force(asking: Asking) -> None:
    world = two_communities()
    world.rule("Rx", ["secretary"], ["director"], when="2025-01-01..")
    asking.given(world)
    answer = asking(doubling, "2024-12-31", rule="Rx")
    assert (answer.in_force, answer.findings) == (Certainty.NO, ())
    assert asking.maybe(doubling, DAY, rule="no such rule") is None


def test_unknown_start_leaves_since_open(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S", "?..")
    world.holds("甲", "D", "2021-01-01..")
    asking.given(world)
    (finding,) = asking(doubling, DAY, rule="R1").findings
    assert finding.possible == (State.DOUBLED, State.LEFT_VACANT)
    assert finding.doublers[0].since == Moment(dt.date(2021, 1, 1), None)


@pytest.mark.parametrize("many", [1, 4])
def test_queries_do_not_grow_with_rows(asking: Asking, many: int) -> None:
    world = World()
    world.district(*(f"V{number}" for number in range(many)))
    world.rule("R1", ["secretary"], ["director"])
    for number in range(many):
        world.post(f"S{number}", "secretary", place=f"V{number}")
        world.holds(f"P{number}", f"S{number}")
    asking.given(world)
    before = asking.store.asked
    asking(doubling, DAY, rule="R1", by=Level.TOWN)
    assert asking.store.asked - before == 3


def test_a_rule_of_public_and_volunteers_posts_needs_a_grant(asking: Asking) -> None:
    """That a director is somebody's building leader names the leader, whoever's name is masked."""
    world = two_communities()
    world.rule("RV", ["director"], ["building_leader"], linkage="right_within_left", over="community")
    world.node("PostType", "building_leader", volunteer=True)
    world.post("BL", "building_leader", place="V")
    world.holds("甲", "BL")
    asking.given(world)
    with pytest.raises(RoleForbids):
        asking(doubling, DAY, access=ungranted(), rule="RV")
    assert asking(doubling, DAY, rule="RV").findings
