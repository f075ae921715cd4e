"""What an auditor looks for in the log: acts by how they ended, refusals by account, whom an account saw.

About callers, never about residents: persons stand in it as their subjects. A search reads a bounded stretch of the
log, the newest first, and says how far it came; it never leaves out what it has read.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from guard.audit.act import ActKind, Outcome
from guard.audit.reading import Look, Noted, acts, first_since, looks_by
from guard.audit.tables import entries

ACTS_AT_ONCE = 2_000
ACTS_MOST = 100_000
"""Acts that one search reads; 100,000 take a second."""
NOT_FOUND = "NOT_FOUND"
WORTH_A_LOOK = ("FORBIDDEN", "GRANT_NEEDED", "GRANT_ENDED", "GRANT_WRONG", "TOO_OFTEN", NOT_FOUND)
"""Outside the role, the purpose or the class; after the grant; more than the limits let; and ids that are outside the
area or do not exist, which answer alike, so that many of them may be a search for somebody."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which acts. ``before`` is the number after which a page goes on; ``since`` the earliest moment."""

    kind: ActKind | None = None
    caller: str | None = None
    outcome: Outcome | None = None
    since: dt.datetime | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class ActsPage:
    """Acts, the newest first; ``end`` is where the search stopped, ``more`` that there is more log to read."""

    acts: tuple[Noted, ...]
    more: bool
    end: int | None


@dataclass(slots=True)
class Refused:
    """What one account was refused, by code."""

    caller: str
    role: str
    last: dt.datetime
    codes: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Refusals:
    """By account, in the order of its id: nobody is ranked. ``back_to`` says where the search stopped short."""

    accounts: tuple[Refused, ...]
    back_to: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Seen:
    """Whom an account saw: a page of looks, the oldest first, after the entry numbered ``after``."""

    looks: tuple[Look, ...]
    more: bool


def find_acts(engine: Engine, wanted: Wanted, *, first: int) -> ActsPage:
    """A page of the acts that are wanted."""
    found: list[Noted] = []
    end = wanted.before
    for read, act in enumerate(_back(engine, wanted), 1):
        if wanted.outcome in (None, act.outcome):
            if len(found) == first:
                return ActsPage(tuple(found), more=True, end=end)
            found.append(act)
        end = act.seq
        if read == ACTS_MOST:
            return ActsPage(tuple(found), more=True, end=end)
    return ActsPage(tuple(found), more=False, end=end)


def find_refusals(engine: Engine, since: dt.datetime) -> Refusals:
    """What each account was refused since then, of what is worth an auditor's look."""
    found: dict[str, Refused] = {}
    for read, act in enumerate(_back(engine, Wanted(since=since)), 1):
        if act.code in WORTH_A_LOOK:
            of = found.setdefault(act.caller, Refused(act.caller, act.role, act.time))
            of.codes[act.code] += 1
        if read == ACTS_MOST:
            return Refusals(_in_order(found), act.time)
    return Refusals(_in_order(found), None)


def find_seen(engine: Engine, caller: str, since: dt.datetime, *, first: int, after: int | None) -> Seen:
    """Whom an account saw since then."""
    looks = looks_by(engine, caller, since, after=after, limit=first + 1)
    return Seen(tuple(looks[:first]), len(looks) > first)


def count_seen(engine: Engine, caller: str, since: dt.datetime) -> tuple[int, int]:
    """How many looks those were, and of how many persons: a walk along the account's own acts (``entries_by``)."""
    person, act = entries.alias("person"), entries.alias("act")
    behind = person.c.seq.between(act.c.seq + 1, act.c.seq + act.c.persons)
    wanted = sa.select(sa.func.count(), sa.func.count(sa.distinct(person.c.subject))).join_from(act, person, behind)
    with engine.connect() as db:
        begins = first_since(db, since)
        wanted = wanted.where(act.c.caller == caller, act.c.subject.is_(None), act.c.seq >= begins)
        looks, persons = db.execute(wanted).one()
    return looks, persons


def _back(engine: Engine, wanted: Wanted) -> Iterator[Noted]:
    """The acts back to ``since``, the newest first, of the kind and the caller."""
    before = wanted.before
    while some := acts(engine, kind=wanted.kind, caller=wanted.caller, before=before, limit=ACTS_AT_ONCE):
        for act in some:
            if wanted.since is not None and act.time < wanted.since:
                return
            yield act
        before = some[-1].seq


def _in_order(found: dict[str, Refused]) -> tuple[Refused, ...]:
    return tuple(found[caller] for caller in sorted(found))
