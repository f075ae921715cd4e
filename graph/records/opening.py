"""Opening the book: one SQLite file, its tables, its version, and what it says of itself."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock
from sqlalchemy.engine import Connection

from graph.records.book import Book, BookError
from graph.records.notes import IDENTITY, VERSION
from graph.records.tables import about, metadata
from graph.sqlite import make_tables, sqlite_engine

OUR_VERSION = "1"


@contextmanager
def opened_book(folder: Path) -> Iterator[Book]:
    """The book kept in ``folder``, made on first use.

    Raises BookError when it is of another version, and when the file cannot be read or written.
    """
    engine = sqlite_engine(folder / "book.sqlite")
    try:
        make_tables(engine, metadata, _check_version)
        yield Book(engine, FileLock(folder / "book.lock"))
    except sa.exc.DBAPIError as error:
        raise BookError(
            "台账簿文件读写失败,请检查磁盘空间和 book.sqlite 是否完好。"
            "The book cannot be read or written: is the disk full, or book.sqlite damaged?"
            f" ({type(error.orig).__name__})"
        ) from None
    finally:
        engine.dispose()


def _check_version(db: Connection) -> None:
    found = db.execute(sa.select(about.c.value).where(about.c.name == VERSION)).scalar()
    if found is None:
        fresh = {VERSION: OUR_VERSION, IDENTITY: uuid.uuid4().hex}
        db.execute(sa.insert(about), [{"name": name, "value": value} for name, value in fresh.items()])
    elif found != OUR_VERSION:
        raise BookError(
            f"台账簿版本 {found} 与程序不符。The book is of version {found}; this program reads {OUR_VERSION}."
        )
