"""How long an answer about looks takes, by a clock that stands still while nobody waits."""

import asyncio
from types import SimpleNamespace

import pytest

from guard.subject import looks
from guard.subject.looks import PACE, even_pace


class Clock:
    """Only waiting and ``work`` move it."""

    def __init__(self) -> None:
        self.now = 1_000.03

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    def work(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(looks, "time", SimpleNamespace(monotonic=made.monotonic))
    monkeypatch.setattr(looks, "asyncio", SimpleNamespace(sleep=made.sleep))
    return made


@pytest.mark.parametrize(("work", "steps"), [(0.0, 1), (0.01, 1), (0.19, 1), (0.21, 2), (0.75, 4)])
def test_an_answer_takes_the_next_whole_step_and_no_longer(clock: Clock, work: float, steps: int) -> None:
    async def answer() -> None:
        async with even_pace():
            clock.work(work)

    began = clock.now
    asyncio.run(answer())
    assert clock.now - began == pytest.approx(steps * PACE)
