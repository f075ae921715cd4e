"""What is due by the retention clock, and its erasure. Each kind of data is found by one function, erased by another.

What the graph's files still hold of the erased goes with a graph made anew (``loaders.scrubbing``), and with nothing
else; here it is only counted.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from graph.model.dates import SHANGHAI
from graph.records.erasing import Held
from graph.text import cypher
from guard.accounts.tables import sessions
from guard.erasure import Erasures, Kind, Periods
from guard.erasure.listing import Reason
from loaders.desk import Desk
from loaders.erasing import empty_rows, erase
from loaders.scrubbing import SCRUBBED

RESIDENTS_GONE = cypher(__file__, "residents_gone")
TENURES_ENDED = cypher(__file__, "tenures_ended")
SECONDS = 120.0
ROWS_AT_ONCE = 5_000


class Clock:
    """The clock of one home on one day."""

    def __init__(self, desk: Desk, register: sa.Engine, *, today: dt.date) -> None:
        """``today`` is Asia/Shanghai's, and a test's to move."""
        self._desk, self._register, self._today = desk, register, today
        self._periods = Periods(register)

    async def due(self) -> dict[Kind, int]:
        """How many of each kind are due."""
        residents, tenures = await self._residents(), await self._tenures()
        return {
            Kind.RESIDENTS_GONE: len(residents),
            Kind.TENURES_ENDED: len(tenures),
            Kind.ROWS_CORRECTED: len(self._corrected()),
            Kind.ROWS_RETURNED: len(self._returned()),
            Kind.SESSIONS: self._sessions(),
            Kind.GRAPH_REMNANTS: self._remnants(),
            Kind.AUDIT: 0,
        }

    async def apply(self) -> dict[Kind, int]:
        """Erase what is due, and say how many of each kind. Raises BookError, StoreError, SealError."""
        residents = await self._residents()
        if residents:
            await erase(self._desk, self._register, residents, reason=Reason.PERIOD_OVER, by=self._desk.by)
        done = {Kind.RESIDENTS_GONE: len(residents)}
        with self._desk.book.writing():
            done[Kind.TENURES_ENDED] = await self._emptied(await self._tenures())
            done[Kind.ROWS_CORRECTED] = await self._emptied(self._corrected())
            self._desk.book.erasing.compact()
        returned = self._returned()
        for path in returned:
            path.unlink(missing_ok=True)
        return done | {Kind.ROWS_RETURNED: len(returned), Kind.SESSIONS: self._sessions(erase=True)}

    async def _residents(self) -> list[str]:
        return [str(each) for each in await self._found(Kind.RESIDENTS_GONE, RESIDENTS_GONE, "people")]

    async def _tenures(self) -> list[Held]:
        numbers = map(int, await self._found(Kind.TENURES_ENDED, TENURES_ENDED, "numbers"))
        rows = self._desk.book.erasing.numbered(numbers)
        return [row for row in rows if row.ledger == "tenures" and row.person]

    async def _found(self, kind: Kind, text: str, column: str) -> list[Any]:
        cutoff = self._cutoff(kind)
        if cutoff is None:
            return []
        row = await self._desk.store.read_one(text, {"cutoff": cutoff}, seconds=SECONDS)
        return list(row[column]) if row else []

    def _corrected(self) -> list[Held]:
        cutoff = self._cutoff(Kind.ROWS_CORRECTED)
        return self._desk.book.erasing.corrected_before(_moment(cutoff).isoformat()) if cutoff else []

    def _returned(self) -> list[Path]:
        cutoff = self._cutoff(Kind.ROWS_RETURNED)
        if not cutoff or not self._desk.returned.is_dir():
            return []
        before = _moment(cutoff).timestamp()
        return sorted(p for p in self._desk.returned.iterdir() if p.is_file() and p.stat().st_mtime < before)

    def _sessions(self, *, erase: bool = False) -> int:
        cutoff = self._cutoff(Kind.SESSIONS)
        if not cutoff:
            return 0
        old = sessions.c.seen_at < int(_moment(cutoff).timestamp())
        with self._register.begin() as db:
            count: int = db.execute(sa.select(sa.func.count()).select_from(sessions).where(old)).scalar_one()
            if erase:
                db.execute(sa.delete(sessions).where(old))
        return count

    def _remnants(self) -> int:
        cutoff = self._cutoff(Kind.GRAPH_REMNANTS)
        since = self._desk.book.notes.get(SCRUBBED) or ""
        every = Erasures(self._register).all() if cutoff else []
        return sum(since < each.asked < _moment(cutoff).isoformat() for each in every if cutoff)

    async def _emptied(self, rows: list[Held]) -> int:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            await empty_rows(self._desk, rows[start : start + ROWS_AT_ONCE])
        return len(rows)

    def _cutoff(self, kind: Kind) -> dt.date | None:
        return self._periods.of(kind).cutoff(self._today)


def _moment(day: dt.date) -> dt.datetime:
    """The first moment of a day."""
    return dt.datetime.combine(day, dt.time.min, SHANGHAI)
