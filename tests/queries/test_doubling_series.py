"""A rule's rate by month is, month by month, what the doubling says of the month's end; and it crosses mergers."""

import datetime as dt

import pytest

from graph.model.dates import Certainty
from graph.model.nodes.place import Level
from guard.access import Access
from guard.refusals import Refusal, RoleForbids
from queries.doubling import Rate, doubling
from queries.doubling_series import doubling_series, month_ends
from tests.accesses import everything, ungranted
from tests.queries.conftest import Asking, area
from tests.queries.test_doubling_cases import r1, r2, r3
from tests.queries.world import World

SPAN = {"since": dt.date(2023, 1, 1), "until": dt.date(2025, 6, 30)}
DISTRICT = everything()


def same(asking: Asking, rule: str, *, access: Access = DISTRICT, within: str | None = None) -> list[Rate]:
    """The rates of the series, each of which is that of its day, as are those by community."""
    series = asking.run(
        doubling_series(asking.store, access, rule=rule, within=within, by=Level.COMMUNITY, **SPAN)  # type: ignore[arg-type]
    )
    assert series is not None
    days = [month.day for month in series.months]
    groups: dict[dt.date, dict[str | None, Rate]] = {day: {} for day in days}
    for each in series.groups:
        for month in each.months:
            groups[month.day][each.place.code] = month.rate
    for at, day in enumerate(days):
        answer = asking(doubling, day.isoformat(), access=access, rule=rule, within=within, by=Level.COMMUNITY)
        month = series.months[at]
        assert (day, month.in_force, month.rate) == (day, answer.in_force, answer.rate)
        told = {each.place.code: each.rate for each in answer.groups}
        assert {code: rate for code, rate in groups[day].items() if rate.total_possibly} == told
    return [month.rate for month in series.months]


def changing() -> World:
    """Every kind of date: exact, a month wide, unknown; renewals; posts, coverage and places that come and go."""
    world = World()
    world.district("V", "W")
    world.place("X", "community", under="T", when="2023年5月..2025年2月")
    for code in "VWX":
        world.post(f"S{code}", "secretary", place=code)
    world.post("DV", "director", place="V", when="2023-03-10..")
    world.post("DW", "director", within="committee", when="..2025-03-31")
    world.tie("COVERS", ("Organization", "committee"), ("Place", "W"), "2023年9月..2024年12月")
    world.tie("COVERS", ("Organization", "committee"), ("Place", "X"), "2024-10-15..")
    world.rule("R1", ["secretary"], ["director"], when="2023-02-01..2025年5月")
    world.holds("甲", "SV", "2019-01-01..2024年3月")
    world.holds("甲", "SV", "2024年3月..")
    world.holds("甲", "DV", "2023年4月..2024-11-30")
    world.holds("乙", "DV", "2024-12-01..")
    world.holds("丙", "SW", "..?")
    world.holds("丙", "DW", "2023-06-01..")
    world.holds("丙", "SX", "2024-01-01..2025年1月")
    return world


def test_each_month_is_what_the_doubling_says_of_its_end(asking: Asking) -> None:
    asking.given(changing())
    rates = same(asking, "R1")
    assert len(rates) == 30
    assert len(set(rates)) > 6


def test_each_month_is_so_in_an_area_and_below_a_place(asking: Asking) -> None:
    asking.given(changing())
    for access in (area("V"), area("W"), area("W", "X")):
        same(asking, "R1", access=access)
    same(asking, "R1", within="W")
    same(asking, "R1", within="T")


@pytest.mark.parametrize(
    "linkage", ["same_place", "right_within_left", "left_within_right", "same_organization", "shared_ancestor"]
)
@pytest.mark.parametrize("over", ["community", "left_holder"])
def test_each_month_is_so_by_every_linkage(asking: Asking, linkage: str, over: str) -> None:
    world = changing()
    world.rule("R", ["secretary", "director"], ["director"], linkage=linkage, over=over, level="town")
    world.post("XV", "director", place="V", within="committee")
    world.holds("乙", "XV", "2023年8月..2025-01-15")
    world.holds("甲", "DW", "2024-02-01..2024年8月")
    asking.given(world)
    same(asking, "R")
    same(asking, "R", access=area("V"))


def test_left_holders_are_counted_month_by_month(asking: Asking) -> None:
    world = r2()
    world.holds("甲", "NV", "2023-04-01..2024年4月")
    world.holds("乙", "C", "2023年7月..2025-01-01")
    world.holds("乙", "NW", "2024-01-01..")
    asking.given(world)
    same(asking, "R2")
    same(asking, "R2", within="V")


def test_buildings_come_and_go(asking: Asking) -> None:
    world = r3()
    world.building("B9", "M", when="2024年2月..2025-02-28")
    world.post("L9", "leader", building="B9")
    world.holds("甲", "H", "2023-06-01..")
    world.holds("甲", "L9", "2023-01-01..")
    asking.given(world)
    rates = same(asking, "R3")
    assert {rate.certainly for rate in rates} == {0, 1}


def merged() -> World:
    """V and its secretary and director, merged into W on 1 July 2024."""
    world = World()
    world.district("W")
    world.place("V", "community", under="T", when="..2024-07-01")
    world.tie("SUCCEEDS", ("Place", "W"), ("Place", "V"), "2024-07-01..")
    world.rule("R1", ["secretary"], ["director"])
    for place in "VW":
        world.post(f"S{place}", "secretary", place=place)
        world.post(f"D{place}", "director", place=place)
    for post in ("SV", "DV", "SW"):
        world.holds("甲", post)
    world.holds("乙", "DW")
    return world


def test_a_series_crosses_a_merger(asking: Asking) -> None:
    asking.given(merged())
    span = {"since": dt.date(2024, 5, 1), "until": dt.date(2024, 8, 31)}
    both, alone = Rate(1, 1, 2, 2), Rate(0, 0, 1, 1)
    for within in ("W", "D"):
        answer = asking.run(
            doubling_series(asking.store, DISTRICT, rule="R1", within=within, by=Level.COMMUNITY, **span)  # type: ignore[arg-type]
        )
        assert answer is not None
        assert [month.rate for month in answer.months] == [both, both, alone, alone]
        (line,) = answer.groups
        assert (line.place.code, [each.code for each in line.before]) == ("W", ["V"])
        assert [month.rate for month in line.months] == [both, both, alone, alone]


def test_three_queries_whatever_the_size_and_length(asking: Asking) -> None:
    asking.given(changing())
    before = asking.store.asked
    asking.run(doubling_series(asking.store, DISTRICT, rule="R1", until=dt.date(2025, 6, 30)))
    assert asking.store.asked - before == 3


def test_a_series_has_the_ends_of_its_months() -> None:
    assert month_ends(dt.date(2024, 1, 31), dt.date(2024, 3, 30)) == [dt.date(2024, 1, 31), dt.date(2024, 2, 29)]
    assert len(month_ends(None, dt.date(2024, 2, 29))) == 121
    assert len(month_ends(None, dt.date(2024, 2, 28))) == 120


@pytest.mark.parametrize(
    ("since", "until"), [("2014-12-31", "2025-01-01"), ("2025-02-01", "2025-01-01"), ("2025-01-01", "2025-01-30")]
)
def test_a_span_that_is_too_long_backward_or_without_a_month_end_is_refused(
    asking: Asking, since: str, until: str
) -> None:
    span = {"since": dt.date.fromisoformat(since), "until": dt.date.fromisoformat(until)}
    with pytest.raises(Refusal) as refused:
        asking.run(doubling_series(asking.store, DISTRICT, rule="R1", **span))
    assert refused.value.code == "BAD_ARGUMENT"


def test_a_rule_that_is_not_there_has_no_series(asking: Asking) -> None:
    asking.given(r1())
    assert asking.run(doubling_series(asking.store, DISTRICT, rule="R9")) is None


def test_a_rule_not_in_force_counts_nothing(asking: Asking) -> None:
    world = r1()
    world.rule("RX", ["secretary"], ["director"], when="2025-06-01..")
    asking.given(world)
    answer = asking.run(doubling_series(asking.store, DISTRICT, rule="RX", **SPAN))  # type: ignore[arg-type]
    assert answer is not None
    assert [(m.in_force, m.rate.total) for m in answer.months[-2:]] == [(Certainty.NO, 0), (Certainty.YES, 1)]


def test_a_series_over_public_and_volunteers_posts_needs_a_grant(asking: Asking) -> None:
    world = r1()
    world.node("PostType", "director", volunteer=True)
    asking.given(world)
    with pytest.raises(RoleForbids):
        asking.run(doubling_series(asking.store, ungranted(), rule="R1"))
