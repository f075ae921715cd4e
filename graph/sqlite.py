"""Opening an SQLite file that must not lose what it acknowledged: the book, the register of callers, the audit."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from filelock import FileLock
from sqlalchemy.engine import Connection

from graph.private import private_file, private_folder

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000", "cache_size=-65536")


def sqlite_engine(path: Path) -> sa.Engine:
    """An engine on the file at ``path``, whose folder is made if need be; both for their owner only."""
    private_folder(path.parent)
    private_file(path)  # the logs beside it take its mode
    # A path may hold ? and %, which a URL text would read; and an error of the driver must not print the row.
    url = sa.URL.create("sqlite", database=str(path))
    engine = sa.create_engine(url, hide_parameters=True)
    sa.event.listen(engine, "connect", _set_up)
    return engine


def make_tables(engine: sa.Engine, metadata: sa.MetaData, first: Callable[[Connection], None] | None = None) -> None:
    """Make the tables and indexes that are missing, and do what is done ``first`` with them: one process at a time, or
    the slower of two would find there what it makes.
    """
    with FileLock(f"{engine.url.database}.making"):
        metadata.create_all(engine)
        for table in metadata.tables.values():
            for index in table.indexes:  # a file of an earlier version has fewer
                index.create(engine, checkfirst=True)
        if first:
            with engine.begin() as db:
                first(db)


def _set_up(connection: Any, _: object) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
