"""What the log proves: the tree is made again from the entries, and everything else is held against it. Offline.

Proved by the file alone: that nothing was changed by anyone who did not also own its signing key. Proved by an anchor:
that the entries up to its last checkpoint are those that were there then, whoever owned what. Neither tells of an act
that was never noted, nor of the *window* since the last anchored checkpoint.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from guard.audit.entries import PERSON, Row, row_of
from guard.audit.errors import AuditError, NoteError
from guard.audit.notes import Checkpoint, PublicKey, read_note
from guard.audit.tables import checkpoints, entries, subtrees, tree
from guard.audit.tree import Frontier, Subtree

ROWS_AT_ONCE = 10_000
MOST = 100
"""Faults told one by one; of more than that, only how many."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not fit. ``seq`` is where it shows first, for what has a place."""

    zh: str
    en: str
    seq: int | None = None

    def __str__(self) -> str:
        """Both sentences, and where."""
        return f"{self.zh}{self.en}" + ("" if self.seq is None else f" (#{self.seq})")


@dataclass(slots=True)
class Verdict:
    """What was found. ``anchored`` entries are vouched for by an anchor, ``signed`` ones by the log's own key only."""

    size: int = 0
    root: bytes = b""
    signed: int = 0
    anchored: int = 0
    checkpoints: int = 0
    faults: list[Fault] = field(default_factory=list)
    more: int = 0

    @property
    def sound(self) -> bool:
        """Whether everything fits."""
        return not self.faults

    @property
    def window(self) -> int:
        """How many entries no anchor vouches for."""
        return self.size - self.anchored

    def fault(self, zh: str, en: str, seq: int | None = None) -> None:
        """Note that something does not fit."""
        if len(self.faults) < MOST:
            self.faults.append(Fault(zh, en, seq))
        else:
            self.more += 1


def verify(engine: Engine, key: PublicKey, anchored: Iterable[str] = ()) -> Verdict:
    """Hold the log against itself and against the notes that its anchors gave. Raises AuditError when unreadable.

    Get the notes first: the log is then read in one piece, and is at least as long as any of them says.
    """
    verdict = Verdict()
    try:
        with engine.connect() as db:
            db.exec_driver_sql("BEGIN")  # one state of the log, while others append to it
            _verify(db, key, verdict, list(anchored))
            db.rollback()
    except (sa.exc.SQLAlchemyError, ValueError, TypeError) as error:
        raise AuditError(
            "审计日志读不出来，请检查 audit.sqlite 是否完好。"
            f"The audit cannot be read: is audit.sqlite damaged? ({type(error).__name__})"
        ) from None
    return verdict


def _verify(db: Connection, key: PublicKey, verdict: Verdict, anchored: list[str]) -> None:
    if db.dialect.name == "sqlite" and db.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
        verdict.fault("数据库文件或其索引已损坏。", "The file or an index in it is damaged.")
    ours = _checkpoints(db, key, verdict)
    theirs = [c for note in anchored if (c := _read(note, key, verdict, "存放处的检查点", "An anchored checkpoint"))]
    roots = _replay(db, verdict, {c.size for c in (*ours, *theirs)})
    for checkpoint in ours:
        verdict.signed = max(verdict.signed, _held(checkpoint, roots, verdict, "本地检查点", "A checkpoint"))
    for checkpoint in theirs:
        told = _held(checkpoint, roots, verdict, "存放处的检查点", "An anchored checkpoint")
        verdict.anchored = max(verdict.anchored, told)
        if checkpoint not in ours:
            verdict.fault(
                "日志里少了一个已存放的检查点。", "The log lacks a checkpoint that was anchored.", checkpoint.size
            )


def _checkpoints(db: Connection, key: PublicKey, verdict: Verdict) -> set[Checkpoint]:
    found: set[Checkpoint] = set()
    for size, note in db.execute(sa.select(checkpoints.c.size, checkpoints.c.note).order_by(checkpoints.c.size)):
        verdict.checkpoints += 1
        checkpoint = _read(note, key, verdict, "本地检查点", "A checkpoint")
        if checkpoint is not None and checkpoint.size != size:
            verdict.fault("检查点的长度与其内容不符。", "A checkpoint is filed under another size.", size)
        found |= {checkpoint} if checkpoint else set()
    return found


def _read(note: str, key: PublicKey, verdict: Verdict, zh: str, en: str) -> Checkpoint | None:
    try:
        return read_note(note, key)
    except NoteError:
        verdict.fault(f"{zh}不是由本日志的密钥签署的。", f"{en} is not signed by the log's key.")
        return None


def _held(checkpoint: Checkpoint, roots: dict[int, bytes], verdict: Verdict, zh: str, en: str) -> int:
    """The checkpoint's size if the entries have its root, else 0."""
    if checkpoint.size not in roots:
        verdict.fault(f"日志比{zh}短。", f"{en} is of more entries than the log has.", checkpoint.size)
    elif roots[checkpoint.size] != checkpoint.root:
        verdict.fault(f"记录与{zh}不符。", f"{en} does not fit the entries.", checkpoint.size)
    else:
        return checkpoint.size
    return 0


def _replay(db: Connection, verdict: Verdict, sizes: set[int]) -> dict[int, bytes]:
    """Make the tree anew from the entries: its roots at these sizes. What else is kept must follow from them."""
    frontier, order = Frontier(), _Order(verdict)
    roots = {0: frontier.root()}
    complete: list[Subtree] = []
    for row in _rows(db):
        order.follow(row)
        complete += frontier.add(row[-1] if isinstance(row[-1], bytes) else b"")
        if frontier.size in sizes:
            roots[frontier.size] = frontier.root()
    order.end()
    verdict.size, verdict.root = frontier.size, frontier.root()
    if {tuple(row) for row in db.execute(sa.select(subtrees))} != set(complete):
        verdict.fault("保存的内部节点与记录不符。", "The kept subtrees do not follow from the entries.")
    said = db.execute(sa.select(tree.c.size, tree.c.time, tree.c.peaks)).all()
    if [tuple(s) for s in said] != [(frontier.size, order.time, frontier.packed())]:
        verdict.fault("日志的末端状态与记录不符。", "Where the log says it ends does not follow from the entries.")
    return roots


def _rows(db: Connection) -> Iterator[Row]:
    for some in db.execute(sa.select(entries).order_by(entries.c.seq)).partitions(ROWS_AT_ONCE):
        for row in some:
            yield tuple(row)


class _Order:
    """Holds each row against its entry, and the rows against one another."""

    def __init__(self, verdict: Verdict) -> None:
        self._verdict = verdict
        self._next, self.time = 0, 0
        self._act: Row | None = None
        self._open = 0

    def follow(self, row: Row) -> None:
        """The next row."""
        fault = self._verdict.fault
        if row[0] != self._next:
            fault("记录的编号不连续。", "The entries are not numbered one by one.", row[0])
        try:
            fits = row_of(row[-1], self._next) == row and row[2] >= self.time
        except (ValueError, KeyError, TypeError):
            fits = False
        if not fits or not self._in_its_batch(row):
            fault(
                "记录与其检索列或前后记录不符。", "An entry does not fit its columns, or the entries before it.", row[0]
            )
        self._next += 1
        self.time = row[2] if isinstance(row[2], int) else self.time

    def end(self) -> None:
        """No more rows."""
        if self._open:
            self._verdict.fault("最后一个行为的记录不全。", "The last act lacks some of its persons.", self._next)

    def _in_its_batch(self, row: Row) -> bool:
        """Whether an act stands where no other's persons are missing, and a person behind the act that showed them."""
        if row[3] != PERSON:
            whole, self._act, self._open = self._open == 0, row, row[7]
            return whole
        self._open -= 1
        act = self._act
        return (
            act is not None and self._open >= 0 and (act[0], act[2], act[4], act[5]) == (row[1], row[2], row[4], row[5])
        )
