"""Residents are counted for the whole district at month ends: the dated walk is the truth, each person once a place."""

import datetime as dt

import pytest

from graph.project.schema import changed
from queries.residents_by_place import Cells, residents_by_place
from queries.roll_up import roll_up
from queries.shapes import Small
from tests.queries.conftest import Asking, area
from tests.queries.world import World

END = dt.date(2025, 4, 30)


@pytest.fixture
def world() -> World:
    """Communities V with micro-grids M and N, and W, whose only house stands in it directly."""
    made = World()
    made.district("V", "W")
    for grid, micro in (("G", "M"), ("H", "N")):
        made.place(grid, "grid", under="V")
        made.place(micro, "micro_grid", under=grid)
        made.building(f"B{micro}", micro)
        made.house(f"h{micro}", "V", building=f"B{micro}")
    made.house("hW", "W")
    return made


def living(world: World, many: int, house: str, when: str = "2020-01-01..") -> None:
    for number in range(many):
        world.lives(f"{house} {number}", house, when)


def settled(world: World) -> None:
    """Nine people in each house, so that nothing is hidden."""
    for house in ("hM", "hN", "hW"):
        living(world, 9, house)


def cells(asking: Asking, world: World, day: dt.date = END) -> Cells:
    asking.given(world)
    return asking.run(residents_by_place(asking.store, day=day))


def test_each_place_counts_what_lies_in_it(asking: Asking, world: World) -> None:
    living(world, 7, "hM")
    living(world, 8, "hN")
    living(world, 9, "hW")
    assert cells(asking, world).residents == {
        "D": 24, "T": 24, "V": 15, "W": 9, "G": 7, "M": 7, "H": 8, "N": 8
    }  # fmt: skip
    assert cells(asking, world).registered == {}


def test_who_lives_at_two_places_counts_once_above_them(asking: Asking, world: World) -> None:
    living(world, 7, "hM")
    living(world, 8, "hW")
    world.lives("hM 0", "hN", "2020-01-01..")
    living(world, 6, "hN")
    found = cells(asking, world).residents
    assert (found["M"], found["N"], found["V"], found["D"]) == (7, 7, 13, 21)


def test_who_moved_within_the_month_counts_where_they_were_at_its_end(asking: Asking, world: World) -> None:
    settled(world)
    world.lives("new", "hM", "2020-01-01..2025-04-15")
    world.lives("new", "hN", "2025-04-15..")
    april, march = cells(asking, world).residents, cells(asking, world, dt.date(2025, 3, 31)).residents
    assert [(each["M"], each["N"], each["V"]) for each in (march, april)] == [(10, 9, 19), (9, 10, 19)]


def test_a_building_that_changed_its_micro_grid_counts_in_one(asking: Asking, world: World) -> None:
    settled(world)
    world.ties["WITHIN", "Building", "Place"][0][2]["untilEarliest"] = dt.date(2024, 1, 1)
    world.ties["WITHIN", "Building", "Place"][0][2]["untilLatest"] = dt.date(2024, 1, 1)
    world.tie("WITHIN", ("Building", "BM"), ("Place", "N"), "2024-01-01..")
    found = cells(asking, world).residents
    assert (found.get("M"), found["N"], found["V"]) == (None, 18, 18)
    assert cells(asking, world, dt.date(2023, 12, 31)).residents["M"] == 9


def test_a_small_cell_takes_its_complement_with_it_whoever_asks(asking: Asking, world: World) -> None:
    living(world, 3, "hM")
    living(world, 8, "hN")
    living(world, 9, "hW")
    asking.given(world)
    shown = {place: asking(roll_up, "2025-05-15", place=place).residents for place in ("V", "G", "M", "H", "N", "W")}
    assert shown == {"V": Small(11, False), "W": Small(9, False)} | dict.fromkeys(
        ("G", "M", "H", "N"), Small(None, True)
    )
    assert asking(roll_up, "2025-05-15", area("V"), place="H").residents == Small(None, True)


def test_two_days_of_one_month_give_the_same_count(asking: Asking, world: World) -> None:
    settled(world)
    world.lives("new", "hW", "2025-05-10..")
    asking.given(world)
    told = [asking(roll_up, day, place="W") for day in ("2025-05-09", "2025-05-10", "2025-05-31")]
    assert [(each.residents.count, each.statistics_day.isoformat()) for each in told] == [
        (9, "2025-04-30"),
        (9, "2025-04-30"),
        (10, "2025-05-31"),
    ]


def test_counts_are_kept_for_one_version_of_the_graph(asking: Asking, world: World) -> None:
    settled(world)
    asking.given(world)
    said = changed(sample=True, book="statistics")
    asking.run(asking.store.write_all([said]))
    first = asking.run(residents_by_place(asking.store, day=END))
    before = asking.store.asked
    assert asking.run(residents_by_place(asking.store, day=END)) is first
    assert asking.store.asked == before + 1
    asking.run(asking.store.write_all([("MATCH (:Person {id: 'hW 0'})-[r:LIVES_IN]->() DELETE r", {}), said]))
    assert asking.run(residents_by_place(asking.store, day=END)).residents["W"] == 8
