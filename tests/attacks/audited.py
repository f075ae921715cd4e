"""Every person in an answer has one entry in the audit, while the audit's store fails at random.

python -m tests.attacks.audited --requests 10000

Whom an answer shows is found by the oracle's canaries, never from what the server noted. An entry that failed means no
data; one that was written although its writer failed behind it means no data either, and is no fault.
"""

import argparse
import asyncio
import json
import random
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
import typer

from graph.engine import DEFAULT_VERSION, Engine, Running
from guard.audit import log
from guard.audit.act import Act
from tests.attacks.oracle.asking import Answer, Server, served
from tests.attacks.oracle.canaries import found_in
from tests.attacks.oracle.owners import classes, owners
from tests.attacks.oracle.run import EXACT_SHARE, Oracle, oracle_at

FAILS = 0.25
FOUND = 3
"""The exit code of a proof that found a fault, as against one that could not run."""
NEW = "SELECT seq, act, kind, subject, persons, entry FROM entries WHERE seq >= :begin ORDER BY seq"


class Failing:
    """SQLite's connection, which fails at one of its steps, or behind the last."""

    def __init__(self, real: sqlite3.Connection, at: str) -> None:
        """``at``: begin, rows, commit or after."""
        self._real, self._at = real, at

    def execute(self, *given: Any) -> Any:
        """The lock, the state."""
        self._fail("begin")
        return self._real.execute(*given)

    def executemany(self, *given: Any) -> Any:
        """The rows."""
        done = self._real.executemany(*given)
        self._fail("rows")
        return done

    def commit(self) -> None:
        """The disk."""
        self._fail("commit")
        self._real.commit()
        self._fail("after")

    def rollback(self) -> None:
        """Always works: SQLite does it by itself if need be."""
        self._real.rollback()

    def _fail(self, at: str) -> None:
        if at == self._at:
            raise sqlite3.OperationalError("disk I/O error")


@dataclass(slots=True)
class Told:
    """What came of it."""

    requests: int = 0
    failed: int = 0
    answered: int = 0
    persons: int = 0
    entries: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Store:
    """Lets the audit's writer fail. ``now`` is where it fails next, if it does."""

    now: str | None = None
    failed: bool = False

    def append(self, db: sqlite3.Connection, acts: Sequence[Act]) -> list[int | Exception]:
        """In the place of ``guard.audit.append.append``."""
        if self.now is None:
            return REAL(db, acts)
        self.failed = True
        return REAL(cast("sqlite3.Connection", Failing(db, self.now)), acts)


REAL = log.append


@contextmanager
def failing() -> Iterator[Store]:
    """Put a store that can fail in the place of the audit's."""
    store = Store()
    log.append = store.append
    try:
        yield store
    finally:
        log.append = REAL


async def audited(
    home: Path, running: Running, *, requests: int, seed: int, first: bool = False, exact: float = EXACT_SHARE
) -> Told:
    """Ask so many questions, and hold each answer against what was written of it; ``first``: until a fault is found."""
    told, chance = Told(), random.Random(seed)
    async with served(home, running) as server:
        oracle = await oracle_at(server, seed)
        oracle.exact = exact
        subjects = {s: p for p, s in server.office.gate.subjects.of(oracle.world.ids("Person")).items()}
        with failing() as store:
            for _ in range(requests):
                store.now = chance.choice(("begin", "rows", "commit", "after")) if chance.random() < FAILS else None
                await _one(oracle, store, subjects, told)
                if first and told.wrong:
                    break
    return told


async def _one(oracle: Oracle, store: Store, subjects: dict[str, str], told: Told) -> None:
    begin, store.failed = _size(oracle.server), False
    caller, question, answer = await oracle.asked_one()
    rows = _entries(oracle.server, begin)
    told.requests += 1
    told.failed += store.failed
    shown = owners(oracle.world, found_in(answer.body))
    written = Counter(subjects[row.subject] for row in rows if row.subject)
    needed = classes(oracle.world, found_in(answer.body))
    noted = {subjects[row.subject]: set(json.loads(row.entry)["classes"]) for row in rows if row.subject}
    if fault := _fault(answer, store, shown, written, rows) or (not store.failed and _classes(needed, noted)):
        told.wrong.append(f"{fault}\n  {caller.name}\n  {question.text}\n  {json.dumps(question.variables)}")
    told.answered += not answer.empty
    told.persons, told.entries = told.persons + len(shown), told.entries + sum(written.values())


def _fault(answer: Answer, store: Store, shown: set[str], written: Counter[str], rows: Sequence[Any]) -> str | None:
    """What is wrong with one answer and its entries."""
    if store.failed:
        data = "data" in answer.read or bool(shown)
        right = "AUDIT_UNAVAILABLE" in answer.codes and answer.status == 503
        return "data although the audit failed" if data else None if right else f"failed, and said {answer.codes}"
    acts = [row for row in rows if row.subject is None]
    if len(acts) != 1 or acts[0].persons != sum(written.values()):
        return f"{len(acts)} acts written"
    if any(count > 1 for count in written.values()):
        return "a person is written twice"
    missing = shown - written.keys()
    return f"shown and not written: {sorted(missing)[:3]}" if missing else None


def _classes(needed: dict[str, set[str]], noted: dict[str, set[str]]) -> str | None:
    """The first person of whom more was shown than is noted."""
    less = [(person, needed[person] - noted.get(person, set())) for person in needed]
    return next((f"{sorted(missing)} is not noted of {person}" for person, missing in less if missing), None)


def _size(server: Server) -> int:
    with server.office.gate.audit.engine.connect() as db:
        return int(db.execute(sa.text("SELECT size FROM tree")).scalar_one())


def _entries(server: Server, begin: int) -> Sequence[Any]:
    with server.office.gate.audit.engine.connect() as db:
        return db.execute(sa.text(NEW), {"begin": begin}).all()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--graph", help="url,user,password of a Neo4j whose data may be replaced; else one of its own")
    parser.add_argument("--first", action="store_true", help="stop at the first fault")
    parser.add_argument("--exact", type=float, default=EXACT_SHARE, help="the share of questions of a known answer")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, engine_at(Path(folder), given.graph) as running:
        home = Path(folder) / "home"
        how = {"requests": given.requests, "seed": given.seed, "first": given.first, "exact": given.exact}
        told = asyncio.run(audited(home, running, **how))
    typer.echo(f"{told.requests} requests, {told.answered} answered with something; the audit failed in {told.failed}")
    typer.echo(f"{told.persons} persons shown, {told.entries} entries about persons; wrong: {len(told.wrong)}")
    for wrong in told.wrong[:20]:
        typer.echo(f"\n- {wrong}")
    raise SystemExit(FOUND if told.wrong else 0)


@contextmanager
def engine_at(folder: Path, graph: str | None) -> Iterator[Running]:
    """The named graph, or an engine of its own."""
    if graph:
        yield Running(*graph.split(","), pid=None, version=None)
        return
    engine = Engine(folder / "engine", version=DEFAULT_VERSION)
    try:
        yield engine.start()
    finally:
        engine.stop()


if __name__ == "__main__":
    main()
