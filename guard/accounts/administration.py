"""What an administrator does with others' accounts, and how the first administrator comes to be.

Nobody does any of it to their own account, so one administrator at least is always left. Whoever could sign in as
another through such an act (a reset, another external identity) finds no grant there: each ends the account's grants,
and a second person must approve new ones.
"""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from guard.accounts.account import APPROVING, AT_CONSOLE, FIXED, Account, Invited, account_of, checked_area
from guard.accounts.kept import Kept, acting, existing
from guard.accounts.making import invited, made
from guard.accounts.passwords import check_password
from guard.accounts.tables import accounts
from guard.refusals import RoleForbids, Unfit
from guard.roles import Role

CONSOLE = "console"
"""Who made an account that was made by command, on the machine itself."""
ENDS_GRANTS: dict[str, Any] = {"credentials": accounts.c.credentials + 1, "standing": accounts.c.standing + 1}
"""Ends sessions, script tokens and grants."""


class Administration(Kept):
    """Making, changing, disabling. Every act raises NotSignedIn or RoleForbids unless ``by`` is an administrator."""

    def first_administrator(self, name: str, password: str) -> Account:
        """The first account of a register. Raises Unfit when there has ever been an administrator."""
        check_password(password, name=name)
        hashed = self._passwords.hash(password)
        with self._writing() as db:
            account = made(db, name, Role.ADMINISTRATOR, by=CONSOLE, now=self._now(), password=hashed)
            others = (accounts.c.role == Role.ADMINISTRATOR, accounts.c.id != account.id)
            if db.execute(sa.select(accounts.c.id).where(*others)).first():
                raise Unfit("已经有管理员账户。", "There is an administrator already.")
        return account

    def recover(self, name: str) -> Invited:
        """A new code for an administrator or auditor: for the machine's operator, at the console.

        Raises Unfit for any other role.
        """
        account = self.by_name(name).id
        with self._writing() as db:
            if existing(db, account).role not in AT_CONSOLE:
                raise Unfit(
                    "在控制台只能恢复管理员和审计员账户。", "At the console administrators and auditors are recovered."
                )
            values = {"password": None, "disabled_at": None} | ENDS_GRANTS
            return invited(db, account, now=self._now(), values=values)

    def add(
        self, by: Account, name: str, *, role: Role, area: Iterable[str] | None = None, approves: bool = False
    ) -> Invited:
        """A new account, whose holder sets its password with the code. Raises Unfit.

        Raises RoleForbids for an auditor's: who reads of administrators is not let in by one of them.
        """
        if role is Role.AUDITOR:
            raise RoleForbids(
                "审计员账户只能在服务器控制台设立（jingwei account add-auditor）。",
                "An auditor's account is made at the server's console: jingwei account add-auditor.",
            )
        if role is Role.RESIDENT:
            raise Unfit("居民账户须在窗口核验身份后开立。", "A resident's account is opened at a counter.")
        _check_approves(role, approves)
        with self._writing() as db:
            acting(db, by, Role.ADMINISTRATOR)
            account = made(db, name, role, by=by.id, now=self._now(), area=area, approves=approves)
            return invited(db, account.id, now=self._now())

    def add_auditor(self, name: str) -> Invited:
        """A new auditor, whose code the machine's operator hands over, at the console. Raises Unfit."""
        with self._writing() as db:
            return invited(db, made(db, name, Role.AUDITOR, by=CONSOLE, now=self._now()).id, now=self._now())

    def accounts(self, by: Account) -> list[Account]:
        """All accounts by name."""
        with self._engine.connect() as db:
            acting(db, by, Role.ADMINISTRATOR)
            return [account_of(row) for row in db.execute(sa.select(accounts).order_by(accounts.c.name_key))]

    def set_role(self, by: Account, account: str, *, role: Role, area: Iterable[str] | None = None) -> Account:
        """Another role with its area; ends sessions, tokens and grants, and the standing to approve. Raises Unfit."""
        values = {"role": role, "area": checked_area(role, area), "approves": False} | ENDS_GRANTS
        with self._writing() as db:
            if {role, _other(db, by, account).role} & FIXED:
                raise Unfit(f"“{role.zh}”须另开账户。", f"For the role {role.en} another account is made.")
            return _written(db, account, values)

    def set_area(self, by: Account, account: str, *, area: Iterable[str] | None) -> Account:
        """Another area; grants stay, and reach only what the new area and theirs have in common. Raises Unfit."""
        with self._writing() as db:
            return _written(db, account, {"area": checked_area(_other(db, by, account).role, area)})

    def set_approves(self, by: Account, account: str, *, approves: bool) -> Account:
        """Let the account approve others' grants, or no longer. Raises Unfit for a role that never may."""
        with self._writing() as db:
            _check_approves(_other(db, by, account).role, approves)
            return _written(db, account, {"approves": approves})

    def disable(self, by: Account, account: str) -> Account:
        """End every session, token and grant, and let nobody sign in. Raises Unfit."""
        with self._writing() as db:
            _other(db, by, account)
            return _written(db, account, {"disabled_at": self._now()} | ENDS_GRANTS)

    def enable(self, by: Account, account: str) -> Account:
        """Let its holder sign in again; what the disabling ended stays ended. Raises Unfit."""
        with self._writing() as db:
            _other(db, by, account)
            return _written(db, account, {"disabled_at": None})

    def reset(self, by: Account, account: str) -> Invited:
        """Take the password away and give a one-time code; ends sessions, tokens and grants.

        Raises Unfit; also for a resident's account, whose holder comes to the counter, and RoleForbids for one that
        is recovered at the console.
        """
        with self._writing() as db:
            role = _other(db, by, account).role
            check_not_at_console(role)
            if role is Role.RESIDENT:
                raise Unfit("居民账户须本人到窗口重置。", "A resident's account is renewed at the counter.")
            return invited(db, account, now=self._now(), values={"password": None} | ENDS_GRANTS)


def check_not_at_console(role: Role) -> None:
    """Raises RoleForbids for an account into which no administrator gets anybody."""
    if role in AT_CONSOLE:
        raise RoleForbids(
            f"“{role.zh}”的账户只能在服务器控制台恢复（jingwei account recover）。",
            f"An account of the role {role.en} is recovered at the server's console: jingwei account recover.",
        )


def _other(db: Connection, by: Account, account: str) -> Account:
    """The account of somebody else, for an administrator."""
    acting(db, by, Role.ADMINISTRATOR)
    if account == by.id:
        raise RoleForbids(
            "不能对自己的账户这样做，请由另一位管理员办理。", "Another administrator must do this to you."
        )
    return existing(db, account)


def _written(db: Connection, account: str, values: dict[str, Any]) -> Account:
    db.execute(sa.update(accounts).where(accounts.c.id == account).values(**values))
    return existing(db, account)


def _check_approves(role: Role, approves: bool) -> None:
    if approves and role not in APPROVING:
        raise Unfit(f"“{role.zh}”不能批准授权。", f"The role {role.en} never approves a grant.")
