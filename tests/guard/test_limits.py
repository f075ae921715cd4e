"""Answers about people are counted in sliding windows, one caller's apart from another's."""

import threading

import pytest

from graph.model.codes import DataClass
from guard.limits import CALLERS_KEPT, DAY, HOUR, MINUTE, WINDOWS, Budget, Kind, OverBudget, residents_in, windows_from
from guard.setting import SettingError
from guard.shown import Shown


class Clock:
    """A clock that is set by hand; it begins at any moment, as a monotonic clock does."""

    def __init__(self) -> None:
        self.now = 1_234.5

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def budget(clock: Clock) -> Budget:
    return Budget(WINDOWS, clock)


def test_twenty_look_ups_a_minute_and_no_more(budget: Budget, clock: Clock) -> None:
    for _ in range(20):
        budget.charge("a", Kind.ID_LOOKUPS)
    with pytest.raises(OverBudget, match="20 look-ups by resident ID a minute") as refused:
        budget.charge("a", Kind.ID_LOOKUPS)
    assert (refused.value.code, refused.value.limit) == ("TOO_OFTEN", "id_lookups_a_minute")
    assert refused.value.seconds is not None
    assert MINUTE <= refused.value.seconds <= MINUTE + 2
    clock.now += refused.value.seconds
    budget.charge("a", Kind.ID_LOOKUPS)


def test_the_window_slides(budget: Budget, clock: Clock) -> None:
    budget.charge("a", Kind.ID_LOOKUPS, 10)
    clock.now += 40
    budget.charge("a", Kind.ID_LOOKUPS, 10)
    clock.now += 22
    budget.charge("a", Kind.ID_LOOKUPS, 10)
    with pytest.raises(OverBudget):
        budget.charge("a", Kind.ID_LOOKUPS)


def test_what_is_refused_is_not_counted(budget: Budget) -> None:
    with pytest.raises(OverBudget, match="less at a time") as refused:
        budget.charge("a", Kind.ID_LOOKUPS, 21)
    assert refused.value.seconds is None
    budget.charge("a", Kind.ID_LOOKUPS, 20)


def test_one_callers_use_is_not_anothers(budget: Budget) -> None:
    budget.charge("a", Kind.ID_LOOKUPS, 20)
    budget.charge("b", Kind.ID_LOOKUPS, 20)
    budget.charge("a", Kind.PERSONS, 500)


def test_the_hour_and_the_day_bind_who_keeps_within_the_minute(budget: Budget, clock: Clock) -> None:
    limits = []
    for _ in range(23 * 60):
        try:
            budget.charge("a", Kind.PERSONS, 500)
        except OverBudget as refused:
            limits.append(refused.limit)
        clock.now += MINUTE + 2
    assert set(limits) == {"persons_an_hour", "persons_a_day"}
    assert (23 * 60 - len(limits)) * 500 == 20_000


@pytest.mark.parametrize(("kind", "n", "before"), [(Kind.PERSONS, 2_500, 2), (Kind.ID_LOOKUPS, 20, 1)])
def test_the_wait_that_is_told_is_enough(budget: Budget, clock: Clock, kind: Kind, n: int, before: int) -> None:
    for _ in range(before):
        budget.charge("a", kind, n)
        clock.now += 0 if before == 1 else MINUTE + 2
    with pytest.raises(OverBudget) as refused:
        budget.charge("a", kind, n)
    assert refused.value.seconds is not None
    assert refused.value.seconds <= HOUR + MINUTE + 2
    clock.now += refused.value.seconds
    budget.charge("a", kind, n)


def test_threads_share_a_budget(budget: Budget) -> None:
    charged: list[int] = []

    def charge() -> None:
        for _ in range(50):
            try:
                budget.charge("a", Kind.ID_LOOKUPS)
            except OverBudget:
                continue
            charged.append(1)

    threads = [threading.Thread(target=charge) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(charged) == 20


def test_callers_of_yesterday_are_forgotten_once_there_are_many(budget: Budget, clock: Clock) -> None:
    for i in range(CALLERS_KEPT // 2):
        budget.charge(str(i), Kind.ID_LOOKUPS)
    clock.now += 2 * DAY
    budget.charge("a", Kind.ID_LOOKUPS)
    budget.charge("b", Kind.ID_LOOKUPS)
    assert len(budget._used) == 4


def test_numbers_are_set_by_the_environment() -> None:
    windows = windows_from({"JINGWEI_ID_LOOKUPS_A_MINUTE": "5"})
    assert [window.most for window in windows[Kind.ID_LOOKUPS]] == [5, 300]
    for wrong in ("0", "-1", "many", ""):
        with pytest.raises(SettingError, match="JINGWEI_PERSONS_A_DAY"):
            windows_from({"JINGWEI_PERSONS_A_DAY": wrong})


def test_holders_of_public_posts_are_not_counted() -> None:
    shown = Shown()
    shown.person("holder", DataClass.OFFICE)
    shown.person("resident", DataClass.OFFICE, DataClass.RESIDENT)
    assert residents_in(shown) == 1
