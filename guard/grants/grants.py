"""The grants of one register: asked for, decided, ended, and named by a request.

``within`` is always the resolved area of whoever acts, as it is today. A grant that is unknown and one that is none of
the caller's business answer alike.
"""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.model.dates import today
from guard.access import Area
from guard.accounts.account import APPROVING, Account
from guard.accounts.kept import AccountRow, acting, writing
from guard.accounts.secrets import new_id
from guard.accounts.tables import accounts
from guard.grants.areas import covers
from guard.grants.grant import Grant, GrantState, Reason, grant_of
from guard.grants.rules import Wish, check_wish, checked_case, places_asked
from guard.grants.tables import grants
from guard.refusals import GrantEnded, GrantWrong, RoleForbids, Unfit
from guard.roles import Role

OPEN = frozenset({GrantState.WAITING, GrantState.NOT_BEGUN, GrantState.IN_FORCE})
"""States that a revocation still changes."""


class Grants:
    """Safe to use from several threads; every call is one short transaction."""

    def __init__(self, engine: Engine, *, now: Callable[[], float] = time.time) -> None:
        """From ``guard.register.opened_register``. ``now`` gives seconds since 1970."""
        self._engine = engine
        self._now = now

    def ask(self, account: Account, wish: Wish, *, within: Area, day: dt.date | None = None) -> Grant:
        """Ask for a grant of one's own. Raises RoleForbids, Unfit or NotSignedIn."""
        with writing(self._engine) as db:
            holder = acting(db, account)
            check_wish(wish, Role.of(holder.role), day=day or today())
            case, area = checked_case(wish.case), places_asked(wish, holder, within)
            return asked(db, holder, replace(wish, case=case, area=area), now=int(self._now()))

    def approve(self, grant: str, by: Account, *, within: Area, day: dt.date | None = None) -> Grant:
        """Approve what another asked for. Raises RoleForbids, GrantWrong, Unfit or NotSignedIn."""
        return self._decide(grant, by, {"approved": True}, within=within, day=day or today())

    def refuse(self, grant: str, by: Account, *, reason: Reason, within: Area, day: dt.date | None = None) -> Grant:
        """Refuse what another asked for. Raises RoleForbids, GrantWrong, Unfit or NotSignedIn."""
        values = {"approved": False, "reason": reason}
        return self._decide(grant, by, values, within=within, day=day or today())

    def revoke(self, grant: str, by: Account, *, reason: Reason, within: Area, day: dt.date | None = None) -> Grant:
        """End a grant at once: one's own, or as someone who could have approved it.

        Raises GrantWrong, Unfit or NotSignedIn.
        """
        with writing(self._engine) as db:
            row = acting(db, by)
            found = _found(db, grant)
            if found is None or not (found.holder == by.id or _may_decide(row, found, within)):
                raise _unknown()
            if found.state(day or today()) not in OPEN:
                raise Unfit("这项授权已经失效。", "This grant no longer holds anyway.")
            return _written(db, grant, {"revoked_by": by.id, "revoked_at": int(self._now()), "reason": reason})

    def named(self, grant: str, account: Account, day: dt.date) -> Grant:
        """The grant that a request of ``account`` names, if it holds on ``day``.

        Raises GrantWrong when it is unknown, another's or not approved, GrantEnded when it is over or has yet to begin.
        """
        with self._engine.connect() as db:
            found = _found(db, grant)
        if found is None or found.holder != account.id:
            raise _unknown()
        state = found.state(day)
        if state is GrantState.IN_FORCE:
            return found
        if not found.approved:
            raise GrantWrong("这项授权没有获得批准。", "This grant has not been approved.")
        raise GrantEnded(f"这项授权今日无效：{state.zh}。", f"This grant does not hold today: {state.en}.")

    def known(self, grant: str) -> str | None:
        """The id, if there is such a grant. What else somebody typed is for no note."""
        with self._engine.connect() as db:
            return db.execute(sa.select(grants.c.id).where(grants.c.id == grant)).scalar()

    def mine(self, account: Account) -> list[Grant]:
        """All that the account ever asked for, the latest first."""
        with self._engine.connect() as db:
            acting(db, account)
            return _all(db, grants.c.holder == account.id)

    def over(self, by: Account, *, within: Area) -> list[Grant]:
        """Others' grants that ``by`` may decide on or revoke, the latest first. Raises RoleForbids or NotSignedIn."""
        with self._engine.connect() as db:
            row = acting(db, by)
            _must_approve(row)
            return [grant for grant in _all(db, grants.c.holder != by.id) if _may_decide(row, grant, within)]

    def waiting(self, by: Account, *, within: Area, day: dt.date | None = None) -> list[Grant]:
        """Those that wait for approval. Raises RoleForbids or NotSignedIn."""
        return [grant for grant in self.over(by, within=within) if grant.state(day or today()) is GrantState.WAITING]

    def _decide(self, grant: str, by: Account, values: dict[str, Any], *, within: Area, day: dt.date) -> Grant:
        with writing(self._engine) as db:
            row = acting(db, by)
            _must_approve(row)
            found = _found(db, grant)
            if found is not None and found.holder == by.id:
                raise RoleForbids("授权须由另一人批准。", "Another person must approve a grant.")
            if found is None or not _may_decide(row, found, within):
                raise _unknown()
            if found.state(day) is not GrantState.WAITING:
                raise Unfit("这项授权不在待批准状态。", "This grant does not wait for approval.")
            return _written(db, grant, {"decided_by": by.id, "decided_at": int(self._now())} | values)


def asked(db: Connection, holder: AccountRow, wish: Wish, *, now: int, **more: Any) -> Grant:
    """Write a new grant of the account, whose wish has been checked."""
    values = {"id": new_id("g_"), "holder": holder.id, "standing": holder.standing, "role": holder.role} | more
    values |= {"purpose": wish.purpose, "case_number": wish.case, "classes": sorted(wish.classes)}
    values |= {"area": wish.area, "since": wish.since, "until": wish.until, "asked_at": now}
    db.execute(sa.insert(grants).values(**values))
    return _one(db, str(values["id"]))


def _must_approve(row: AccountRow) -> None:
    if not (row.approves and Role.of(row.role) in APPROVING):
        raise RoleForbids("您的账户不能批准授权。", "Your account does not approve grants.")


def _may_decide(row: AccountRow, grant: Grant, within: Area) -> bool:
    return bool(row.approves) and Role.of(row.role) in APPROVING and covers(within, grant.area)


def _unknown() -> GrantWrong:
    return GrantWrong("没有您可用的这项授权。", "You have no such grant.")


def _all(db: Connection, condition: sa.ColumnElement[bool]) -> list[Grant]:
    query = (
        sa.select(grants, accounts.c.name.label("holder_name"), accounts.c.standing.label("holder_standing"))
        .join(accounts, accounts.c.id == grants.c.holder)
        .where(condition)
        .order_by(grants.c.asked_at.desc(), grants.c.id)
    )
    return [grant_of(row) for row in db.execute(query)]


def _found(db: Connection, grant: str) -> Grant | None:
    return next(iter(_all(db, grants.c.id == grant)), None)


def _one(db: Connection, grant: str) -> Grant:
    return _all(db, grants.c.id == grant)[0]


def _written(db: Connection, grant: str, values: dict[str, Any]) -> Grant:
    db.execute(sa.update(grants).where(grants.c.id == grant).values(**values))
    return _one(db, grant)
