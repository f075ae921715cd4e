"""The numbers of the limits, and their edges: what is counted when, and how long one waits."""

import pytest

from graph.model.codes import DataClass
from guard.limits import (
    CALLERS_KEPT,
    DAY,
    HOUR,
    MINUTE,
    PARTS,
    WINDOWS,
    Budget,
    Kind,
    OverBudget,
    Used,
    Window,
    residents_in,
    windows_from,
)
from guard.setting import SettingError
from guard.shown import Shown

FIVE = Window(5, PARTS, "每分钟", "a minute", "JINGWEI_FIVE")
"""Its parts are of one second."""


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def at(window: Window = FIVE) -> tuple[Budget, Clock]:
    clock = Clock()
    return Budget(dict.fromkeys(Kind, (window,)), clock), clock


def left(budget: Budget, caller: str, window: Window = FIVE) -> int:
    """How many more the caller may have now."""
    used = budget._used.get((caller, window))
    return window.most - (used.at(budget.clock(), window) if used else 0)


def test_the_windows_are_those_of_an_honest_days_work() -> None:
    assert (MINUTE, HOUR, DAY) == (60, 3_600, 86_400)
    assert {kind: [(w.most, w.seconds) for w in windows] for kind, windows in WINDOWS.items()} == {
        Kind.ID_LOOKUPS: [(20, 60), (300, 3_600)],
        Kind.PERSONS: [(2_500, 60), (6_000, 3_600), (20_000, 86_400)],
    }


def test_a_budget_is_made_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JINGWEI_ID_LOOKUPS_A_MINUTE", "3")
    assert Budget().windows[Kind.ID_LOOKUPS][0].most == 3
    assert windows_from({"JINGWEI_ID_LOOKUPS_A_MINUTE": "1"})[Kind.ID_LOOKUPS][0].most == 1
    with pytest.raises(SettingError, match="positive whole number"):
        windows_from({"JINGWEI_ID_LOOKUPS_A_MINUTE": "²"})
    changed = windows_from({"JINGWEI_PERSONS_A_DAY": "7"})
    assert changed[Kind.PERSONS][2] == Window(7, DAY, "每天", "a day", "JINGWEI_PERSONS_A_DAY")
    assert changed[Kind.ID_LOOKUPS] == WINDOWS[Kind.ID_LOOKUPS]


@pytest.mark.parametrize("n", [0, -1])
def test_nothing_asked_for_is_nothing_counted(n: int) -> None:
    budget, _ = at()
    budget.charge("a", Kind.PERSONS, n)
    assert budget._used == {}
    assert left(budget, "a") == 5


def test_one_is_counted_unless_more_are_said() -> None:
    budget, _ = at()
    budget.charge("a", Kind.PERSONS)
    budget.charge("a", Kind.PERSONS)
    assert left(budget, "a") == 3
    assert left(budget, "b") == 5


def test_use_counts_for_a_window_and_one_part_and_is_then_forgotten() -> None:
    budget, clock = at()
    budget.charge("a", Kind.PERSONS, 5)
    clock.now += PARTS
    assert left(budget, "a") == 0
    clock.now += 1
    assert left(budget, "a") == 5
    assert budget._used["a", FIVE].parts == {}


def test_the_wait_is_until_enough_of_the_oldest_use_is_over_and_no_longer() -> None:
    used = Used({1_000: 2, 1_010: 2, 1_020: 1})
    waits = [used.wait(1_030.0, FIVE, n) for n in range(1, 7)]
    first, second, third = 1_000 + PARTS + 1 - 1_030, 1_010 + PARTS + 1 - 1_030, 1_020 + PARTS + 1 - 1_030
    assert waits == [first + 1, first + 1, second + 1, second + 1, third + 1, None]
    assert Used({10: 5}).wait(500.0, FIVE, 1) == 1
    assert Used().wait(500.0, FIVE, 1) == 1


def test_who_asks_for_more_than_ever_fits_is_told_to_ask_for_less() -> None:
    budget, _ = at()
    with pytest.raises(OverBudget) as never:
        budget.charge("a", Kind.PERSONS, 6)
    assert (never.value.seconds, never.value.limit) == (None, "five")
    budget.charge("a", Kind.PERSONS, 5)
    with pytest.raises(OverBudget) as later:
        budget.charge("a", Kind.PERSONS, 5)
    assert later.value.seconds == PARTS + 2


def test_what_one_window_refuses_is_counted_in_no_other() -> None:
    wide = Window(100, HOUR, "每小时", "an hour", "JINGWEI_WIDE")
    clock = Clock()
    budget = Budget({Kind.PERSONS: (wide, FIVE)}, clock)
    budget.charge("a", Kind.PERSONS, 5)
    with pytest.raises(OverBudget):
        budget.charge("a", Kind.PERSONS, 1)
    clock.now += 2 * PARTS
    assert left(budget, "a") == 5
    assert sum(budget._used["a", wide].parts.values()) == 5


def test_callers_are_forgotten_only_when_there_are_many_and_their_use_is_over() -> None:
    budget, clock = at()
    assert CALLERS_KEPT == 10_000
    for number in range(CALLERS_KEPT):
        budget.charge(str(number), Kind.PERSONS)
    clock.now += 2 * PARTS
    assert len(budget._used) == CALLERS_KEPT
    budget.charge("new", Kind.PERSONS)
    assert [caller for caller, _ in budget._used] == ["new"]


def test_residents_are_those_shown_with_more_than_a_public_post() -> None:
    shown = Shown()
    shown.person("a", DataClass.OPEN, DataClass.OFFICE)
    shown.person("b", DataClass.OPEN)
    shown.person("c", DataClass.OFFICE, DataClass.MINOR)
    shown.person("d", DataClass.RESIDENT)
    assert residents_in(shown) == 2
