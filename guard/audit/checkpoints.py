"""Where the log stands, and the checkpoints that say so, kept beside it."""

import time
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from guard.audit.notes import NoteKey
from guard.audit.proofs import HashOf
from guard.audit.tables import checkpoints, entries, subtrees, tree
from guard.audit.tree import STEP, Frontier, leaf_hash, unpacked


def now() -> int:
    """Milliseconds since 1970 (UTC)."""
    return int(time.time() * 1000)


def begin_tree(db: Connection) -> None:
    """Make the tree's one row, of an empty tree, unless there is one, or entries that it should have counted."""
    if db.execute(sa.select(tree.c.one).union(sa.select(entries.c.seq)).limit(1)).first() is None:
        db.execute(sa.insert(tree).values(one=1, size=0, time=0, peaks=b""))


def frontier_in(db: Connection) -> Frontier:
    """Where the log ends. Raises ValueError when that is damaged."""
    row = db.execute(sa.select(tree.c.size, tree.c.peaks)).first()
    return unpacked(row.size, row.peaks) if row else unpacked(0, b"?")


def checkpoint(engine: Engine, key: NoteKey) -> tuple[int, str]:
    """The present size, and its signed note: the one kept, or a new one. Raises ValueError."""
    with engine.begin() as db:
        frontier = frontier_in(db)
        kept = db.execute(sa.select(checkpoints.c.note).where(checkpoints.c.size == frontier.size)).scalar()
        if kept is not None:
            return frontier.size, kept
        note = key.note(frontier.size, frontier.root())
        # Another process may have been here since the look: its note says the same.
        new = sa.insert(checkpoints).prefix_with("OR IGNORE", dialect="sqlite")
        db.execute(new.values(size=frontier.size, time=now(), note=note))
    return frontier.size, note


def hashes_of(db: Connection) -> HashOf:
    """The root over any stretch of leaves that a proof asks for, out of the kept subtrees and a few hundred entries."""

    def hash_of(start: int, end: int) -> bytes:
        stretch, at = Frontier(), start
        for level in range((end - start).bit_length() // STEP, -1, -1):
            count = (end - at) >> level * STEP
            for node in _nodes(db, level, at >> level * STEP, count):
                stretch.push(node, level * STEP)
            at += count << level * STEP
        return stretch.root()

    return hash_of


def _nodes(db: Connection, level: int, place: int, count: int) -> Sequence[bytes]:
    if not count:
        return ()
    if level == 0:
        asked = sa.select(entries.c.entry).where(entries.c.seq.between(place, place + count - 1))
        return [leaf_hash(entry) for entry in db.execute(asked.order_by(entries.c.seq)).scalars()]
    kept = sa.select(subtrees.c.hash).where(subtrees.c.level == level)
    kept = kept.where(subtrees.c.place.between(place, place + count - 1))
    return db.execute(kept.order_by(subtrees.c.place)).scalars().all()
