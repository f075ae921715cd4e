"""Somebody who owns the file changes the log: random changes, judged by both verifiers, with anchors and without.

python -m tests.guard.audit.tampering --times 1000        the suite runs the same code a few dozen times

A *crude* change is made in the file as it is. A *careful* one is what an insider does who owns the signing key as well:
all is numbered, hashed and signed again, so that the file agrees with itself. Only an anchor tells of that.
"""

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa

from graph.signing import Signer
from guard.audit.checkpoints import checkpoint
from guard.audit.entries import canonical, row_of
from guard.audit.errors import AuditError
from guard.audit.notes import NoteKey, read_note
from guard.audit.places import Folder
from guard.audit.tree import Frontier
from guard.audit.verify import verify
from tests.guard.audit import second
from tests.guard.audit.helpers import act, opened

Said = dict[str, Any]
Batch = list[Said]
"""An act and its persons, as their entries say."""


@dataclass(slots=True)
class Tally:
    """How often each kind of change was made, and seen."""

    made: Counter[str] = field(default_factory=Counter)
    with_anchors: Counter[str] = field(default_factory=Counter)
    without: Counter[str] = field(default_factory=Counter)
    disagreed: int = 0

    @property
    def unseen(self) -> int:
        """Changes that nobody saw although there was an anchor."""
        return self.made.total() - self.with_anchors.total()

    def lines(self) -> list[str]:
        """One for each kind."""
        told = [f"{'kind':34} {'made':>5} {'seen with anchors':>18} {'without':>8}"]
        told += [f"{k:34} {n:5} {self.with_anchors[k]:18} {self.without[k]:8}" for k, n in sorted(self.made.items())]
        total = (self.made.total(), self.with_anchors.total(), self.without.total())
        return [*told, f"{'all':34} {total[0]:5} {total[1]:18} {total[2]:8}", f"verifiers disagreed: {self.disagreed}"]


@dataclass(frozen=True, slots=True)
class Log:
    """A log in one file, its key, and what its anchor holds."""

    file: Path
    key: NoteKey
    anchored: list[str]


def made(home: Path, chance: random.Random, *, acts: int = 120) -> Log:
    """A log of a few hundred entries, anchored some times and at its end."""
    with opened(home) as log:
        place = Folder(str(home / "far"))
        for number in range(acts):
            subjects = [f"s{chance.randrange(40)}" for _ in range(chance.choice((0, 1, 1, 3, 6)))]
            log.record_now(act(*subjects, caller=f"a{chance.randrange(5)}", grant=f"g{chance.randrange(9)}"))
            if number % 40 == 39:
                _, note = checkpoint(log.engine, log.key)
                place.put(read_note(note, log.key.public), note)
        key, anchored = log.key, place.notes(log.key.name)
    file = home / "whole.sqlite"
    with closing(sqlite3.connect(home / "audit" / "audit.sqlite")) as db:
        db.execute("VACUUM INTO ?", (str(file),))
    return Log(file, key, anchored)


# Crude: in the file as it is.


def edit_entry(db: sqlite3.Connection, chance: random.Random) -> None:
    seq, entry = db.execute("SELECT seq, entry FROM entries ORDER BY random() LIMIT 1").fetchone()
    at = chance.randrange(len(entry))
    changed = entry[:at] + bytes([entry[at] ^ (1 << chance.randrange(8))]) + entry[at + 1 :]
    db.execute("UPDATE entries SET entry = ? WHERE seq = ?", (changed, seq))


def edit_column(db: sqlite3.Connection, chance: random.Random) -> None:
    column = chance.choice(("caller", "kind", "subject", '"grant"', "time", "act", "persons"))
    value = chance.choice(("7777", "nobody")) if column not in {"time", "act", "persons"} else 7777
    db.execute(f"UPDATE entries SET {column} = ? WHERE seq = ?", (value, chance.randrange(size(db))))


def delete_entry(db: sqlite3.Connection, chance: random.Random) -> None:
    db.execute("DELETE FROM entries WHERE seq = ?", (chance.randrange(size(db)),))


def swap_entries(db: sqlite3.Connection, chance: random.Random) -> None:
    one, other = chance.sample(range(size(db)), 2)
    for now, then in ((one, -1), (other, one), (-1, other)):
        db.execute("UPDATE entries SET seq = ? WHERE seq = ?", (then, now))


def insert_entry(db: sqlite3.Connection, chance: random.Random) -> None:
    row = list(db.execute("SELECT * FROM entries WHERE seq = ?", (chance.randrange(size(db)),)).fetchone())
    row[0] = chance.choice((size(db), -1, size(db) + 5))
    db.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def cut_short(db: sqlite3.Connection, chance: random.Random) -> None:
    db.execute("DELETE FROM entries WHERE seq >= ?", (chance.randrange(size(db)),))


def touch_the_rest(db: sqlite3.Connection, chance: random.Random) -> None:
    changes = (
        "UPDATE subtrees SET hash = randomblob(32)",
        "DELETE FROM subtrees",
        "UPDATE tree SET peaks = randomblob(length(peaks))",
        "UPDATE tree SET size = size - 1",
        "UPDATE tree SET time = time + 1",
        "UPDATE checkpoints SET note = replace(note, 'A', 'B') WHERE note LIKE '%A%'",
        "UPDATE checkpoints SET size = size + 1000000",
    )
    db.execute(chance.choice(changes))


CRUDE = {
    "edit an entry": edit_entry,
    "edit a column": edit_column,
    "delete an entry": delete_entry,
    "reorder two entries": swap_entries,
    "insert an entry": insert_entry,
    "cut the end off": cut_short,
    "touch what is kept beside": touch_the_rest,
}


def size(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM entries").fetchone()[0])


# Careful: the batches are changed, and everything is made again from them.


def edit_batch(batches: list[Batch], chance: random.Random) -> None:
    said = chance.choice(chance.choice(batches))
    if said["kind"] == "person":
        said["subject"] = "somebody else"
    else:
        said["what"] = "something harmless"


def drop_batch(batches: list[Batch], chance: random.Random) -> None:
    del batches[chance.randrange(len(batches))]


def drop_person(batches: list[Batch], chance: random.Random) -> None:
    batch = chance.choice([b for b in batches if len(b) > 1])
    del batch[chance.randrange(1, len(batch))]


def swap_batches(batches: list[Batch], chance: random.Random) -> None:
    one, other = chance.sample(range(len(batches)), 2)
    batches[one], batches[other] = batches[other], batches[one]


def invent_batch(batches: list[Batch], chance: random.Random) -> None:
    batches.insert(chance.randrange(len(batches) + 1), orjson.loads(orjson.dumps(chance.choice(batches))))


def cut_batches(batches: list[Batch], chance: random.Random) -> None:
    del batches[chance.randrange(len(batches)) :]


def invent_all(batches: list[Batch], chance: random.Random) -> None:
    for batch in batches:
        caller = f"a{chance.randrange(1000, 9999)}"
        for said in batch:
            said["caller"] = caller


CAREFUL = {
    "edit an act": edit_batch,
    "delete an act": drop_batch,
    "delete a person of an act": drop_person,
    "reorder two acts": swap_batches,
    "insert an act": invent_batch,
    "cut the end off": cut_batches,
    "write all anew": invent_all,
}


def read_batches(db: sqlite3.Connection) -> list[Batch]:
    batches: list[Batch] = []
    for (entry,) in db.execute("SELECT entry FROM entries ORDER BY seq"):
        said = orjson.loads(entry)
        if said["kind"] == "person":
            batches[-1].append(said)
        else:
            batches.append([said])
    return batches


def write_batches(db: sqlite3.Connection, batches: list[Batch], key: NoteKey) -> None:
    """Number, hash and sign everything again, with a checkpoint wherever an act now ends near an old one."""
    sizes = [row[0] for row in db.execute("SELECT size FROM checkpoints ORDER BY size")]
    for table in ("entries", "subtrees", "checkpoints"):
        db.execute(f"DELETE FROM {table}")
    frontier, time = Frontier(), 0
    for batch in batches:
        start = frontier.size
        time = max(time, batch[0]["time"])
        batch[0]["persons"] = len(batch) - 1
        for said in batch:
            said["time"] = time
            if said["kind"] == "person":
                said["act"] = start
            row = row_of(canonical(said), frontier.size)
            db.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            db.executemany("INSERT INTO subtrees VALUES (?, ?, ?)", frontier.add(row[-1]))
            if frontier.size in sizes or (said is batch[-1] and batch is batches[-1]):
                note = key.note(frontier.size, frontier.root())
                db.execute("INSERT INTO checkpoints VALUES (?, ?, ?)", (frontier.size, time, note))
    db.execute("UPDATE tree SET size = ?, time = ?, peaks = ?", (frontier.size, time, frontier.packed()))


def tamper(log: Log, copy: Path, chance: random.Random) -> tuple[str, NoteKey]:
    """Change a copy of the log somehow: what was done, and the key that the insider's machine now shows."""
    careful, key = chance.random() < 0.5, log.key
    shutil.copyfile(log.file, copy)
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute("PRAGMA synchronous = OFF")
        for change in ("update", "delete"):
            db.execute(f"DROP TRIGGER no_{change}")
        name = chance.choice(list(CAREFUL if careful else CRUDE))
        if careful:
            if chance.random() < 0.1:
                key = NoteKey(log.key.name, Signer(chance.randbytes(32)))
            batches = read_batches(db)
            CAREFUL[name](batches, chance)
            write_batches(db, batches, key)
        else:
            CRUDE[name](db, chance)
    return f"{'careful' if careful else 'crude'}: {name}", key


def reading(copy: Path) -> sa.Engine:
    """An engine that leaves the file as it is, and costs no fsync."""
    return sa.create_engine(sa.URL.create("sqlite", database=str(copy)))


def seen(copy: Path, key: NoteKey, anchored: list[str]) -> tuple[bool, bool]:
    """Whether each of the two verifiers sees that something was done."""
    engine = reading(copy)
    try:
        ours = not verify(engine, key.public, anchored).sound
    except AuditError:
        ours = True
    finally:
        engine.dispose()
    return ours, bool(second.complaints(copy, str(key.public), anchored))


def content(file: Path, kind: str) -> list[Any]:
    """What a change of this kind is about."""
    tables = ("subtrees", "tree", "checkpoints") if kind.endswith("beside") else ("entries",)
    with closing(sqlite3.connect(file)) as db:
        return [db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]


def tamper_often(folder: Path, *, times: int, seed: int = 1, told: Callable[[int], None] = lambda _: None) -> Tally:
    """Tamper ``times`` times, each time with a fresh copy of one log."""
    tally, chance = Tally(), random.Random(seed)
    log = made(folder, chance)
    while tally.made.total() < times:
        copy = folder / "copy.sqlite"
        kind, key = tamper(log, copy, chance)
        if content(log.file, kind) == content(copy, kind):
            continue  # the change hit what was so already
        tally.made[kind] += 1
        ours, theirs = seen(copy, key, log.anchored)
        tally.with_anchors[kind] += ours
        tally.without[kind] += seen(copy, key, [])[0]
        tally.disagreed += ours != theirs and not kind.endswith("beside")
        told(tally.made.total())
    return tally


def in_the_window(folder: Path, *, seed: int = 1) -> tuple[bool, int]:
    """A careful change behind the last anchored checkpoint: whether it is seen, and the window that is stated."""
    chance = random.Random(seed)
    log = made(folder, chance)
    with opened(folder) as live:
        live.record_now(act("s1"))
    copy = folder / "copy.sqlite"
    with closing(sqlite3.connect(folder / "audit" / "audit.sqlite")) as db:
        db.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy)) as db, db:
        for change in ("update", "delete"):
            db.execute(f"DROP TRIGGER no_{change}")
        batches = read_batches(db)
        batches[-1][1]["subject"] = "somebody else"
        write_batches(db, batches, log.key)
    engine = reading(copy)
    verdict = verify(engine, log.key.public, log.anchored)
    engine.dispose()
    return not verdict.sound, verdict.window


def main() -> int:
    """The long proof."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = tamper_often(Path(folder), times=asked.times, seed=asked.seed)
        found, window = in_the_window(Path(folder) / "window", seed=asked.seed)
    lines = [*tally.lines(), f"a careful change in the window of {window} entries: {'seen' if found else 'not seen'}"]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if tally.unseen or tally.disagreed else 0


if __name__ == "__main__":
    sys.exit(main())
