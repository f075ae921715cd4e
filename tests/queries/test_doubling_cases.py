"""DOMAIN 4's worked cases, one test each. S is the secretary's post of V, D the director's; R1 unless said."""

import datetime as dt

import pytest

from graph.model.dates import Certainty, Moment
from queries.doubling import Finding, State, doubling
from tests.queries.conftest import Asking
from tests.queries.world import World

DAY = "2025-05-01"


def r1() -> World:
    """Community V with both posts, under rule R1."""
    world = World()
    world.district("V")
    world.rule("R1", ["secretary"], ["director"])
    world.post("S", "secretary", place="V")
    world.post("D", "director", place="V")
    return world


def r3() -> World:
    """Micro-grid M with its head's post H and three buildings, under rule R3."""
    world = World()
    world.district("V")
    world.place("G", "grid", under="V")
    world.place("M", "micro_grid", under="G")
    world.rule("R3", ["head"], ["leader"], linkage="right_within_left", over="micro_grid")
    world.post("H", "head", place="M")
    for number in "123":
        world.building(f"B{number}", "M")
    return world


def r2() -> World:
    """Communities V and W with a grid each, under rule R2; 甲 is a committee member in V."""
    world = World()
    world.district("V", "W")
    world.place("GV", "grid", under="V")
    world.place("GW", "grid", under="W")
    world.rule("R2", ["member"], ["grid_head", "grid_member"], linkage="right_within_left", over="left_holder")
    world.node("PostType", "committee_member")
    world.tie("BROADER", ("PostType", "committee_member"), ("PostType", "member"))
    world.post("C", "committee_member", place="V")
    world.post("NV", "grid_member", place="GV", seats=3)
    world.post("NW", "grid_member", place="GW", seats=3)
    world.holds("甲", "C", "2021-01-01..")
    return world


def found(asking: Asking, world: World, *, rule: str = "R1", on: str = DAY) -> Finding:
    """The only finding."""
    asking.given(world)
    (finding,) = asking(doubling, on, rule=rule).findings
    return finding


def test_one_person_in_both_posts_is_doubled(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S", "2020-01-01..", document="文1")
    world.holds("甲", "D", "2021-02-03..", document="文2")
    finding = found(asking, world)
    assert finding.state is State.DOUBLED
    (doubler,) = finding.doublers
    assert (doubler.holder.name, doubler.certainty) == ("甲", Certainty.YES)
    assert doubler.since == Moment(dt.date(2021, 2, 3), dt.date(2021, 2, 3))
    assert [(each.post.code, each.document) for each in doubler.proof] == [("S", "文1"), ("D", "文2")]


def test_two_people_are_split(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S")
    world.holds("乙", "D")
    finding = found(asking, world)
    assert (finding.state, finding.doublers) == (State.SPLIT, ())
    assert [each.holder.name for each in (*finding.left, *finding.right)] == ["甲", "乙"]


def test_vacant_secretary_is_left_vacant(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "D")
    finding = found(asking, world)
    assert (finding.state, finding.left_seats.unfilled, finding.right_seats.unfilled) == (State.LEFT_VACANT, 1, 0)


def test_vacant_director_is_right_vacant(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S")
    assert found(asking, world).state is State.RIGHT_VACANT


def test_both_vacant(asking: Asking) -> None:
    assert found(asking, r1()).state is State.BOTH_VACANT


def test_unrecorded_director_is_no_right_post(asking: Asking) -> None:
    world = World()
    world.district("V")
    world.rule("R1", ["secretary"], ["director"])
    world.post("S", "secretary", place="V")
    world.holds("甲", "S")
    assert found(asking, world).state is State.NO_RIGHT_POST


def test_unrecorded_secretary_is_no_left_post(asking: Asking) -> None:
    world = World()
    world.district("V")
    world.rule("R1", ["secretary"], ["director"])
    world.post("D", "director", place="V")
    world.holds("甲", "D")
    assert found(asking, world).state is State.NO_LEFT_POST


def test_month_wide_end_is_uncertain_between_doubled_and_right_vacant(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S")
    world.holds("甲", "D", "2021-01-01..2025年5月")
    finding = found(asking, world, on="2025-05-15")
    assert (finding.state, finding.possible) == (State.UNCERTAIN, (State.DOUBLED, State.RIGHT_VACANT))
    assert [each.certainty for each in finding.doublers] == [Certainty.POSSIBLY]


def test_second_seat_does_not_undo_a_doubling(asking: Asking) -> None:
    world = r1()
    world.node("Post", "D", seats=2)
    world.holds("甲", "S")
    world.holds("乙", "D")
    world.holds("甲", "D")
    assert found(asking, world).state is State.DOUBLED


@pytest.mark.parametrize(("on", "state"), [("2025-06-30", State.DOUBLED), ("2025-07-01", State.LEFT_VACANT)])
def test_inclusive_end_holds_on_its_last_day(asking: Asking, on: str, state: State) -> None:
    world = r1()
    world.holds("甲", "S", "2020-01-01..至2025年6月30日")
    world.holds("甲", "D")
    assert found(asking, world, on=on).state is state


def test_renewal_without_a_gap_is_one_holding(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S", "2019-03-01..2022-03-01", document="文1")
    world.holds("甲", "S", "2022-03-01..2025-03-01", document="文2")
    world.holds("甲", "D", "2021-01-01..", document="文3")
    (doubler,) = found(asking, world, on="2024-01-01").doublers
    assert doubler.since == Moment(dt.date(2021, 1, 1), dt.date(2021, 1, 1))
    assert [each.document for each in doubler.proof] == ["文1", "文2", "文3"]


def test_gap_begins_a_new_doubling(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S", "2019-03-01..2022-03-01")
    world.holds("甲", "S", "2022-03-02..")
    world.holds("甲", "D", "2021-01-01..")
    (doubler,) = found(asking, world, on="2024-01-01").doublers
    assert doubler.since == Moment(dt.date(2022, 3, 2), dt.date(2022, 3, 2))


def test_renewal_in_the_same_month_is_without_a_gap(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S", "2019-03-01..2022年3月")
    world.holds("甲", "S", "2022年3月..")
    world.holds("甲", "D", "2021年1月..")
    (doubler,) = found(asking, world, on="2024-01-01").doublers
    assert doubler.since == Moment(dt.date(2021, 1, 1), dt.date(2021, 1, 31))


def test_head_who_leads_one_of_three_buildings_is_doubled_with_a_seat_unfilled(asking: Asking) -> None:
    world = r3()
    for number in "123":
        world.post(f"L{number}", "leader", building=f"B{number}")
    world.holds("甲", "H")
    world.holds("甲", "L1")
    world.holds("乙", "L2")
    finding = found(asking, world, rule="R3")
    assert (finding.state, finding.right_seats.unfilled) == (State.DOUBLED, 1)
    assert {each.code for each in finding.places} == {"M", "B1", "B2", "B3"}


def test_head_without_any_building_group_is_no_right_post(asking: Asking) -> None:
    world = r3()
    world.holds("甲", "H")
    assert found(asking, world, rule="R3").state is State.NO_RIGHT_POST


def test_member_in_a_grid_of_the_community_is_doubled(asking: Asking) -> None:
    world = r2()
    world.holds("甲", "NV", "2022-01-01..")
    finding = found(asking, world, rule="R2")
    assert finding.holder is not None
    assert (finding.holder.name, finding.state) == ("甲", State.DOUBLED)
    assert finding.doublers[0].since.earliest == dt.date(2022, 1, 1)


def test_member_in_a_grid_of_another_community_is_single(asking: Asking) -> None:
    world = r2()
    world.holds("甲", "NW", "2022-01-01..")
    assert found(asking, world, rule="R2").state is State.SINGLE


@pytest.mark.parametrize(("on", "counted"), [("2024-06-30", ["V", "W"]), ("2024-07-01", ["W"])])
def test_merged_community_is_no_longer_counted(asking: Asking, on: str, counted: list[str]) -> None:
    world = World()
    world.district("W")
    world.place("V", "community", under="T", when="..2024-07-01")
    world.tie("SUCCEEDS", ("Place", "W"), ("Place", "V"), "2024-07-01..")
    world.rule("R1", ["secretary"], ["director"])
    asking.given(world)
    answer = asking(doubling, on, rule="R1")
    assert [each.place.code for each in answer.findings if each.place] == counted
    assert answer.rate.total == len(counted)
