"""Who looked, as the person concerned is told: the role and the office's area, and a short code instead of a name.

The law gives a person the organ that handles their data, its purpose and its ways (PIPL 7, 17, 44, 45), not the name of
a clerk, whose own data that is. With the code a person can say which clerk a complaint is about (PIPL 50, 65), and see
that two looks are one clerk's; auditors read the same code beside the account.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from graph.seals import Seals
from graph.store import Store
from graph.text import cypher
from guard.accounts.tables import accounts
from guard.audit.reading import Noted
from guard.grants.tables import grants

PLACES = cypher(__file__, "places")
BYTES = 5
"""Eight letters and digits: of offices with 3,000 accounts, one in 200,000 has two with one code."""

Places = tuple[str, ...] | None
"""Ids of places; None is the whole district."""


@dataclass(frozen=True, slots=True)
class Office:
    """Where a look came from: names of places; none is the whole district. ``known``: the account still exists."""

    places: tuple[str, ...]
    known: bool


def handler_code(seals: Seals, caller: str) -> str:
    """``K7QX-2MPA``: the same for an account everywhere, and telling nothing of it."""
    digest = bytes.fromhex(seals.keyed_hash("handler", caller).partition(":")[2])
    text = base64.b32encode(digest[:BYTES]).decode()
    return f"{text[:4]}-{text[4:]}"


async def offices(store: Store, register: Engine, acts: Iterable[Noted]) -> dict[int, Office]:
    """The office of each act by its number: the area of its grant, else the area that its account has now."""
    noted = list(acts)
    areas = _areas(register, noted)
    wanted = sorted({place for _, places in areas.values() for place in places or ()})
    rows = await store.read(PLACES, {"places": wanted}) if wanted else []
    names = {row["id"]: row["name"] for row in rows}
    return {
        seq: Office(tuple(names[place] for place in places or () if place in names), known)
        for seq, (known, places) in areas.items()
    }


def _areas(register: Engine, noted: list[Noted]) -> dict[int, tuple[bool, Places]]:
    callers, named = {act.caller for act in noted}, {act.grant for act in noted if act.grant}
    with register.connect() as db:
        of_accounts = dict(_pairs(db, accounts.c.id, accounts.c.area, callers))
        of_grants = dict(_pairs(db, grants.c.id, grants.c.area, named))
    return {act.seq: _area(act, of_accounts, of_grants) for act in noted}


def _area(act: Noted, of_accounts: dict[str, Places], of_grants: dict[str, Places]) -> tuple[bool, Places]:
    known = act.caller in of_accounts
    if act.grant in of_grants and of_grants[act.grant] is not None:
        return known, of_grants[act.grant]
    return known, of_accounts.get(act.caller)


def _pairs(
    db: sa.Connection, key: sa.Column[str], value: sa.Column[list[str]], wanted: set[str]
) -> Iterable[tuple[str, Places]]:
    for row in db.execute(sa.select(key, value).where(key.in_(wanted))):
        yield row[0], None if row[1] is None else tuple(row[1])
