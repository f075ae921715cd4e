"""Who looked at me, the newest first, without the looks whose delay has not ended (``guard.subject.delays``).

A page is full whether or not anything is kept back, its cursor is sealed under the person's own key, and no number is
told: numbers, gaps and lengths of pages would say what the delay is there not to say. So would time: ``even_pace``.
"""

import asyncio
import base64
import binascii
import datetime as dt
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.engine import Engine

from graph.seals import PersonCipher, SealError
from guard.audit.reading import Look, entries_about
from guard.refusals import Unfit
from guard.subject.delays import Delays

ROWS_AT_ONCE = 500
PACE = 0.2
"""Seconds. Reading 3,000 looks takes less, so what is kept back does not show in the time an answer takes."""
CURSOR = "who looked "


@dataclass(frozen=True, slots=True)
class LooksPage:
    """A page of looks; ``end`` is the cursor of its last, ``more`` says that there are older ones."""

    looks: tuple[Look, ...]
    more: bool
    end: str | None


@dataclass(frozen=True, slots=True)
class Mine:
    """Whose looks: the person's subject and cipher, and their account, whose own looks are left out unless ``own``.

    They are listed unless somebody asks otherwise: whoever had got into the account would else leave no trace here.
    """

    subject: str
    cipher: PersonCipher
    account: str
    own: bool = True


def who_looked(
    engine: Engine, mine: Mine, *, first: int, after: str | None, delays: Delays, now: dt.datetime
) -> LooksPage:
    """One page. Raises Unfit for a cursor that is not of this person's list."""
    found: list[Look] = []
    for look in _visible(engine, mine, before=_read(mine.cipher, after), delays=delays, now=now):
        found.append(look)
        if len(found) > first:
            break
    shown = tuple(found[:first])
    return LooksPage(shown, len(found) > first, _written(mine.cipher, shown[-1].seq) if shown else None)


@asynccontextmanager
async def even_pace() -> AsyncIterator[None]:
    """End at a full step of time, so that how long it took says nothing of what was read."""
    began = time.monotonic()
    yield
    await asyncio.sleep(PACE - (time.monotonic() - began) % PACE)


def _visible(engine: Engine, mine: Mine, *, before: int | None, delays: Delays, now: dt.datetime) -> Iterator[Look]:
    while some := entries_about(engine, mine.subject, before=before, limit=ROWS_AT_ONCE):
        for look in some:
            if delays.over(look, now=now) and (mine.own or look.act.caller != mine.account):
                yield look
        before = some[-1].seq


def _written(cipher: PersonCipher, seq: int) -> str:
    return base64.urlsafe_b64encode(cipher.seal(f"{CURSOR}{seq}").encode()).decode()


def _read(cipher: PersonCipher, cursor: str | None) -> int | None:
    if not cursor:
        return None
    try:
        said = cipher.open(base64.urlsafe_b64decode(cursor.encode()).decode())
        return int(said.removeprefix(CURSOR))
    except (binascii.Error, ValueError, SealError):
        raise Unfit("after 不是本列表的游标。", "after is not a cursor of this list.") from None
