"""The register: who may ask, on what grounds, and what people asked of us. One SQLite file beside the book.

RegisterError          the file cannot be read or written; one sentence that says what to do
"""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from graph.sqlite import make_tables, sqlite_engine
from guard.tables import metadata

WITH_TABLES: tuple[str, ...] = (
    "guard.accounts.tables",
    "guard.grants.tables",
    "guard.erasure.tables",
    "guard.subject.tables",
)
"""The modules that attach tables to the register."""


class RegisterError(Exception):
    """The register cannot be used."""


@contextmanager
def opened_register(folder: Path) -> Iterator[sa.Engine]:
    """The register kept in ``folder``, made on first use. Raises RegisterError."""
    for name in WITH_TABLES:
        importlib.import_module(name)
    engine = sqlite_engine(folder / "access.sqlite")
    try:
        make_tables(engine, metadata)
        yield engine
    except sa.exc.DBAPIError as error:
        raise RegisterError(
            "账户登记文件读写失败，请检查磁盘空间和 access.sqlite 是否完好。"
            "The register cannot be read or written: is the disk full, or access.sqlite damaged?"
            f" ({type(error.orig).__name__})"
        ) from None
    finally:
        engine.dispose()
