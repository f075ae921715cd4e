"""The whole load beside a plain one: ``python -m bench.load FOLDER``, where FOLDER holds a sample's ledgers.

The whole: ``jingwei sample load`` into a fresh home: read, check, seal, book, acknowledge, project. The plain: the same
rows, already read and turned into nodes and ties, sent as unchecked ``UNWIND`` batches to a Neo4j of its own, with
nothing but an index on ids. Peak memory is that of the process and the server together.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import psutil

from graph.engine import Engine
from graph.facts import Fact, NodeFact
from graph.model import NODES
from graph.project import texts
from graph.project.schema import unique
from graph.seals import Seals, open_seals
from graph.store import Store, opened
from loaders.registry import ledgers
from loaders.rows import RowReader
from loaders.stating import Stating
from loaders.workbook import sheets
from seeds import ledger_files

ROWS_AT_ONCE = 10_000
ROOT = Path(__file__).parents[1]


@dataclass(slots=True)
class Peak:
    """The largest resident memory, in bytes, of a process and its children."""

    bytes: int = 0

    def watch(self, pid: int, done: threading.Event) -> None:
        """Look every half second until told to stop."""
        while not done.wait(0.5):
            self.bytes = max(self.bytes, _resident(pid))


def _resident(pid: int) -> int:
    total = 0
    try:
        for process in (root := psutil.Process(pid), *root.children(recursive=True)):
            total += process.memory_info().rss
    except psutil.Error:
        pass
    return total


def whole(folder: Path, home: Path) -> tuple[float, int]:
    """Seconds and peak bytes of the real load."""
    peak, done = Peak(), threading.Event()
    command = [sys.executable, "jingwei.py", "sample", "load", str(folder)]
    begun = time.perf_counter()
    running = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"JINGWEI_HOME": str(home)}, stderr=subprocess.DEVNULL
    )
    watching = threading.Thread(target=peak.watch, args=(running.pid, done))
    watching.start()
    code = running.wait()
    seconds = time.perf_counter() - begun
    done.set()
    watching.join()
    if code:
        raise SystemExit("the load failed")
    return seconds, peak.bytes


def plain(folder: Path, home: Path) -> tuple[float, int]:
    """Seconds of sending, and number of nodes and ties sent, of the plain load."""
    engine = Engine(home)
    server = engine.start()
    try:
        return asyncio.run(_plain(folder, home, server))
    finally:
        engine.stop()


async def _plain(folder: Path, home: Path, server: Any) -> tuple[float, int]:
    seals, seconds, sent = open_seals(home / "keys", create=True), 0.0, 0
    async with opened(server) as store:
        for label in NODES:
            await store.alone(unique(f"{label.lower()}_id", label, "id"))
        for name, path in ledger_files(folder):
            for facts in _facts(name, path, seals):
                begun = time.perf_counter()
                await _send(store, facts)
                seconds += time.perf_counter() - begun
                sent += len(facts)
    return seconds, sent


def _facts(name: str, path: Path, seals: Seals) -> Iterator[list[Fact]]:
    """The facts of a file's good rows, some thousands of rows at a time."""
    ledger = ledgers()[name]
    reader, stating = RowReader(ledger, seals, sample=True), Stating(ledger, seals)
    facts: list[Fact] = []
    rows = 0
    for _, sheet in sheets(path, ledger):
        for row in sheet or ():
            checked = reader.check(row.cells, row.number)
            if not checked.faults:
                cipher = seals.person(seals.new_person_key()) if checked.person else None
                facts += stating.facts(checked, cipher)
                rows += 1
            if rows == ROWS_AT_ONCE:
                yield facts
                facts, rows = [], 0
    yield facts


async def _send(store: Store, facts: list[Fact]) -> None:
    """Nodes, then ties, each kind sorted by key, in one transaction a kind."""
    ordered = sorted(facts, key=lambda f: (len(f.subject), f.subject))
    for kind, group in groupby(ordered, key=lambda f: f.subject[:1] if isinstance(f, NodeFact) else f.subject[:3]):
        if len(kind) == 1:
            rows = [[f.subject[1], {**f.props, "id": f.subject[1]}] for f in group]
            await store.write(texts.put_nodes(kind[0]), {"rows": rows})
        else:
            ties = [[*f.subject[3:], {**f.props, "key": f.subject[5]}] for f in group]
            await store.write(texts.put_ties(kind), {"rows": ties})


def main() -> None:
    """Run both and print their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=Path, help="a new home for the whole load, kept for further questions")
    asked = parser.parse_args()
    folder = asked.folder
    with tempfile.TemporaryDirectory() as place:
        plain_seconds, sent = plain(folder, Path(place) / "plain")
        seconds, peak = whole(folder, asked.keep or Path(place) / "whole")
    sys.stdout.write(
        f"plain load of {sent:,} facts: {plain_seconds:.1f} s\n"
        f"whole load: {seconds:.1f} s, {seconds / plain_seconds:.2f} x the plain one, peak {peak / 2**30:.2f} GiB\n"
    )


if __name__ == "__main__":
    main()
