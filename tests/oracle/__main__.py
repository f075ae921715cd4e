"""``python -m tests.oracle compare``: how many answers were compared, and how many differ."""

import argparse
import asyncio
import datetime as dt
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path

from graph.engine import running
from graph.seals import open_seals
from graph.store import opened
from tests.oracle import (
    compounds,
    doubling,
    doubling_more,
    house_counts,
    networks,
    partners,
    register,
    register_more,
    roll_up,
    search,
)
from tests.oracle.asking import Both, Compared
from tests.oracle.district import District

Questions = Callable[[Both], AsyncIterator[Compared]]

ALL: tuple[Questions, ...] = (
    register.houses,
    register.buildings,
    register.people,
    doubling.rules,
    partners.units,
    partners.communities,
    roll_up.places,
    networks.needs,
    networks.bridges,
    networks.walks,
    doubling_more.rates,
    doubling_more.in_time,
    doubling_more.gaps,
    doubling_more.empty,
    doubling_more.many,
    doubling_more.leaving,
    house_counts.crowding,
    register_more.tenure,
    register_more.premises_of,
    register_more.gaps,
    compounds.regimes,
    search.people_and_houses,
    search.things,
)


async def compare(both: Both, *, among: Iterable[Questions] = ALL, shown: int = 5) -> tuple[Counter[str], Counter[str]]:
    """Ask everything twice; the first differences of each question are printed."""
    compared: Counter[str] = Counter()
    differ: Counter[str] = Counter()
    for questions in among:
        async for one in questions(both):
            compared[one.question] += 1
            if not one.agrees:
                differ[one.question] += 1
                if differ[one.question] <= shown:
                    print(f"{both.day} {one.question} {one.about}\n  ledgers: {one.expected}\n  graph:   {one.got}")  # noqa: T201
    return compared, differ


def main() -> int:
    """The command. Returns 1 when any answer differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle")
    parser.add_argument("command", choices=["compare"])
    parser.add_argument("--ledgers", type=Path, required=True, help="the folder of the sample's workbooks")
    parser.add_argument("--home", type=Path, required=True, help="the home into which they were loaded")
    parser.add_argument("--day", type=dt.date.fromisoformat, action="append", required=True)
    parser.add_argument("--most", type=int, default=2000, help="answers a question and day, evenly chosen")
    given = parser.parse_args()
    return asyncio.run(_all(given.ledgers, given.home, given.day, given.most))


async def _all(ledgers: Path, home: Path, days: list[dt.date], most: int) -> int:
    begun = time.monotonic()
    district, seals = District(ledgers), open_seals(home / "keys", create=False)
    compared: Counter[str] = Counter()
    differ: Counter[str] = Counter()
    with running(home) as server:
        async with opened(server) as store:
            for day in days:
                more, wrong = await compare(Both(district, store, seals, day, most))
                compared, differ = compared + more, differ + wrong
    for question, count in sorted(compared.items()):
        print(f"{question:24} {count:7} compared {differ[question]:5} differ")  # noqa: T201
    seconds = time.monotonic() - begun
    print(f"{compared.total()} answers on {len(days)} days, {differ.total()} differ, {seconds:.0f} s")  # noqa: T201
    return 1 if differ else 0


if __name__ == "__main__":
    raise SystemExit(main())
