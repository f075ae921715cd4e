"""A register with an administrator and one account a role, and a clock that a test moves by hand."""

import atexit
import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from argon2 import PasswordHasher

from graph.model.codes import DataClass
from graph.model.dates import SHANGHAI
from guard.access import Area
from guard.accounts import Account, Accounts, DocumentKind
from guard.accounts.passwords import Passwords
from guard.grants import Grant, Grants, Wish
from guard.purposes import Purpose
from guard.register import opened_register
from guard.roles import Role

DAY = dt.date(2026, 10, 31)
PASSWORD = "经纬之间自有分寸，不必着急"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
EVERYWHERE = Area()
AREAS: dict[Role, tuple[str, ...] | None] = {Role.GRID_WORKER: ("V",), Role.COMMUNITY_OFFICER: ("V",)}


@dataclass
class Clock:
    """Seconds since 1970; stands still until it is moved."""

    seconds: float = dt.datetime.combine(DAY, dt.time(9), SHANGHAI).timestamp()

    def __call__(self) -> float:
        return self.seconds

    def pass_(self, **time: float) -> None:
        self.seconds += dt.timedelta(**time).total_seconds()


@dataclass
class Office:
    """What the tests of the guard work at."""

    engine: sa.Engine
    accounts: Accounts
    grants: Grants
    clock: Clock
    administrator: Account = field(init=False)
    of: dict[Role, Account] = field(default_factory=dict)

    def account(self, role: Role, name: str, *, area: tuple[str, ...] | None = None, approves: bool = False) -> Account:
        """A new account whose password is PASSWORD."""
        if role is Role.RESIDENT:
            clerk = self.of[Role.COMMUNITY_OFFICER]
            invited = self.accounts.open_resident(
                clerk, name, person=f"person {name}", document=DocumentKind.RESIDENT_CARD
            )
        elif role is Role.AUDITOR:
            invited = self.accounts.add_auditor(name)
        else:
            invited = self.accounts.add(self.administrator, name, role=role, area=area, approves=approves)
        return self.accounts.set_password(name, invited.code, new=PASSWORD, origin=None)

    def asked(self, account: Account, wish: Wish) -> Grant:
        """Ask for a grant, with an area resolved to its own places."""
        return self.grants.ask(account, wish, within=area(account), day=DAY)

    def granted(self, account: Account, wish: Wish, *, by: Role = Role.STEWARD) -> Grant:
        """Ask, and have it approved."""
        asked = self.asked(account, wish)
        return self.grants.approve(asked.id, self.of[by], within=area(self.of[by]), day=DAY)


def area(account: Account) -> Area:
    """The account's area as a graph would resolve it in which no place has places below."""
    return Area(account.area)


def wish(
    *classes: DataClass, purpose: Purpose = Purpose.SERVICE, area: tuple[str, ...] | None = None, days: int = 30
) -> Wish:
    """A wish that begins on DAY."""
    return Wish(purpose, "案2026-1", frozenset(classes), DAY, DAY + dt.timedelta(days=days), area)


@cache
def _template() -> Path:
    """A register with an administrator named root and one account of each role, named as it; made once a run.

    Steward and investigator approve.
    """
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with opened_register(folder) as engine:
        at = _at(engine)
        at.administrator = at.accounts.first_administrator("root", PASSWORD)
        for role in Role:
            approves = role in {Role.STEWARD, Role.INVESTIGATOR}
            at.of[role] = at.account(role, role.value, area=AREAS.get(role), approves=approves)
    return folder


@contextmanager
def office(folder: Path) -> Iterator[Office]:
    """A copy of the template, at work without waiting for the disk."""
    shutil.copy(_template() / "access.sqlite", folder / "access.sqlite")
    with opened_register(folder) as engine:
        engine.dispose()
        sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        at = _at(engine)
        at.administrator = at.accounts.by_name("root")
        at.of = {role: at.accounts.by_name(role.value) for role in Role}
        yield at


def _at(engine: sa.Engine) -> Office:
    clock = Clock()
    accounts = Accounts(engine, passwords=Passwords(CHEAP), now=clock)
    return Office(engine, accounts, Grants(engine, now=clock), clock)
