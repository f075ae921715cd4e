"""Kill -9 of Neo4j and of Jingwei while they load: nothing acknowledged is lost, no batch is torn, no orphan stays.

python -m tests.kills --times 20        that many kills of each; the suite runs the same code with one of each
"""

import argparse
import asyncio
import contextlib
import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from graph.engine import running
from graph.records import BatchState, opened_book
from loaders.desk import opened_desk
from loaders.pipeline import recover, remake
from seeds import Size, generate
from tests.desks import every_record_of, whole_graph

ROOT = Path(__file__).parents[1]


@dataclass
class Toll:
    """What the kills did, and what was found wrong."""

    kills: dict[str, int] = field(default_factory=lambda: {"neo4j": 0, "jingwei": 0})
    unfinished: int = 0
    batches: int = 0
    wrong: list[str] = field(default_factory=list)


def kill_often(
    folder: Path, *, size: Size, times: int, seed: int = 1, seconds: tuple[float, float] = (0.0, 6.0)
) -> Toll:
    """Load, kill, and load on, until each has been killed ``times`` times; then hold the graph against a rebuild.

    Districts of several seed numbers are loaded over one another, so that rows are corrected as well as new.
    """
    toll, chance, home = Toll(), random.Random(seed), folder / "home"
    districts = itertools.cycle([_district(folder, size, number) for number in (812, 813, 814)])
    district = next(districts)
    while min(toll.kills.values()) < times:
        victim = min(toll.kills, key=lambda name: toll.kills[name])
        loading = _load(home, district)
        done = _kill_one(loading, home, victim, chance.uniform(*seconds))
        if done:
            district = next(districts)
            continue
        toll.kills[victim] += 1
        _judge(toll, home, loading)
        _say(f"{victim} killed: {toll}")
    toll.wrong += asyncio.run(_against_rebuild(home))
    return toll


def _district(folder: Path, size: Size, number: int) -> Path:
    generate(folder / str(number), size=size, seed=number)
    return folder / str(number)


def _load(home: Path, district: Path) -> "subprocess.Popen[bytes]":
    """A load of its own, in a process group of its own, as a shell would start it."""
    return subprocess.Popen(
        [sys.executable, "jingwei.py", "sample", "load", str(district)],
        cwd=ROOT,
        env=os.environ | {"JINGWEI_HOME": str(home), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=(home.parent / "last.log").open("wb"),
        process_group=0,
    )


def _kill_one(loading: "subprocess.Popen[bytes]", home: Path, victim: str, after: float) -> bool:
    """Wait until rows are being booked, and ``after`` seconds more; then kill. True when it had ended by itself."""
    before = _last_record(home)
    while loading.poll() is None and _last_record(home) == before:
        time.sleep(0.1)
    time.sleep(after)
    if loading.poll() is not None:
        return True
    with contextlib.suppress(psutil.NoSuchProcess):
        (psutil.Process(loading.pid) if victim == "jingwei" else _java(home)[0]).send_signal(signal.SIGKILL)
    loading.wait(timeout=120)
    return False


def _judge(toll: Toll, home: Path, loading: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while _java(home) and time.monotonic() < deadline:
        time.sleep(0.2)
    if _java(home):
        toll.wrong.append("an orphan stayed behind")
    if loading.returncode == 1 and b"Traceback" in (home.parent / "last.log").read_bytes():
        toll.wrong.append("a traceback instead of a sentence")
    with opened_book(home / "book") as book:
        kept = [batch for batch in book.batches() if batch.state is not BatchState.OPEN]
        if len(kept) < toll.batches:
            toll.wrong.append("an acknowledged batch is gone")
        toll.batches = len(kept)
        toll.unfinished += any(batch.state is not BatchState.IN_GRAPH for batch in book.batches())
        for batch in kept:
            booked = sum(len(page) for page in every_record_of(book, batch.id))
            if booked != batch.counts.accepted:
                toll.wrong.append(f"batch {batch.id} is torn: {booked} of {batch.counts.accepted}")


async def _against_rebuild(home: Path) -> list[str]:
    with running(home) as server:
        async with opened_desk(home, server) as desk:
            await recover(desk, told=lambda *_: None)
            stepwise = await whole_graph(desk)
            await remake(desk, told=lambda *_: None)
            anew = await whole_graph(desk)
    _say(f"{len(stepwise[0])} nodes and {len(stepwise[1])} relationships held against a rebuild")
    return [] if stepwise == anew else [f"the graph is not what the book says: {_first_difference(stepwise, anew)}"]


def _first_difference(one: tuple[list[str], list[str]], other: tuple[list[str], list[str]]) -> str:
    different = sorted(set(one[0] + one[1]) ^ set(other[0] + other[1]))
    return f"{len(different)} differ, such as {different[:2]}"


def _java(home: Path) -> list[psutil.Process]:
    """Every Java process that works in this home."""
    found = []
    for process in psutil.process_iter(["name", "cmdline"]):
        if "java" in (process.info["name"] or "") and any(str(home) in part for part in process.info["cmdline"] or ()):
            found.append(process)
    return found


def _last_record(home: Path) -> int:
    if not (home / "book" / "book.sqlite").exists():
        return 0
    with opened_book(home / "book") as book:
        return book.last_record()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """The long proof."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    from seeds import SMALL

    with tempfile.TemporaryDirectory() as folder:
        toll = kill_often(Path(folder), size=SMALL, times=asked.times, seed=asked.seed)
    _say(str(toll))
    return 1 if toll.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
