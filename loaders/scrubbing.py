"""A graph made anew from the book in fresh files, so that nothing of what was erased is left in the old ones.

Neo4j marks a deleted node's place as free and keeps its bytes until the place is used again; its transaction logs keep
the values until they are pruned. Only fresh files are sure to be without them.
"""

import datetime as dt
import shutil
from pathlib import Path

from graph.engine import Engine, running
from graph.engine.settings import settings
from graph.model.dates import SHANGHAI
from graph.records import opened_book
from graph.records.notes import REBUILDING
from graph.store import StoreError
from loaders.desk import opened_desk
from loaders.pipeline import Told, remake

SCRUBBED = "scrubbed"
"""When the graph's files were last made anew, as the book notes it (ISO 8601)."""
PARTS = ("databases/neo4j", "transactions/neo4j")


def refuse_in_use(engine: Engine) -> None:
    """Refuse to stop a server that another process works with, which could not go on. Raises StoreError."""
    if engine.used_by_another():
        raise StoreError(
            "另一个经纬进程正在使用这个图,请先停止它(jingwei run)。"
            "Another process uses the graph: stop it first (jingwei run)."
        )


async def scrub(home: Path, *, told: Told) -> None:
    """Stop the graph, delete its files, and make it anew. An interruption leaves ``jingwei rebuild`` to be run.

    Raises StoreError for a Neo4j of the user's own, whose files are not ours, or for one in use; EngineError,
    BookError.
    """
    if settings().graph_url:
        raise StoreError(
            "这个 Neo4j 不由经纬管理:请用 neo4j-admin database copy 另存一份新库,再运行 jingwei rebuild。"
            "This Neo4j is your own: give it a fresh database (neo4j-admin database copy), then run jingwei rebuild."
        )
    engine = Engine(home)
    refuse_in_use(engine)
    begun = dt.datetime.now(SHANGHAI).isoformat(timespec="milliseconds")
    with opened_book(home / "book") as book, book.writing():
        book.notes.set(REBUILDING, "yes")
        engine.stop()
        for part in PARTS:
            shutil.rmtree(engine.folder.data / part, ignore_errors=True)
    with running(home) as server:
        async with opened_desk(home, server, anew=True) as desk:
            await remake(desk, told=told)
            desk.book.notes.set(SCRUBBED, begun)
