"""What every part of the accounts stands on: the register, the clock, the hashes, and how one account is found."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from guard.accounts.account import Account, account_of, name_key
from guard.accounts.passwords import Passwords
from guard.accounts.tables import accounts
from guard.refusals import NotSignedIn, RoleForbids, Unfit
from guard.roles import Role

AccountRow = sa.Row[Any]


class Kept:
    """The accounts of one register. Safe to use from several threads; every call is one short transaction."""

    def __init__(
        self, engine: Engine, *, passwords: Passwords | None = None, now: Callable[[], float] = time.time
    ) -> None:
        """From ``guard.register.opened_register``. ``now`` gives seconds since 1970."""
        self._engine = engine
        self._passwords = passwords or Passwords()
        self._clock = now

    def _now(self) -> int:
        return int(self._clock())

    def _writing(self) -> AbstractContextManager[Connection]:
        return writing(self._engine)

    def by_id(self, account: str) -> Account:
        """The account of this id, disabled or not. Raises Unfit."""
        with self._engine.connect() as db:
            return existing(db, account)

    def by_name(self, name: str) -> Account:
        """The account of this sign-in name, disabled or not; for commands. Raises Unfit."""
        with self._engine.connect() as db:
            return account_of(_existing(_row(db, accounts.c.name_key == name_key(name))))


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the register's pen from its first statement on: what it judges by cannot change.

    SQLite would otherwise begin at the first write, after the judging.
    """
    with engine.begin() as db:
        if db.dialect.name == "sqlite":
            db.exec_driver_sql("BEGIN IMMEDIATE")
        yield db


def acting(db: Connection, account: Account, *roles: Role) -> AccountRow:
    """The account as it is now, not as it was read, if it is of one of the roles (none named: any).

    Raises NotSignedIn when it is disabled, RoleForbids when its role is another.
    """
    row = _row(db, accounts.c.id == account.id)
    if row is None or row.disabled_at is not None:
        raise NotSignedIn
    if roles and Role.of(row.role) not in roles:
        names_zh, names_en = "、".join(r.zh for r in roles), ", ".join(r.en for r in roles)
        raise RoleForbids(f"此事只能由{names_zh}办理。", f"Only these roles may do this: {names_en}.")
    return row


def existing(db: Connection, account: str) -> Account:
    """The account of this id, as the transaction sees it. Raises Unfit."""
    return account_of(_existing(_row(db, accounts.c.id == account)))


def _row(db: Connection, condition: sa.ColumnElement[bool]) -> AccountRow | None:
    return db.execute(sa.select(accounts).where(condition)).one_or_none()


def _existing(row: AccountRow | None) -> AccountRow:
    if row is None:
        raise Unfit("没有这个账户。", "There is no such account.")
    return row
