"""One transaction that appends acts to the log: the pen's turn, which one process has at a time.

The one module that speaks to SQLite's own driver: every look-up pays for what stands here, and SQLAlchemy's statements
would add a third to it. Another database needs a module like this one, which locks the tree's row instead.
"""

import sqlite3
import time
from collections.abc import Sequence

from guard.audit.act import Act
from guard.audit.entries import Row, rows_of
from guard.audit.tables import entries, subtrees, tree
from guard.audit.tree import Frontier, Subtree, unpacked

ADD_ENTRY = f"INSERT INTO {entries.name} VALUES ({', '.join('?' * len(entries.c))})"
ADD_SUBTREE = f"INSERT INTO {subtrees.name} VALUES (?, ?, ?)"
STATE = f"SELECT size, time, peaks FROM {tree.name}"
SET_STATE = f"UPDATE {tree.name} SET size = ?, time = ?, peaks = ?"


def append(db: sqlite3.Connection, acts: Sequence[Act]) -> list[int | Exception]:
    """Append these acts in one transaction: each one's number, or why it could not be put in words.

    Two processes may append: the lock is taken first, and where the log ends is read under it. Raises sqlite3.Error,
    and ValueError when the kept state is damaged; then nothing is written.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        size, last, peaks = db.execute(STATE).fetchone() or (0, 0, b"?")
        frontier, now = unpacked(size, peaks), max(last, int(time.time() * 1000))
        rows, complete, numbers = _grown(frontier, acts, now)
        if rows:
            db.executemany(ADD_ENTRY, rows)
            db.executemany(ADD_SUBTREE, complete)
            db.execute(SET_STATE, (frontier.size, now, frontier.packed()))
        db.commit()
    except BaseException:
        db.rollback()
        raise
    return numbers


def _grown(frontier: Frontier, acts: Sequence[Act], now: int) -> tuple[list[Row], list[Subtree], list[int | Exception]]:
    """The rows of these acts and the subtrees that they complete; ``frontier`` grows by them."""
    rows: list[Row] = []
    complete: list[Subtree] = []
    numbers: list[int | Exception] = []
    for act in acts:
        seq = frontier.size
        try:
            made = rows_of(act, seq=seq, time=now)
        except (TypeError, ValueError) as error:  # this act's own fault: the others must not fail with it
            numbers.append(error)
            continue
        for row in made:
            complete += frontier.add(row[-1])
        rows += made
        numbers.append(seq)
    return rows, complete, numbers
