"""Who looked at whom: for residents (who looked at me), for a breach (whom did this account see), for auditors.

Times go in and out as moments with a zone; whoever reads is audited by who calls this.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from guard.audit.act import ActKind, Outcome
from guard.audit.entries import read
from guard.audit.tables import entries, tree

ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Noted:
    """An act as it was noted, by the number of its entry."""

    seq: int
    time: dt.datetime
    kind: ActKind
    caller: str
    role: str
    what: str
    purpose: str | None
    grant: str | None
    outcome: Outcome
    code: str | None
    persons: int


@dataclass(frozen=True, slots=True)
class Look:
    """One person in one answer, by the number of its entry."""

    seq: int
    subject: str
    classes: tuple[str, ...]
    act: Noted


def acts(
    engine: Engine,
    *,
    kind: ActKind | None = None,
    caller: str | None = None,
    grant: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Noted]:
    """Acts, the newest first. The next page is the one ``before`` the last number of this one."""
    wanted = sa.select(entries.c.seq, entries.c.entry).where(entries.c.subject.is_(None))
    if kind is not None:
        wanted = wanted.where(entries.c.kind == kind.value)
    if caller is not None:
        wanted = wanted.where(entries.c.caller == caller)
    if grant is not None:
        wanted = wanted.where(entries.c.grant == grant)
    if before is not None:
        wanted = wanted.where(entries.c.seq < before)
    with engine.connect() as db:
        return [_noted(*row) for row in db.execute(wanted.order_by(entries.c.seq.desc()).limit(limit))]


def entries_about(
    engine: Engine, subjects: str | Sequence[str], *, before: int | None = None, limit: int = 100
) -> list[Look]:
    """Who looked at a person, the newest first; several subjects where one person had several ids."""
    person, act = entries.alias("person"), entries.alias("act")
    names = [subjects] if isinstance(subjects, str) else list(subjects)
    wanted = sa.select(person.c.seq, person.c.entry, act.c.seq, act.c.entry)
    wanted = wanted.join(act, act.c.seq == person.c.act).where(person.c.subject.in_(names))
    if before is not None:
        wanted = wanted.where(person.c.seq < before)
    with engine.connect() as db:
        rows = db.execute(wanted.order_by(person.c.seq.desc()).limit(limit)).all()
    return [_look(seq, entry, _noted(of, act_entry)) for seq, entry, of, act_entry in rows]


def entries_by(engine: Engine, caller: str, since: dt.datetime) -> Iterator[Look]:
    """Whom an account has seen since then, the oldest first.

    Two walks along keys and no sort: the caller's acts by an index, and behind each act the persons that it showed.
    """
    person, act = entries.alias("person"), entries.alias("act")
    with engine.connect() as db:
        begins = first_since(db, since)
        behind = person.c.seq.between(act.c.seq + 1, act.c.seq + act.c.persons)
        wanted = sa.select(person.c.seq, person.c.entry, act.c.seq, act.c.entry).join_from(act, person, behind)
        wanted = wanted.where(act.c.caller == caller, act.c.subject.is_(None), act.c.seq >= begins)
        last: Noted | None = None
        for some in db.execute(wanted.order_by(act.c.seq, person.c.seq)).partitions(ROWS_AT_ONCE):
            for seq, entry, of, act_entry in some:
                if last is None or last.seq != of:
                    last = _noted(of, act_entry)
                yield _look(seq, entry, last)


def looks_by(engine: Engine, caller: str, since: dt.datetime, *, after: int | None, limit: int) -> list[Look]:
    """The same by pages: those that follow the entry numbered ``after``, which tells at which act the walk goes on."""
    person, act = entries.alias("person"), entries.alias("act")
    with engine.connect() as db:
        begins = first_since(db, since)
        if after is not None:
            begins = max(begins, db.execute(sa.select(entries.c.act).where(entries.c.seq == after)).scalar() or 0)
        behind = person.c.seq.between(act.c.seq + 1, act.c.seq + act.c.persons)
        wanted = sa.select(person.c.seq, person.c.entry, act.c.seq, act.c.entry).join_from(act, person, behind)
        wanted = wanted.where(act.c.caller == caller, act.c.subject.is_(None), act.c.seq >= begins)
        wanted = wanted.where(person.c.seq > (-1 if after is None else after))
        rows = db.execute(wanted.order_by(act.c.seq, person.c.seq).limit(limit)).all()
    return [_look(seq, entry, _noted(of, act_entry)) for seq, entry, of, act_entry in rows]


def entry(engine: Engine, seq: int) -> bytes | None:
    """The bytes of one entry."""
    with engine.connect() as db:
        found: bytes | None = db.execute(sa.select(entries.c.entry).where(entries.c.seq == seq)).scalar()
    return found


def first_since(db: Connection, since: dt.datetime) -> int:
    """The number of the first entry of that moment or later: by halves, since times never fall."""
    moment = int(since.timestamp() * 1000)
    low, high = 0, int(db.execute(sa.select(tree.c.size)).scalar_one())
    while low < high:
        middle = (low + high) // 2
        time = db.execute(sa.select(entries.c.time).where(entries.c.seq == middle)).scalar_one()
        low, high = (middle + 1, high) if time < moment else (low, middle)
    return low


def _noted(seq: int, entry: bytes) -> Noted:
    said: dict[str, Any] = read(entry)
    same = ("caller", "role", "what", "purpose", "grant", "code", "persons")
    return Noted(
        seq=seq,
        time=dt.datetime.fromtimestamp(said["time"] / 1000, dt.UTC),
        kind=ActKind.of(said["kind"]),
        outcome=Outcome.of(said["outcome"]),
        **{name: said[name] for name in same},
    )


def _look(seq: int, entry: bytes, act: Noted) -> Look:
    said = read(entry)
    return Look(seq, said["subject"], tuple(said["classes"]), act)
