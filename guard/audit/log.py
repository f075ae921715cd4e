"""The log: whoever awaits ``record`` goes on when the act is on the disk, and not before.

One thread writes. Everything that waits when its turn comes goes into one transaction, and so costs one fsync together
(group commit); under load a group is what arrived during the fsync before it.
"""

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.pool import PoolProxiedConnection

from graph.seals import Seals
from graph.signing import open_signer
from graph.sqlite import make_tables, sqlite_engine
from guard.audit.act import Act
from guard.audit.append import append
from guard.audit.checkpoints import begin_tree, frontier_in
from guard.audit.errors import AuditError
from guard.audit.notes import NoteKey
from guard.audit.tables import metadata
from guard.refusals import NotAudited

logger = logging.getLogger("jingwei.audit")

FILE = "audit.sqlite"
AT_ONCE = 1_000
"""Acts in one transaction at most."""

Waiting = tuple[Act, Callable[[int | Exception], object]]
"""An act, and whom to tell its number, or why it has none."""


class AuditLog:
    """The log of one home. ``key`` signs its checkpoints; in a ``sample`` an anchor may lie on the same disk."""

    def __init__(self, engine: Engine, key: NoteKey, *, folder: Path, sample: bool) -> None:
        """From an engine whose tables exist."""
        self.engine, self.key, self.folder, self.sample = engine, key, folder, sample
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._writer = threading.Thread(target=self._write, name="audit", daemon=True)
        self._writer.start()

    async def record(self, act: Act) -> int:
        """The number of the act once it is on the disk. Raises NotAudited, and then nothing of it is written.

        Who is cancelled while waiting leaves the act to be written or not.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[int] = loop.create_future()
        self._submit(act, lambda number: loop.call_soon_threadsafe(_settle, future, number))
        return await future

    def record_now(self, act: Act) -> int:
        """The same, for commands."""
        future: Future[int] = Future()
        self._submit(act, lambda number: _settle(future, number))
        return future.result()

    def close(self) -> None:
        """Write what waits, and stop."""
        with self._closing:
            self._closed = True
            self._queue.put(None)
        self._writer.join()

    def _submit(self, act: Act, tell: Callable[[int | Exception], object]) -> None:
        with self._closing:
            if self._closed:
                raise NotAudited
            self._queue.put((act, tell))

    def _write(self) -> None:
        """The writer's whole life. A connection that failed is thrown away: the next group gets a fresh one."""
        held: PoolProxiedConnection | None = None
        group: list[Waiting | None] = []
        while not group or group[-1] is not None:
            group = self._group()
            waiting = [w for w in group if w is not None]
            try:
                held = held or self.engine.raw_connection()
                numbers = append(cast("sqlite3.Connection", held.driver_connection), [act for act, _ in waiting])
            except Exception as error:
                logger.error("audit not written: %s", type(error).__name__)
                numbers = [error] * len(waiting)
                _throw_away(held)
                held = None
            for (_, tell), number in zip(waiting, numbers, strict=True):
                with suppress(RuntimeError):  # its event loop has ended
                    tell(number)
        _throw_away(held)

    def _group(self) -> list[Waiting | None]:
        """Everything that waits, once something does; None, at the end only, says to stop."""
        group = [self._queue.get()]
        with suppress(Empty):
            while group[-1] is not None and len(group) < AT_ONCE:
                group.append(self._queue.get_nowait())
        return group


def _settle(future: Future[int] | asyncio.Future[int], number: int | Exception) -> None:
    if future.done():
        return  # whoever waited has gone
    if isinstance(number, int):
        future.set_result(number)
    else:
        future.set_exception(NotAudited())


def _throw_away(held: PoolProxiedConnection | None) -> None:
    if held is not None:
        with suppress(Exception):
            held.invalidate()


@contextmanager
def opened_audit(folder: Path, seals: Seals, *, sample: bool) -> Iterator[AuditLog]:
    """The log kept in ``folder``, made on first use. Raises AuditError, and SealError when its signing key is gone."""
    engine = sqlite_engine(folder / FILE)
    try:
        key = NoteKey(origin_of(seals), open_signer(folder.parent / "keys", create=_made(engine) == 0))
        log = AuditLog(engine, key, folder=folder, sample=sample)
        try:
            yield log
        finally:
            log.close()
    finally:
        engine.dispose()


def origin_of(seals: Seals) -> str:
    """The log's name in its checkpoints: the office's, so that a log begun anew meets the old one's at the anchor."""
    return f"jingwei/{seals.node_id('Audit', 'log')}"


def _made(engine: Engine) -> int:
    """Make what is missing; how many entries there are. Raises AuditError."""
    try:
        make_tables(engine, metadata)
        with engine.begin() as db:
            begin_tree(db)
            return frontier_in(db).size
    except (sa.exc.SQLAlchemyError, ValueError) as error:
        raise AuditError(
            f"审计日志打不开，请检查磁盘空间和 {FILE} 是否完好。"
            f"The audit cannot be opened: is the disk full, or {FILE} damaged? ({type(error).__name__})"
        ) from None
