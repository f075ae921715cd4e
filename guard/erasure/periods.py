"""The retention clock: how long each kind of data is kept after it has ended. Data, which the office can set."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from graph.model.codes import Codes
from graph.model.dates import today
from guard.erasure.tables import periods


class Kind(Codes):
    """What is kept for a period, and from when on it is counted."""

    RESIDENTS_GONE = (
        "residents_gone",
        "已全部终止关系的人员",
        "People whose every tie has ended",
    )
    TENURES_ENDED = "tenures_ended", "已终止的产权租赁记录", "Tenures that have ended"
    ROWS_CORRECTED = "rows_corrected", "已被更正的人员记录", "Rows about people that were corrected"
    ROWS_RETURNED = "rows_returned", "退回的工作簿", "Workbooks of refused rows"
    SESSIONS = "sessions", "登录会话", "Sessions"
    GRAPH_REMNANTS = "graph_remnants", "图文件中的残留", "What the graph's files still hold of what was erased"
    AUDIT = "audit", "审计条目", "Audit entries"


YEAR = 365
USUAL: dict[Kind, int | None] = {
    Kind.RESIDENTS_GONE: 5 * YEAR,
    Kind.TENURES_ENDED: 10 * YEAR,
    Kind.ROWS_CORRECTED: 3 * YEAR,
    Kind.ROWS_RETURNED: 90,
    Kind.SESSIONS: 180,
    Kind.GRAPH_REMNANTS: 30,
    Kind.AUDIT: None,
}
"""Days; None is for ever. An audit entry names nobody once the person's key is gone."""
NEVER = frozenset({Kind.AUDIT})
"""Kinds that no period can be set for: the tree of the audit would not verify."""


@dataclass(frozen=True, slots=True)
class Period:
    """How long a kind is kept."""

    kind: Kind
    days: int | None

    def cutoff(self, today: dt.date) -> dt.date | None:
        """What ended before this day is due; None when nothing ever is."""
        return None if self.days is None else today - dt.timedelta(days=self.days)


class Periods:
    """The clock of one office."""

    def __init__(self, register: sa.Engine) -> None:
        """In this register."""
        self._register = register

    def of(self, kind: Kind) -> Period:
        """The period of a kind: the office's own, or the usual one."""
        with self._register.connect() as db:
            row = db.execute(sa.select(periods.c.days).where(periods.c.kind == kind.value)).first()
        return Period(kind, row[0] if row and kind not in NEVER else USUAL[kind])

    def set(self, kind: Kind, days: int | None, *, by: str) -> None:
        """Set it. Raises ValueError for what is kept for ever by law of the log, and for a period that is none."""
        if kind in NEVER or (days is not None and days < 0):
            raise ValueError(kind.value)
        values = {"kind": kind.value, "days": days, "set_by": by, "set_on": today().isoformat()}
        with self._register.begin() as db:
            db.execute(sa.delete(periods).where(periods.c.kind == kind.value))
            db.execute(sa.insert(periods).values(**values))
