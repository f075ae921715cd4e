"""Over-occupied and unregistered houses, tenure history, premises, registered against actual."""

import datetime as dt

import pytest

from graph.model.codes import DataClass
from graph.model.dates import Certainty
from graph.model.nodes.place import Level
from guard.access import Access, Area
from guard.purposes import Purpose
from guard.refusals import RoleForbids
from guard.shown import Why
from queries.crowded_houses import CrowdedHouses, crowded_houses
from queries.premises import premises
from queries.residence_gaps import GapsOfPlace, residence_gaps
from queries.shapes import Small
from queries.tenure_history import tenure_history
from queries.unregistered_houses import UnregisteredHouses, unregistered_houses
from tests.accesses import granted, ungranted
from tests.queries.conftest import Asking, area
from tests.queries.world import World

DAY = "2025-05-15"
RESIDENTS_ALONE = granted(Purpose.VERIFICATION, Area(), DataClass.RESIDENT)


@pytest.fixture
def world() -> World:
    """Communities V and W, in which 10 square metres a person are the standard, and from 2024 on 20 in W."""
    made = World()
    made.district("V", "W")
    for code, metres, place, when in (("D10", 10.0, "D", "2013-05-01.."), ("W20", 20.0, "W", "2024-01-01..")):
        made.node("OccupancyStandard", code, squareMetres=metres)
        made.tie("APPLIES_TO", ("OccupancyStandard", code), ("Place", place), when)
    return made


def living(world: World, many: int, house: str, when: str = "2020-01-01..") -> None:
    for number in range(many):
        world.lives(f"{house} {number}", house, when)


def houses_of(answer: CrowdedHouses | UnregisteredHouses) -> dict[str, Certainty]:
    assert answer.houses is not None
    return {str(each.house.code): each.certainty for each in answer.houses}


def test_a_house_is_over_occupied_below_the_standard_and_not_at_it(asking: Asking, world: World) -> None:
    for house, many in (("h3", 3), ("h4", 4)):
        world.house(house, "V", floorArea=30.0)
        living(world, many, house)
    asking.given(world)
    assert houses_of(asking(crowded_houses, DAY, within="D")) == {"h4": Certainty.YES}


def test_the_nearest_standard_in_force_on_the_day_counts(asking: Asking, world: World) -> None:
    for house, place in (("hV", "V"), ("hW", "W")):
        world.house(house, place, floorArea=30.0)
        living(world, 2, house)
    asking.given(world)
    answer = asking(crowded_houses, DAY, within="D")
    assert houses_of(answer) == {"hW": Certainty.YES}
    assert [(each.code, each.square_metres, each.place.code) for each in answer.standards] == [
        ("D10", 10.0, "D"),
        ("W20", 20.0, "W"),
    ]
    assert houses_of(asking(crowded_houses, "2023-12-31", within="D")) == {}
    assert asking(crowded_houses, "2013-04-30", within="D").standards == ()


def test_a_house_that_is_full_only_if_somebody_lives_there_is_possibly_over_occupied(
    asking: Asking, world: World
) -> None:
    world.house("h", "V", floorArea=30.0)
    living(world, 3, "h")
    world.lives("new", "h", "2025年5月..")
    asking.given(world)
    assert houses_of(asking(crowded_houses, DAY, within="V")) == {"h": Certainty.POSSIBLY}
    assert houses_of(asking(crowded_houses, "2025-06-01", within="V")) == {"h": Certainty.YES}


def test_a_house_that_only_possibly_stands_there_is_possibly_over_occupied_or_unregistered(
    asking: Asking, world: World
) -> None:
    """Nor are they counted as certain: the counts are of what surely stands."""
    world.place("new", "community")
    world.tie("PART_OF", ("Place", "new"), ("Place", "T"), "2025年5月..")
    world.tie("APPLIES_TO", ("OccupancyStandard", "D10"), ("Place", "new"), "2013-05-01..")
    for house, place in (("h1", "V"), ("h2", "V"), ("h3", "new")):
        world.house(house, place, floorArea=10.0)
        living(world, 2, house, "2020-01-01..")
    world.ties["WITHIN", "House", "Place"].pop(1)
    world.tie("WITHIN", ("House", "h2"), ("Place", "V"), "2020-01-01..2025年5月")
    asking.given(world)
    expected = {"h1": Certainty.YES, "h2": Certainty.POSSIBLY, "h3": Certainty.POSSIBLY}
    for question in (crowded_houses, unregistered_houses):
        assert houses_of(asking(question, DAY, within="T")) == expected
        assert houses_of(asking(question, "2025-06-01", within="T")) == {"h1": Certainty.YES, "h3": Certainty.YES}


def test_a_standard_of_a_town_is_not_told_of_a_place_that_left_it(asking: Asking, world: World) -> None:
    world.place("S", "town", under="D")
    world.place("moved", "community", under="T", when="2000-01-01..2024-01-01")
    world.tie("PART_OF", ("Place", "moved"), ("Place", "S"), "2024-01-01..")
    for code, place in (("T15", "T"), ("S18", "S")):
        world.node("OccupancyStandard", code, squareMetres=15.0)
        world.tie("APPLIES_TO", ("OccupancyStandard", code), ("Place", place), "2013-05-01..")
    asking.given(world)
    for day, code in (("2023-12-31", "T15"), (DAY, "S18")):
        told = asking(crowded_houses, day, within="moved").standards
        assert {each.code for each in told} == {"D10", code}


def test_a_house_without_an_area_is_never_over_occupied(asking: Asking, world: World) -> None:
    world.house("h", "V")
    living(world, 30, "h")
    asking.given(world)
    assert houses_of(asking(crowded_houses, DAY, within="V")) == {}


def test_houses_are_told_under_a_grant_for_residents_and_minors_only(asking: Asking, world: World) -> None:
    """Three grown and a child: who may not see minors must not learn of the child."""
    world.house("h", "V", floorArea=30.0)
    living(world, 3, "h")
    world.person("child", birth=dt.date(2020, 1, 1))
    world.lives("child", "h", "2020-01-01..")
    asking.given(world)
    for question in (crowded_houses, unregistered_houses):
        assert [each.house.code for each in asking(question, DAY, within="V").houses or ()] == ["h"]
        for access in (ungranted(), RESIDENTS_ALONE, granted(Purpose.INQUIRY, Area(), DataClass.MINOR)):
            assert asking(question, DAY, access, within="V").houses is None


def test_what_is_withheld_is_said(asking: Asking, world: World) -> None:
    asking.given(world)
    access = ungranted(area=Area(("V",)))
    asking(crowded_houses, DAY, access, within="V")
    assert {(each.what, each.why, each.data_class) for each in access.shown.withheld} == {
        ("crowdedHouses", Why.AREA, None),
        ("crowdedHouses", Why.CLASS, DataClass.RESIDENT),
        ("crowdedHouses", Why.CLASS, DataClass.MINOR),
    }


def many_houses(world: World) -> None:
    """Nine over-occupied and unregistered houses in V, seven in W, and one more in W that is neither."""
    for place, many in (("V", 9), ("W", 7)):
        for number in range(many):
            house = world.house(f"{place}{number}", place, floorArea=10.0)
            living(world, 2, house)
    world.house("W9", "W", floorArea=90.0)
    world.lives("at home", "W9")
    world.registered("at home", "W9")


def counts(asking: Asking, question: object, day: str, access: Access, within: str = "D") -> dict[str, int | None]:
    answer = asking(question, day, access, within=within)  # type: ignore[arg-type]
    return {each.place.code: each.houses.count for each in answer.counts}  # type: ignore[attr-defined]


def test_counts_are_told_without_a_grant_of_communities_and_above(asking: Asking, world: World) -> None:
    many_houses(world)
    asking.given(world)
    for question in (crowded_houses, unregistered_houses):
        assert counts(asking, question, DAY, ungranted()) == {"D": 16, "T": 16, "V": 9, "W": 7}


def test_counts_are_those_of_the_last_month_end(asking: Asking, world: World) -> None:
    many_houses(world)
    world.house("new", "W", floorArea=10.0)
    living(world, 2, "new", "2025-05-10..")
    asking.given(world)
    for question in (crowded_houses, unregistered_houses):
        assert counts(asking, question, "2025-05-30", ungranted())["W"] == 7
        assert counts(asking, question, "2025-05-31", ungranted())["W"] == 8


def test_a_small_count_takes_its_complement_with_it(asking: Asking, world: World) -> None:
    many_houses(world)
    del world.ties["LIVES_IN", "Person", "House"][18:24]  # nobody lives in W0, W1 and W2
    asking.given(world)
    assert counts(asking, crowded_houses, DAY, ungranted()) == {"D": 13, "T": 13, "V": None, "W": None}


def test_houses_and_counts_are_of_the_area_only(asking: Asking, world: World) -> None:
    many_houses(world)
    asking.given(world)
    for question in (crowded_houses, unregistered_houses):
        answer = asking(question, DAY, area("W"), within="D")
        assert answer.houses is not None
        assert [each.house.code for each in answer.houses] == [f"W{number}" for number in range(7)]
        assert counts(asking, question, DAY, area("W")) == {"D": None, "T": None, "V": None, "W": 7}


def test_a_house_in_two_places_counts_once_above_them(asking: Asking, world: World) -> None:
    many_houses(world)
    world.tie("WITHIN", ("House", "V0"), ("Place", "W"))
    asking.given(world)
    for question in (crowded_houses, unregistered_houses):
        assert counts(asking, question, DAY, ungranted()) == {"D": 16, "T": 16, "V": 9, "W": 8}


def test_a_place_that_is_not_there_has_no_answer(asking: Asking, world: World) -> None:
    asking.given(world)
    for question in (crowded_houses, unregistered_houses, residence_gaps):
        assert asking.maybe(question, DAY, within="nowhere") is None


def test_a_house_is_unregistered_while_somebody_lives_there_and_nobody_is_registered(
    asking: Asking, world: World
) -> None:
    for house in ("empty", "home", "let", "maybe", "soon"):
        world.house(house, "V")
    for house in ("home", "let", "maybe"):
        world.lives(f"in {house}", house, "2020-01-01..")
    world.lives("soon", "soon", "2025年5月..")
    world.registered("elder", "home", "2000-01-01..")
    world.registered("left", "let", "2000-01-01..2020-01-01")
    world.registered("leaving", "maybe", "2000-01-01..2025年5月")
    asking.given(world)
    answer = asking(unregistered_houses, DAY, within="V")
    assert answer.houses is not None
    assert {each.house.code: each.certainty for each in answer.houses} == {
        "let": Certainty.YES,
        "maybe": Certainty.POSSIBLY,
        "soon": Certainty.POSSIBLY,
    }


def test_tenure_history_has_every_right_with_its_share(asking: Asking, world: World) -> None:
    world.house("h", "V")
    world.person("甲", birth=dt.date(1970, 1, 1))
    world.tenure(("Person", "甲"), "h", "own", "2001-01-01..2015-01-01", share=1.0)
    world.organization("firm", "enterprise")
    world.tenure(("Organization", "firm"), "h", "own", "2015-01-01..", share=0.5)
    world.person("child", birth=dt.date(2020, 1, 1))
    world.tenure(("Person", "child"), "h", "own", "2021-01-01..", share=0.5)
    asking.given(world)
    answer = asking(tenure_history, DAY, house="h")
    assert [(e.person and e.person.id, e.organization and e.organization.id, e.share) for e in answer.tenures] == [
        ("甲", None, 1.0),
        (None, "firm", 0.5),
        ("child", None, 0.5),
    ]
    assert [each.share for each in answer.on_the_day] == [0.5, 0.5]
    assert [each.share for each in asking(tenure_history, "2010-01-01", house="h").on_the_day] == [1.0]
    assert len(asking(tenure_history, DAY, RESIDENTS_ALONE, house="h").tenures) == 2
    assert asking.maybe(tenure_history, DAY, area("W"), house="h") is None
    with pytest.raises(RoleForbids):
        asking(tenure_history, DAY, ungranted(), house="h")


@pytest.fixture
def street(world: World) -> World:
    """The firm at h1 with a clinic; a shop at h2 of the same building; a tenant lives at h1."""
    world.building("B", "V", community="V")
    for house in ("h1", "h2"):
        world.house(house, "V", building="B")
    for code, house, when in (
        ("firm", "h1", ""),
        ("clinic", "h1", ""),
        ("shop", "h2", ""),
        ("gone", "h2", "..2020-01-01"),
    ):
        world.organization(code, "enterprise")
        world.tie("LOCATED_AT", ("Organization", code), ("House", house), when)
    world.lives("tenant", "h1")
    world.person("boss", birth=dt.date(1970, 1, 1))
    world.tie("OPERATED_BY", ("Organization", "firm"), ("Person", "boss"), "2010-01-01..")
    return world


def test_premises_show_who_else_is_there_and_in_the_building(asking: Asking, street: World) -> None:
    asking.given(street)
    [place] = asking(premises, DAY, ungranted(), organization="firm").premises
    assert place.house.code == "h1"
    assert [each.organization.code for each in place.here] == ["clinic"]
    assert [(each.organization.code, each.house.code) for each in place.next_door] == [("shop", "h2")]
    [before] = asking(premises, "2019-12-31", ungranted(), organization="firm").premises
    assert [each.organization.code for each in before.next_door] == ["gone", "shop"]


def test_the_operator_is_told_under_a_grant_in_the_area_of_the_premises(asking: Asking, street: World) -> None:
    asking.given(street)
    told = asking(premises, DAY, RESIDENTS_ALONE, organization="firm").operators
    assert told is not None
    assert [each.person.id for each in told] == ["boss"]
    assert asking(premises, DAY, ungranted(), organization="firm").operators is None
    assert asking(premises, DAY, area("W"), organization="firm").operators == ()


def test_an_operator_under_fourteen_is_not_told_without_that_class(asking: Asking, street: World) -> None:
    street.person("boss", birth=dt.date(2020, 1, 1))
    asking.given(street)
    assert asking(premises, DAY, RESIDENTS_ALONE, organization="firm").operators == ()


def settled(world: World) -> None:
    """In V and W thirty live where they are registered; in V ten are apart and twenty unregistered, in W 8 and 6."""
    for place, apart, alone in (("V", 10, 20), ("W", 8, 6)):
        world.house(f"h{place}", place)
        for number in range(30):
            world.lives(f"{place} {number}", f"h{place}", "2020-01-01..")
            world.registered(f"{place} {number}", f"h{place}", "2020-01-01..")
        for number in range(apart):
            world.registered(f"{place} apart {number}", f"h{place}", "2020-01-01..")
        for number in range(alone):
            world.lives(f"{place} alone {number}", f"h{place}", "2020-01-01..")


def gaps(
    asking: Asking, day: str = DAY, access: Access = RESIDENTS_ALONE, **params: object
) -> dict[str, list[int | None]]:
    answer = asking(residence_gaps, day, access, within="D", **params)
    return {str(each.place.code): three(each) for each in (answer.whole, *answer.places)}


def three(each: GapsOfPlace) -> list[int | None]:
    return [each.living_where_registered.count, each.living_elsewhere.count, each.living_unregistered.count]


def test_registered_against_actual_of_every_community(asking: Asking, world: World) -> None:
    settled(world)
    asking.given(world)
    assert gaps(asking, access=ungranted()) == {"D": [60, 18, 26], "V": [30, 10, 20], "W": [30, 8, 6]}
    assert gaps(asking, by=Level.TOWN) == {"D": [60, 18, 26], "T": [60, 18, 26]}


def test_gaps_are_those_of_the_last_month_end_and_of_the_area(asking: Asking, world: World) -> None:
    settled(world)
    world.lives("new", "hW", "2025-05-10..")
    asking.given(world)
    assert (gaps(asking)["W"], gaps(asking, "2025-05-31")["W"]) == ([30, 8, 6], [30, 8, 7])
    assert gaps(asking, access=area("W")) == {"D": [None] * 3, "V": [None] * 3, "W": [30, 8, 6]}


def test_a_move_within_a_community_is_apart_and_unregistered_there(asking: Asking, world: World) -> None:
    settled(world)
    world.house("hV2", "V")
    world.lives("moved", "hV2", "2020-01-01..")
    world.registered("moved", "hV", "2020-01-01..")
    asking.given(world)
    assert gaps(asking) == {"D": [60, 19, 27], "V": [30, 11, 21], "W": [30, 8, 6]}


def test_a_small_gap_hides_all_three_of_its_place_and_of_another(asking: Asking, world: World) -> None:
    settled(world)
    world.ties["REGISTERED_AT", "Person", "House"] = [
        row
        for row in world.ties["REGISTERED_AT", "Person", "House"]
        if row[0] not in {f"W apart {n}" for n in range(4)}
    ]
    asking.given(world)
    assert gaps(asking) == {"D": [60, 14, 26], "V": [None] * 3, "W": [None] * 3}
    answer = asking(residence_gaps, DAY, within="D")
    assert answer.places[0].living_elsewhere == Small(None, True)


def test_who_lives_in_two_places_counts_once_above_them(asking: Asking, world: World) -> None:
    settled(world)
    for place in ("V", "W"):
        world.lives("both", f"h{place}", "2020-01-01..")
        world.registered("both", f"h{place}", "2020-01-01..")
    asking.given(world)
    assert gaps(asking) == {"D": [61, 18, 26], "V": [31, 10, 20], "W": [31, 8, 6]}
