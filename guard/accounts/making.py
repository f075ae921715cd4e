"""How an account comes into the register, and how its holder is let set a password."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from guard.accounts.account import Account, Invited, checked_area, checked_name, moment, name_key
from guard.accounts.kept import existing
from guard.accounts.secrets import fingerprint, new_code, new_id
from guard.accounts.tables import accounts
from guard.refusals import Unfit
from guard.roles import Role

CODE_GOOD_FOR = 7 * 24 * 3600
"""Seconds."""


def made(
    db: Connection, name: str, role: Role, *, by: str, now: int, area: Iterable[str] | None = None, **more: Any
) -> Account:
    """Write a new account; whoever calls says who may. Raises Unfit when its name is taken or does not do."""
    cleaned = checked_name(name)
    if db.execute(sa.select(accounts.c.id).where(accounts.c.name_key == name_key(cleaned))).first():
        raise Unfit("这个登录名已被使用。", "This sign-in name is taken.")
    values = {"id": new_id("a_"), "name": cleaned, "name_key": name_key(cleaned), "role": role} | more
    values |= {"area": checked_area(role, area), "made_by": by, "made_at": now}
    db.execute(sa.insert(accounts).values(**values))
    return existing(db, str(values["id"]))


def invited(db: Connection, account: str, *, now: int, values: Mapping[str, Any] | None = None) -> Invited:
    """Write to the account, and let whoever has the code set its password, once, within a week."""
    code, until = new_code(), now + CODE_GOOD_FOR
    written = {"code": fingerprint(code), "code_until": until} | dict(values or {})
    db.execute(sa.update(accounts).where(accounts.c.id == account).values(**written))
    return Invited(existing(db, account), code, moment(until))
