"""The accounts of a sample district: one a role, with the grants that the printed questions need, shown once.

They exist so that a newcomer's first command ends in answers. Their grants are approved by one another without anybody
having judged them, which is why a book of real people refuses them.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.model.dates import today
from guard.accounts.account import Account
from guard.accounts.kept import acting, writing
from guard.accounts.making import made
from guard.accounts.passwords import Passwords
from guard.accounts.secrets import new_code
from guard.accounts.tables import accounts
from guard.accounts.tokens import issued
from guard.grants.grants import asked
from guard.grants.rules import LONGEST, Wish
from guard.matrix import UNDER_GRANT
from guard.purposes import Purpose
from guard.refusals import Unfit
from guard.roles import CLERKS, Role

SAMPLE = "sample"
"""Who made such an account."""
CASE = "样例SAMPLE-1"
PURPOSES = {
    Role.STEWARD: Purpose.VERIFICATION,
    Role.GRID_WORKER: Purpose.SERVICE,
    Role.COMMUNITY_OFFICER: Purpose.SERVICE,
    Role.INVESTIGATOR: Purpose.INQUIRY,
}
"""Each role's grant opens all that the matrix allows for this purpose."""
APPROVERS = frozenset({Role.STEWARD, Role.INVESTIGATOR})


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """What is shown of one, once. A resident has no token; ``grant`` is named in X-Jingwei-Grant."""

    account: Account
    password: str = field(repr=False)
    token: str | None = field(repr=False)
    grant: str | None


def make_sample_accounts(
    register: Engine,
    *,
    sample: bool,
    community: str,
    person: str | None,
    passwords: Passwords | None = None,
    now: Callable[[], float] = time.time,
) -> tuple[SampleAccount, ...]:
    """Make them in a register that has no account yet, all or none; in any other, make and show nothing.

    ``community`` is the place id of the clerks' area, ``person`` the id of the resident; without one there is none.
    Raises Unfit outside a sample.
    """
    if not sample:
        raise Unfit("样例账户只用于样例数据。", "Sample accounts are for a sample district alone.")
    hasher = passwords or Passwords()
    with writing(register) as db:
        if db.execute(sa.select(accounts.c.id).limit(1)).first():
            return ()
        roles = [role for role in Role if role is not Role.RESIDENT or person]
        chosen = {role: new_code() for role in roles}
        values = {role: _values(role, hasher.hash(chosen[role]), community, person) for role in roles}
        found = {role: made(db, role.value, role, by=SAMPLE, now=int(now()), **values[role]) for role in roles}
        return tuple(_shown(db, found, role, chosen[role], int(now())) for role in roles)


def _values(role: Role, hashed: str, community: str, person: str | None) -> dict[str, Any]:
    return {
        "password": hashed,
        "area": (community,) if role in CLERKS else None,
        "person": person if role is Role.RESIDENT else None,
        "approves": role in APPROVERS,
    }


def _shown(db: Connection, found: dict[Role, Account], role: Role, password: str, now: int) -> SampleAccount:
    """The account with its grant and its token."""
    account = found[role]
    if role is Role.RESIDENT:
        return SampleAccount(account, password, None, None)
    holder = acting(db, account)
    until = now + int(LONGEST.total_seconds())
    token = issued(db, holder, "样例 sample", now=now, until=until).secret
    if role not in PURPOSES:
        return SampleAccount(account, password, token, None)
    approver = found[Role.INVESTIGATOR if role is Role.STEWARD else Role.STEWARD]
    decided = {"approved": True, "decided_by": approver.id, "decided_at": now}
    return SampleAccount(account, password, token, asked(db, holder, _wish(account), now=now, **decided).id)


def _wish(account: Account) -> Wish:
    purpose, day = PURPOSES[account.role], today()
    return Wish(purpose, CASE, UNDER_GRANT[account.role, purpose], day, day + LONGEST, account.area)
