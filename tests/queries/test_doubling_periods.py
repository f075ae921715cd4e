"""Doublings in time: DOMAIN 5's questions 2 and 3, with dates as ranges and renewals as one."""

import datetime as dt
from typing import Any

import pytest

from graph.model.dates import Certainty, Span
from guard.refusals import Refusal, RoleForbids
from queries.doubling_periods import Change, DoublingPeriods, doubling_periods
from tests.accesses import ungranted
from tests.queries.conftest import Asking, area
from tests.queries.test_doubling_cases import r1, r2, r3
from tests.queries.test_doubling_series import merged
from tests.queries.world import World

DAY = "2025-05-01"


def told(asking: Asking, world: World, rule: str = "R1", **given: Any) -> list[tuple[str | None, Span]]:
    """Whose, and when."""
    asking.given(world)
    return [(each.holder.name, each.dated.span) for each in asked(asking, rule, **given).periods]


def asked(asking: Asking, rule: str = "R1", on: str = DAY, **given: Any) -> DoublingPeriods:
    return asking(doubling_periods, on, rule=rule, **given)


def days(*ends: str) -> Span:
    return Span(*(dt.date.fromisoformat(each) if each else None for each in ends))


def test_who_held_both_posts_from_when_to_when_on_which_documents(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S", "2018-01-01..2021-03-01", document="文1")
    world.holds("甲", "D", "2019-01-01..", document="文2")
    world.holds("乙", "S", "2021-03-01..", document="文3")
    assert told(asking, world) == [("甲", days("2019-01-01", "2019-01-01", "2021-03-01", "2021-03-01"))]
    (period,) = asked(asking, within="V").periods
    assert [(each.post.code, each.document) for each in period.proof] == [("S", "文1"), ("D", "文2")]
    assert (period.place and period.place.code, period.dated.certainty, period.matches) == (
        "V",
        Certainty.NO,
        Certainty.YES,
    )


def test_renewals_without_a_gap_are_one_period(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S", "2019-03-01..2022-03-01", document="文1")
    world.holds("甲", "S", "2022-03-01..2025-03-01", document="文2")
    world.holds("甲", "D", "2021-01-01..", document="文3")
    assert told(asking, world) == [("甲", days("2021-01-01", "2021-01-01", "2025-03-01", "2025-03-01"))]
    (period,) = asked(asking).periods
    assert [each.document for each in period.proof] == ["文1", "文3", "文2"]


def test_a_renewal_in_the_same_month_is_one_period(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S", "2019-03-01..2022年3月")
    world.holds("甲", "S", "2022年3月..")
    world.holds("甲", "D", "2022-03-10..")
    assert told(asking, world) == [("甲", days("2022-03-10", "2022-03-10", "", ""))]


def test_a_gap_makes_two_periods(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S", "2019-03-01..2022-03-01")
    world.holds("甲", "S", "2022-03-02..")
    world.holds("甲", "D", "2021-01-01..")
    assert told(asking, world) == [
        ("甲", days("2021-01-01", "2021-01-01", "2022-03-01", "2022-03-01")),
        ("甲", days("2022-03-02", "2022-03-02", "", "")),
    ]


def test_ends_are_as_wide_as_what_is_known(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S", "2019年3月..2022年")
    world.holds("甲", "D", "2019-03-20..2023-01-01")
    assert told(asking, world) == [("甲", days("2019-03-20", "2019-03-31", "2022-01-01", "2022-12-31"))]


def test_a_doubling_that_is_nowhere_certain_is_told_as_possible(asking: Asking) -> None:
    world = r1()
    world.holds("甲", "S")
    world.holds("甲", "D", "2021年5月..2021年5月")
    assert told(asking, world) == [("甲", days("2021-05-01", "2021-05-30", "2021-05-01", "2021-05-31"))]
    assert [each.matches for each in asked(asking).periods] == [Certainty.POSSIBLY]


def test_a_post_doubles_no_post_with_itself(asking: Asking) -> None:
    world = r1()
    world.rule("RB", ["secretary", "director"], ["director"])
    world.holds("甲", "D", "2020-01-01..")
    world.holds("甲", "S", "2021-01-01..2022-01-01")
    assert told(asking, world, "RB") == [("甲", days("2021-01-01", "2021-01-01", "2022-01-01", "2022-01-01"))]


def ended() -> World:
    """One doubling ended in June 2024, one at an unknown day of 2025, one stands."""
    world = World()
    world.district("V", "W", "X")
    world.rule("R1", ["secretary"], ["director"])
    for place, name, until in (("V", "甲", "2024-06-30"), ("W", "乙", "2025年"), ("X", "丙", "")):
        for post in ("secretary", "director"):
            world.post(f"{post}{place}", post, place=place)
            world.holds(name, f"{post}{place}", f"2020-01-01..{until}")
    return world


@pytest.mark.parametrize(
    ("change", "since", "until", "expected"),
    [
        (Change.ENDED, "2024-01-01", "2024-12-31", [("甲", Certainty.YES)]),
        (Change.ENDED, "2024-06-30", "2024-06-30", [("甲", Certainty.YES)]),
        (Change.ENDED, "2024-07-01", "2025-12-31", [("乙", Certainty.YES)]),
        (Change.ENDED, "2024-07-01", "2025-06-30", [("乙", Certainty.POSSIBLY)]),
        (Change.BEGAN, "2020-01-01", "2020-01-01", [(n, Certainty.YES) for n in "甲乙丙"]),
        (Change.BEGAN, "2020-01-02", "2025-12-31", []),
        (Change.HELD, "2024-06-30", "2024-07-01", [("乙", Certainty.YES), ("丙", Certainty.YES)]),
        (Change.HELD, "2025-03-01", "2025-03-01", [("乙", Certainty.POSSIBLY), ("丙", Certainty.YES)]),
    ],
)
def test_doublings_that_began_ended_or_stood_in_a_time(
    asking: Asking, change: Change, since: str, until: str, expected: list[Any]
) -> None:
    asking.given(ended())
    span = {"since": dt.date.fromisoformat(since), "until": dt.date.fromisoformat(until)}
    found = asked(asking, change=change, **span).periods
    assert [(each.holder.name, each.matches) for each in found] == expected


def test_only_those_below_the_place_are_told(asking: Asking) -> None:
    assert [name for name, _ in told(asking, ended(), within="W")] == ["乙"]


def test_a_doubling_ends_with_its_place_and_is_told_of_the_one_that_took_over(asking: Asking) -> None:
    begins = ("0001-01-01", "0001-01-01")
    for within in ("V", "W", None):
        assert told(asking, merged(), within=within) == [("甲", days(*begins, "2024-07-01", "2024-07-01"))]


def test_left_holders_have_periods_too(asking: Asking) -> None:
    world = r2()
    world.holds("甲", "NV", "2022-01-01..2023-01-01")
    world.holds("甲", "NW", "2023-06-01..")
    assert told(asking, world, "R2") == [("甲", days("2022-01-01", "2022-01-01", "2023-01-01", "2023-01-01"))]
    assert told(asking, world, "R2", within="W") == []


def test_a_rule_counts_as_it_stands_on_the_day(asking: Asking) -> None:
    world = ended()
    world.rule("RX", ["secretary"], ["director"], when="2024-01-01..")
    asking.given(world)
    assert len(asked(asking, "RX").periods) == 3
    assert asked(asking, "RX", on="2023-01-01").periods == ()


def test_those_outside_the_area_are_not_told(asking: Asking) -> None:
    asking.given(ended())
    assert [each.holder.name for each in asked(asking, access=area("W")).periods] == ["乙"]


def test_a_post_is_seen_only_while_it_is_for_something_in_the_area(asking: Asking) -> None:
    world = r1()
    world.place("W", "community", under="T")
    world.post("S2", "secretary", place="W", when="..2022-01-01")
    world.tie("FOR", ("Post", "S2"), ("Place", "V"), "2022-01-01..")
    world.tie("IN", ("Post", "S2"), ("Organization", "O-S2"), "2022-01-01..")
    world.post("DW", "director", place="W")
    world.holds("甲", "S2")
    world.holds("甲", "DW", "2020-01-01..")
    world.holds("甲", "D", "2020-01-01..")
    assert told(asking, world, access=area("V")) == [("甲", days("2022-01-01", "2022-01-01", "", ""))]


def test_volunteers_are_not_named_without_a_grant(asking: Asking) -> None:
    world = r3()
    for kind in ("head", "leader"):
        world.node("PostType", kind, volunteer=True)
    world.post("L1", "leader", building="B1")
    world.holds("甲", "H", "2021-01-01..", document="文1")
    world.holds("甲", "L1", "2022-01-01..", document="文2")
    asking.given(world)
    (period,) = asked(asking, "R3", access=ungranted()).periods
    assert (period.holder.id, period.holder.name, {each.document for each in period.proof}) == (None, None, {None})
    (period,) = asked(asking, "R3").periods
    assert (period.holder.name, period.dated.span.since_latest) == ("甲", dt.date(2022, 1, 1))


def test_a_mixture_of_public_and_volunteers_posts_needs_a_grant(asking: Asking) -> None:
    world = r1()
    world.node("PostType", "director", volunteer=True)
    asking.given(world)
    with pytest.raises(RoleForbids):
        asked(asking, access=ungranted())


def test_a_time_that_ends_before_it_begins_is_refused(asking: Asking) -> None:
    with pytest.raises(Refusal) as refused:
        asked(asking, since=dt.date(2026, 1, 1))
    assert refused.value.code == "BAD_ARGUMENT"


def test_three_queries_whatever_the_size(asking: Asking) -> None:
    asking.given(ended())
    before = asking.store.asked
    asked(asking)
    assert asking.store.asked - before == 3


def test_no_such_rule_is_not_found(asking: Asking) -> None:
    assert asking.maybe(doubling_periods, DAY, rule="nothing") is None
