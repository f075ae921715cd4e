"""What the book holds about one person: every row that speaks of them, in force or corrected since."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from graph.records.batch import BatchState
from graph.records.tables import batches, records


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row of the book with where it came from. ``replaces`` is the number of the row that it corrects."""

    id: int
    ledger: str
    batch: int
    file: str
    loaded: dt.datetime
    sheet: str
    row: int
    cells: str
    sealed: str | None
    replaces: int | None
    in_force: bool


class Holding:
    """The part of the book that answers the persons themselves."""

    def __init__(self, engine: Engine) -> None:
        """From the book's engine."""
        self._engine = engine

    def about(self, person: str) -> list[HeldRow]:
        """The rows that speak of a person, in the order of their loading."""
        r, b = records.c, batches.c
        wanted = (r.id, b.ledger, b.id, b.file, b.started, r.sheet, r.row, r.cells, r.sealed, r.replaces, r.in_force)
        asked = sa.select(*wanted).join(batches).where(r.person == person, b.state != BatchState.OPEN).order_by(r.id)
        with self._engine.connect() as db:
            return [_held(*row) for row in db.execute(asked)]


def _held(number: int, ledger: str, batch: int, file: str, started: str, *rest: object) -> HeldRow:
    loaded = dt.datetime.fromisoformat(started)
    return HeldRow(number, ledger, batch, file, loaded, *rest)  # type: ignore[arg-type]
