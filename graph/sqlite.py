"""Opening an SQLite file that must not lose what it acknowledged: the book, the register of callers, the audit."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa

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


def _set_up(connection: Any, _: object) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
