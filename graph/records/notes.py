"""What the book says of itself: its version, its identity, and what is under way."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.records.tables import about

VERSION, IDENTITY = "version", "identity"
SAMPLE = "sample"
REBUILDING = "rebuilding"
"""The graph is being made anew, and is not whole until that is done."""
SAMPLE_FROM = "sample_from"
"""The folder of a sample that is being loaded, and is not whole until that is done."""


class Notes:
    """Short facts by name."""

    def __init__(self, engine: Engine) -> None:
        """From the book's engine."""
        self._engine = engine

    def get(self, name: str) -> str | None:
        """What is noted, or None."""
        with self._engine.connect() as db:
            value: str | None = db.execute(sa.select(about.c.value).where(about.c.name == name)).scalar()
        return value

    def set(self, name: str, value: str) -> None:
        """Note it, in place of what was noted."""
        with self._engine.begin() as db:
            noted(db, name, value)

    def drop(self, name: str) -> None:
        """Note it no longer."""
        with self._engine.begin() as db:
            db.execute(sa.delete(about).where(about.c.name == name))


def noted(db: Connection, name: str, value: str) -> None:
    """Note it within a transaction."""
    db.execute(sa.delete(about).where(about.c.name == name))
    db.execute(sa.insert(about).values(name=name, value=value))
