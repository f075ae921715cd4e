"""DOMAIN 5's questions 4 to 9 about posts: gaps, vacancies, many posts, who leaves, forbidden pairs."""

from typing import Any

import pytest

from graph.model.dates import Certainty
from guard.refusals import Refusal
from queries.conflicts import conflicts
from queries.doubling import State
from queries.doubling_gaps import doubling_gaps
from queries.if_leaves import if_leaves
from queries.many_posts import many_posts
from queries.vacancies import PlaceKind, vacancies
from tests.accesses import ungranted
from tests.queries.conftest import Asking, area
from tests.queries.test_doubling_cases import r1, r2, r3
from tests.queries.world import World

DAY = "2025-05-01"
YES, POSSIBLY, NO = Certainty.YES, Certainty.POSSIBLY, Certainty.NO


def grids(asking: Asking, **given: Any) -> list[tuple[str | None, Certainty]]:
    return [(e.place.code, e.undoubled) for e in asking(doubling_gaps, DAY, rule="R2", **given).places]


def members(asking: Asking, **given: Any) -> list[tuple[str | None, State]]:
    found = asking(doubling_gaps, DAY, rule="R2", **given).holders
    return [(each.holder and each.holder.name, each.state) for each in found]


def test_a_member_without_a_grid_post_is_a_gap_and_a_grid_without_a_member(asking: Asking) -> None:
    world = r2()
    world.post("CW", "committee_member", place="W")
    world.holds("乙", "CW")
    world.holds("甲", "NV")
    world.holds("丙", "NW")
    asking.given(world)
    assert members(asking) == [("乙", State.SINGLE)]
    assert grids(asking) == [("GW", YES)]
    (place,) = asking(doubling_gaps, DAY, rule="R2").places
    assert [each.holder.name for each in place.right] == ["丙"]


def test_a_member_of_another_community_does_not_serve_the_grid(asking: Asking) -> None:
    world = r2()
    world.holds("甲", "NW")
    asking.given(world)
    assert members(asking) == [("甲", State.SINGLE)]
    assert grids(asking) == [("GV", YES), ("GW", YES)]


def test_what_only_may_be_is_a_possible_gap(asking: Asking) -> None:
    world = r2()
    world.holds("甲", "NV", "2022-01-01..2025年5月")
    asking.given(world)
    assert members(asking) == [("甲", State.UNCERTAIN)]
    assert grids(asking) == [("GV", POSSIBLY), ("GW", YES)]


def test_gaps_are_those_of_the_place_and_of_the_area(asking: Asking) -> None:
    asking.given(r2())
    assert (members(asking, within="W"), grids(asking, within="W")) == ([], [("GW", YES)])
    assert (members(asking, access=area("W")), grids(asking, access=area("W"))) == ([], [("GW", YES)])
    assert grids(asking, within="GV") == [("GV", YES)]


def test_a_head_who_leads_no_building_is_a_gap(asking: Asking) -> None:
    world = r3()
    world.post("L1", "leader", building="B1")
    world.holds("甲", "H")
    world.holds("乙", "L1")
    asking.given(world)
    answer = asking(doubling_gaps, DAY, rule="R3")
    assert [(e.holder and e.holder.name, e.state) for e in answer.holders] == [("甲", State.SINGLE)]
    assert [(e.place.code, e.undoubled) for e in answer.places] == [("B1", YES)]


def test_gaps_take_three_queries_and_know_no_unknown_rule(asking: Asking) -> None:
    asking.given(r2())
    before = asking.store.asked
    asking(doubling_gaps, DAY, rule="R2")
    assert asking.store.asked - before == 3
    assert asking.maybe(doubling_gaps, DAY, rule="R9") is None


def vacant(asking: Asking, type_: str, kind: PlaceKind, on: str = DAY, **given: Any) -> list[Any]:
    answer = asking(vacancies, on, post_type=type_, kind=kind, **given)
    return [(each.place.code, each.vacant, each.recorded) for each in answer.vacancies]


def test_buildings_without_a_head(asking: Asking) -> None:
    """One has no such post, one a vacant post, one a head, one a head who may have left."""
    world = r3()
    world.node("PostType", "block_head")
    world.tie("BROADER", ("PostType", "block_head"), ("PostType", "building_head"))
    world.node("PostType", "building_head")
    world.building("B4", "M", community="V")
    for number in "234":
        world.post(f"K{number}", "block_head", building=f"B{number}")
    world.holds("甲", "K3")
    world.holds("乙", "K4", "2020-01-01..2025年5月")
    world.holds("丙", "K2", "2020-01-01..2025-01-01")
    asking.given(world)
    expected = [("B1", YES, NO), ("B2", YES, YES), ("B4", POSSIBLY, YES)]
    assert vacant(asking, "building_head", PlaceKind.BUILDING) == expected
    assert vacant(asking, "building_head", PlaceKind.BUILDING, "2024-12-31") == [("B1", YES, NO)]
    assert vacant(asking, "building_head", PlaceKind.BUILDING, access=area("V")) == [("B4", POSSIBLY, YES)]
    assert asking(vacancies, DAY, post_type="building_head", kind=PlaceKind.BUILDING).total == 4


def test_a_post_without_a_place_of_its_own_is_where_its_organization_is(asking: Asking) -> None:
    world = r2()
    world.post("BS", "branch_secretary", within="branch")
    world.tie("COVERS", ("Organization", "branch"), ("Place", "GV"))
    world.holds("甲", "BS")
    asking.given(world)
    assert vacant(asking, "branch_secretary", PlaceKind.GRID) == [("GW", YES, NO)]
    assert vacant(asking, "branch_secretary", PlaceKind.GRID, within="V") == []
    assert [each[0] for each in vacant(asking, "branch_secretary", PlaceKind.COMMUNITY)] == ["V", "W"]
    assert [each[0] for each in vacant(asking, "branch_secretary", PlaceKind.DISTRICT)] == ["D"]


def test_vacancies_are_one_query_and_of_a_type_that_is_there(asking: Asking) -> None:
    asking.given(r2())
    before = asking.store.asked
    asking(vacancies, DAY, post_type="grid_head", kind=PlaceKind.GRID)
    assert asking.store.asked - before == 1
    assert asking.maybe(vacancies, DAY, post_type="nothing", kind=PlaceKind.GRID) is None


def busy() -> World:
    """甲 holds three posts, one of them a volunteer's and one possibly no more; 乙 two."""
    world = r3()
    world.node("PostType", "leader", volunteer=True)
    world.post("A1", "secretary", place="V")
    world.post("L1", "leader", building="B1")
    world.nodes["Building"]["B1"]["community"] = "V"
    world.holds("甲", "A1", "2020-01-01..")
    world.holds("甲", "H", "2020-01-01..2025年5月")
    world.holds("甲", "L1", "2020-01-01..")
    world.holds("乙", "A1", "2021-01-01..")
    world.holds("乙", "L1", "2021-01-01..2025-01-01")
    world.holds("乙", "H", "2021-01-01..")
    return world


def many(asking: Asking, **given: Any) -> list[Any]:
    found = asking(many_posts, DAY, **given).holders
    return [(e.holder.name, e.certainly, e.possibly, [p.post.code for p in e.posts]) for e in found]


def test_who_holds_three_posts_at_once(asking: Asking) -> None:
    asking.given(busy())
    assert many(asking) == [("甲", 2, 3, ["A1", "H", "L1"])]
    assert [each[0] for each in many(asking, at_least=2)] == ["乙", "甲"]
    assert many(asking, within="M") == []


def test_posts_of_volunteers_do_not_count_without_a_grant(asking: Asking) -> None:
    asking.given(busy())
    assert many(asking, access=ungranted()) == []
    assert many(asking, access=ungranted(), at_least=2) == [
        ("乙", 2, 2, ["A1", "H"]),
        ("甲", 1, 2, ["A1", "H"]),
    ]


def test_posts_outside_the_area_do_not_count(asking: Asking) -> None:
    asking.given(busy())
    assert [each[0] for each in many(asking, access=area("V"))] == ["甲"]
    assert many(asking, access=area("W")) == []


def test_residents_of_what_a_post_is_for_are_told_as_the_roll_up_tells_them(asking: Asking) -> None:
    world = busy()
    for number in range(9):
        world.lives(f"P{number}", world.house(f"h{number}", "V", building="B1"))
    asking.given(world)
    (holder,) = asking(many_posts, DAY).holders
    told = [(c.place.code, c.residents.count, c.residents.withheld) for p in holder.posts for c in p.covers]
    assert told == [("V", 9, False), ("M", None, True), ("B1", None, True)]
    assert asking(many_posts, DAY, at_least=2, access=area("W")).holders == ()


def test_fewer_than_two_posts_are_not_asked_for(asking: Asking) -> None:
    with pytest.raises(Refusal) as refused:
        asking(many_posts, DAY, at_least=1)
    assert refused.value.code == "BAD_ARGUMENT"


def leaving() -> World:
    """甲 is secretary and director of V and grid member of GV with 乙, and of GW alone."""
    world = r2()
    world.rule("R1", ["secretary"], ["director"])
    for code, kind in (("S", "secretary"), ("DV", "director")):
        world.post(code, kind, place="V")
        world.holds("甲", code, "2020-01-01..")
    world.holds("甲", "NV", "2022-01-01..")
    world.holds("甲", "NW", "2022-01-01..")
    world.holds("乙", "NV", "2022-01-01..")
    return world


def test_what_follows_if_someone_leaves(asking: Asking) -> None:
    asking.given(leaving())
    answer = asking(if_leaves, DAY, person="甲")
    assert [(e.appointment.post.code, e.remaining) for e in answer.posts] == [
        ("C", 0),
        ("DV", 0),
        ("NV", 1),
        ("NW", 0),
        ("S", 0),
    ]
    assert [(e.rule.code, e.place and e.place.code, e.certainty) for e in answer.doublings] == [
        ("R1", "V", YES),
        ("R2", None, YES),
    ]
    assert [(e.place.code, e.uncovered) for e in answer.grids] == [("GW", YES)]
    assert (answer.holder.name, answer.withheld) == ("甲", False)


def test_a_grid_whose_other_holder_may_be_gone_is_possibly_uncovered(asking: Asking) -> None:
    world = leaving()
    world.holds("丙", "NW", "2022-01-01..2025年5月")
    asking.given(world)
    assert [(e.place.code, e.uncovered) for e in asking(if_leaves, DAY, person="甲").grids] == [("GW", POSSIBLY)]


def test_posts_outside_the_area_are_withheld_and_said_to_be(asking: Asking) -> None:
    asking.given(leaving())
    answer = asking(if_leaves, DAY, access=area("W"), person="甲")
    assert [each.appointment.post.code for each in answer.posts] == ["NW"]
    assert (answer.doublings, answer.withheld) == ((), True)
    assert asking(if_leaves, DAY, access=area("V"), person="乙").withheld


def test_who_holds_no_post_that_is_seen_is_not_found(asking: Asking) -> None:
    asking.given(leaving())
    assert asking.maybe(if_leaves, DAY, access=area("W"), person="乙") is None
    assert asking.maybe(if_leaves, DAY, person="丁") is None


def test_a_volunteer_is_not_found_without_a_grant(asking: Asking) -> None:
    world = busy()
    world.holds("丁", "L1")
    asking.given(world)
    assert asking.maybe(if_leaves, DAY, access=ungranted(), person="丁") is None
    held = [each.appointment.post.code for each in asking(if_leaves, DAY, access=ungranted(), person="甲").posts]
    assert held == ["A1", "H"]


def test_leaving_takes_four_queries_whatever_the_posts(asking: Asking) -> None:
    asking.given(leaving())
    for person in "甲乙":
        before = asking.store.asked
        asking(if_leaves, DAY, person=person)
        assert asking.store.asked - before == 4


def forbidden() -> World:
    """Two forbidden rules, one of them over volunteers; and an expected one that is no conflict."""
    world = r1()
    world.rule("F1", ["manager"], ["owners"], linkage="same_place", over="community", kind="forbidden")
    world.rule("F2", ["owners"], ["leader"], linkage="same_place", over="left_holder", kind="forbidden")
    world.node("PostType", "leader", volunteer=True)
    for code, kind in (("PM", "manager"), ("PO", "owners"), ("PL", "leader")):
        world.post(code, kind, place="V")
        world.holds("甲", code, "2020-01-01..")
    for post in "SD":
        world.holds("甲", post)
    return world


def clashes(asking: Asking, on: str = DAY, **given: Any) -> list[Any]:
    found = asking(conflicts, on, **given).rules
    return [(each.rule.code, len(each.findings), len(each.doubtful), each.withheld) for each in found]


def test_conflicts_of_every_forbidden_rule_at_once(asking: Asking) -> None:
    asking.given(forbidden())
    before = asking.store.asked
    assert clashes(asking) == [("F1", 1, 0, False), ("F2", 1, 0, False)]
    assert asking.store.asked - before == 3
    assert clashes(asking, "2019-12-31") == [("F1", 0, 0, False), ("F2", 0, 0, False)]
    assert clashes(asking, access=area("W")) == [("F1", 0, 0, False), ("F2", 0, 0, False)]
    assert clashes(asking, within="V") == clashes(asking)


def test_a_conflict_that_names_a_volunteer_is_withheld_without_a_grant(asking: Asking) -> None:
    asking.given(forbidden())
    assert clashes(asking, access=ungranted()) == [("F1", 1, 0, False), ("F2", 0, 0, True)]


def test_a_conflict_that_only_may_be_is_doubtful(asking: Asking) -> None:
    world = forbidden()
    world.holds("乙", "PM", "2020-01-01..2025年5月")
    world.ties["HOLDS", "Person", "Post"] = [
        row for row in world.ties["HOLDS", "Person", "Post"] if row[:2] != ["甲", "PM"]
    ]
    world.holds("乙", "PO")
    asking.given(world)
    assert clashes(asking)[0] == ("F1", 0, 1, False)
