"""What lies outside a caller's area and what does not exist answer alike: in bytes, and in time.

python -m tests.attacks.timing --times 2000

Both are asked in turn, so that whatever slows the machine slows both. The medians may differ by less than the spread
of either (the distance between its quartiles).
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from graph.engine import Running
from tests.attacks.audited import engine_at
from tests.attacks.oracle.asking import Answer, Server, served
from tests.attacks.oracle.callers import Caller
from tests.attacks.oracle.policy import DWELLING, Policy
from tests.attacks.oracle.run import Oracle, oracle_at

WARM = 200
NOBODY, NO_NUMBER = "ZQ0000000", "990100000000000000"


@dataclass(frozen=True, slots=True)
class Pair:
    """One question, asked of what is outside and of what is not there."""

    name: str
    text: str
    outside: tuple[str, ...]
    absent: str


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one pair: medians, the spread, and whether every answer was the same."""

    name: str
    outside: float
    absent: float
    spread: float
    alike: bool

    @property
    def told_apart(self) -> bool:
        """Whether somebody could tell."""
        return not self.alike or abs(self.outside - self.absent) >= self.spread


def pairs(oracle: Oracle, caller: Caller) -> Iterator[Pair]:
    """Every root field and question that takes the identifier of something personal."""
    world, policy = oracle.world, Policy(oracle.world, caller.viewer)
    homes = [h for h in world.ids("House") if not policy.here(world.community(h))]
    strangers = [p for p in world.ids("Person") if p not in policy.named and any(world.of(*DWELLING, source=p))]
    checks = [c for c in world.ids("CheckIn") if not any(t in policy.ties for t in world.of("OF_MEMBER", source=c))]
    holders = [p for p in {t.source for t in world.of("HOLDS")} if p not in policy.named]
    numbers = tuple(world.numbers[p] for p in strangers)
    yield Pair("housePersons", "{ housePersons(house: $x) { occupants { person { name } } } }", tuple(homes), NOBODY)
    yield Pair("resident", "{ resident(id: $x) { name } }", tuple(strangers), NOBODY)
    yield Pair("personHouses by id", "{ personHouses(person: $x) { person { name } } }", tuple(strangers), NOBODY)
    yield Pair("personHouses by number", "{ personHouses(idNumber: $x) { person { name } } }", numbers, NO_NUMBER)
    yield Pair("personAddresses by number", "{ personAddresses(idNumber: $x) { apart } }", numbers, NO_NUMBER)
    yield Pair("officeHolder", "{ officeHolder(id: $x) { name } }", tuple(holders), NOBODY)
    yield Pair("checkIn", "{ checkIn(id: $x) { code } }", tuple(checks), NOBODY)
    yield Pair("building", "{ buildingHouseholds(building: $x) { building { code } } }", ("b-c6",), NOBODY)


def outsider(oracle: Oracle) -> Caller:
    """Somebody of one community, under a grant for all that the matrix has."""
    able = [c for c in oracle.callers if not c.refused and {"resident", "minor"} <= c.viewer.classes and not c.clerk]
    return min(able, key=lambda c: len(c.viewer.places) if c.viewer.places else 1_000)


async def measured(oracle: Oracle, caller: Caller, pair: Pair, *, times: int, warm: int) -> Times:
    """Ask both in turn, ``times`` times each."""
    taken: dict[bool, list[float]] = {True: [], False: []}
    bodies: set[tuple[int, str]] = set()
    for at in range(times + warm):
        for absent in (at % 2 == 0, at % 2 == 1):
            value = pair.absent if absent else pair.outside[at % len(pair.outside)]
            answer, seconds = await _timed(oracle.server, caller, pair, value)
            bodies.add((answer.status, answer.body))
            if at >= warm:
                taken[absent].append(seconds * 1_000)
    spread = max(_spread(each) for each in taken.values())
    return Times(pair.name, statistics.median(taken[False]), statistics.median(taken[True]), spread, len(bodies) == 1)


async def _timed(server: Server, caller: Caller, pair: Pair, value: str) -> tuple[Answer, float]:
    kind = "String" if "idNumber" in pair.text else "ID!"
    begun = time.perf_counter()
    answer = await server.ask(caller.headers, f"query ($x: {kind}) {pair.text}", {"x": value})
    return answer, time.perf_counter() - begun


def _spread(taken: list[float]) -> float:
    low, _, high = statistics.quantiles(taken, n=4)
    return high - low


async def all_measured(home: Path, running: Running, *, times: int, seed: int, warm: int = WARM) -> list[Times]:
    """Every pair."""
    async with served(home, running) as server:
        oracle = await oracle_at(server, seed)
        caller = outsider(oracle)
        return [await measured(oracle, caller, pair, times=times, warm=warm) for pair in pairs(oracle, caller)]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--graph", help="url,user,password of a Neo4j whose data may be replaced; else one of its own")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, engine_at(Path(folder), given.graph) as running:
        found = asyncio.run(all_measured(Path(folder) / "home", running, times=given.times, seed=given.seed))
    for each in found:
        said = "TOLD APART" if each.told_apart else "alike"
        typer.echo(
            f"{each.name:26} outside {each.outside:7.3f} ms, absent {each.absent:7.3f} ms, "
            f"spread {each.spread:6.3f} ms, bytes {'the same' if each.alike else 'DIFFER'}: {said}"
        )
    raise SystemExit(any(each.told_apart for each in found))


if __name__ == "__main__":
    main()
