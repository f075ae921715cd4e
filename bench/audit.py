"""What auditing costs, and how fast it answers when the log is long.

python -m bench.audit                         one audited look-up in multiples of one fsync: a single caller, and 64
python -m bench.audit --entries 10000000      the same on a log of that many entries, and the breach extract from it

The fsync is that of one page appended to a file in the same folder, and the two are taken in turns, so that whatever
else the disk does falls on both. An act is a question that showed three persons. The folder must be on a disk.
"""

import argparse
import asyncio
import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from graph.seals import open_seals
from guard.audit import Act, ActKind, AuditLog, Outcome, SubjectSeen, opened_audit
from guard.audit.append import append
from guard.audit.reading import acts, entries_about, entries_by
from guard.audit.tables import entries
from guard.audit.verify import verify

CALLERS = 64
PERSONS = 3
PAGE = 4096
ACCOUNTS = 2_000
PEOPLE = 735_000
BUSY = 0.01
"""The share of all look-ups that one account makes: the one that is extracted."""
ACTS_AT_ONCE = 5_000


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _act(chance: random.Random, caller: str | None = None) -> Act:
    caller = caller or ("busy" if chance.random() < BUSY else f"account{chance.randrange(ACCOUNTS)}")
    shown = tuple(
        SubjectSeen(f"hmac-sha256-128:{chance.randrange(PEOPLE):032x}", ("resident",)) for _ in range(PERSONS)
    )
    mark = f"hmac-sha256:{chance.getrandbits(256):064x}"
    return Act(
        ActKind.QUESTION, caller, "investigator", "house_persons", Outcome.ANSWERED, "inquiry", "g1", mark, about=shown
    )


def _fsync(file: int) -> float:
    os.write(file, os.urandom(PAGE))
    begun = time.perf_counter()
    os.fsync(file)
    return time.perf_counter() - begun


async def _cost(log: AuditLog, file: int, rounds: int) -> None:
    chance = random.Random(1)
    syncs: list[float] = []
    alone: list[float] = []
    for _ in range(rounds):
        syncs.append(_fsync(file))
        act = _act(chance)
        begun = time.perf_counter()
        await log.record(act)
        alone.append(time.perf_counter() - begun)
    _compared("one caller", alone, syncs)
    syncs, together, waits = [], [], []
    for _ in range(max(rounds // CALLERS, 2)):
        syncs += [_fsync(file) for _ in range(8)]
        some = [_act(chance) for _ in range(4 * CALLERS)]
        begun = time.perf_counter()
        for waited in await asyncio.gather(*(_caller(log, some[n::CALLERS]) for n in range(CALLERS))):
            waits += waited
        together.append((time.perf_counter() - begun) / len(some))
    _compared(f"{CALLERS} callers, per act", together, syncs)
    wait, rate = statistics.median(waits), 1 / statistics.median(together)
    _say(f"{CALLERS} callers: an act waits {wait * 1e3:.2f} ms, {rate:,.0f} acts/s")


async def _caller(log: AuditLog, some: list[Act]) -> list[float]:
    waited = []
    for act in some:
        begun = time.perf_counter()
        await log.record(act)
        waited.append(time.perf_counter() - begun)
    return waited


def _compared(name: str, costs: list[float], syncs: list[float]) -> None:
    """Medians; and the quickest tenths, which other work on the machine touches least."""
    for which, at in (("median", 4), ("quickest tenth", 0)):
        cost, sync = (statistics.quantiles(some, n=10)[at] for some in (costs, syncs))
        _say(f"{name}, {which}: {cost * 1e3:.3f} ms, fsync {sync * 1e3:.3f} ms: {cost / sync:.2f} x")


def build(log: AuditLog, count: int) -> dt.datetime:
    """A log of ``count`` entries, quickly: no fsync, and indexes afterwards. The moment at which half was written."""
    chance, middle = random.Random(2), dt.datetime.now(dt.UTC)
    with log.engine.begin() as db:
        for index in entries.indexes:
            index.drop(db)
    with closing(log.engine.raw_connection()) as held:
        raw = held.driver_connection
        assert raw is not None
        raw.execute("PRAGMA synchronous = OFF")
        for at in range(0, count // (1 + PERSONS), ACTS_AT_ONCE):
            append(raw, [_act(chance) for _ in range(ACTS_AT_ONCE)])
            if at < count // (1 + PERSONS) // 2:
                middle = dt.datetime.now(dt.UTC)
        raw.execute("PRAGMA synchronous = FULL")
    with log.engine.begin() as db:
        for index in entries.indexes:
            index.create(db)
        db.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    return middle


def _forgotten(folder: Path) -> None:
    """Put the log's pages out of the system's cache, and no other file's."""
    for path in folder.glob("audit.sqlite*"):
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _remembered(folder: Path) -> None:
    """Read the log's pages into the system's cache, where a server's would be."""
    with (folder / "audit.sqlite").open("rb") as file:
        while file.read(1 << 24):
            pass


def _times(log: AuditLog, middle: dt.datetime) -> None:
    """Each reading, with nothing of the log in memory and then again."""
    long_ago = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    subject = f"hmac-sha256-128:{7:032x}"
    readings: dict[str, Callable[[], int]] = {
        "whose data did this account see": lambda: _counted(entries_by(log.engine, "busy", long_ago)),
        "… since half of it was written": lambda: _counted(entries_by(log.engine, "busy", middle)),
        "an ordinary account": lambda: _counted(entries_by(log.engine, "account7", long_ago)),
        "who looked at this subject": lambda: len(entries_about(log.engine, subject)),
        "the newest 50 acts": lambda: len(acts(log.engine)),
    }
    for name, read in readings.items():
        log.engine.dispose()
        _forgotten(log.folder)
        cold, warm = _timed(read), _timed(read)
        _say(f"{name}: {cold[1]:,} lines, cold {cold[0]:.3f} s, warm {warm[0]:.3f} s")


def _timed(read: Callable[[], int]) -> tuple[float, int]:
    begun = time.perf_counter()
    lines = read()
    return time.perf_counter() - begun, lines


def _counted(lines: Iterator[object]) -> int:
    return sum(1 for _ in lines)


def main() -> None:
    """Measure and say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=2_000)
    parser.add_argument("--verify", action="store_true", help="verify the long log too")
    parser.add_argument("--folder", type=Path, help="a folder on the disk to be measured, else the temporary one")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as place:
        home = Path(place)
        file = os.open(home / "beside", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        with opened_audit(home / "audit", open_seals(home / "keys", create=True), sample=True) as log:
            if asked.entries:
                begun = time.perf_counter()
                middle = build(log, asked.entries)
                size = (log.folder / "audit.sqlite").stat().st_size
                _say(f"{asked.entries:,} entries written in {time.perf_counter() - begun:.0f} s, {size / 1e9:.2f} GB")
                _times(log, middle)
                _remembered(log.folder)
            asyncio.run(_cost(log, file, asked.rounds))
            if asked.verify:
                begun = time.perf_counter()
                verdict = verify(log.engine, log.key.public)
                _say(f"verify: {verdict.size:,} entries, sound {verdict.sound}, {time.perf_counter() - begun:.0f} s")
        os.close(file)


if __name__ == "__main__":
    main()
