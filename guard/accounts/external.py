"""Accounts whose holder another party vouches for: an OpenID provider's issuer and subject.

An identity is bound to an account that exists, never the other way round: a provider makes nobody known here.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from guard.accounts.account import AT_CONSOLE, Account, account_of
from guard.accounts.administration import ENDS_GRANTS, check_not_at_console
from guard.accounts.counter import COUNTER
from guard.accounts.kept import Kept, acting, existing
from guard.accounts.tables import accounts
from guard.refusals import NotSignedIn, RoleForbids, Unfit
from guard.roles import Role


class External(Kept):
    """Binding and finding external identities."""

    def of_external(self, issuer: str, subject: str) -> Account:
        """The account bound to this identity. Raises NotSignedIn when there is none, or it is disabled."""
        where = (accounts.c.issuer == issuer, accounts.c.subject == subject, accounts.c.disabled_at.is_(None))
        with self._engine.connect() as db:
            row = db.execute(sa.select(accounts).where(*where)).one_or_none()
        if row is None:
            raise NotSignedIn
        return account_of(row)

    def bind_external(self, account: str, issuer: str, subject: str, *, by: Account) -> Account:
        """Let this identity sign in as the account: by an administrator, for a resident's account at the counter.

        Ends the account's sessions, tokens and grants. Raises Unfit or NotSignedIn, and RoleForbids also for an
        administrator's or auditor's account: whoever bound theirs to an identity of their own would be them.
        """
        with self._writing() as db:
            _may_bind(db, account, by)
            check_not_at_console(existing(db, account).role)
            return _bound(db, account, {"issuer": issuer, "subject": subject})

    def bind_at_console(self, name: str, issuer: str, subject: str) -> Account:
        """The same for an administrator or auditor: for the machine's operator. Raises Unfit for any other role."""
        account = self.by_name(name).id
        with self._writing() as db:
            if existing(db, account).role not in AT_CONSOLE:
                raise Unfit("此账户须由管理员绑定。", "An administrator binds an identity to this account.")
            return _bound(db, account, {"issuer": issuer, "subject": subject})

    def unbind_external(self, account: str, *, by: Account) -> Account:
        """Take the identity away again, by whoever may bind one. Raises Unfit, RoleForbids or NotSignedIn."""
        with self._writing() as db:
            _may_bind(db, account, by)
            return _bound(db, account, {"issuer": None, "subject": None})


def _bound(db: Connection, account: str, values: dict[str, Any]) -> Account:
    try:
        db.execute(sa.update(accounts).where(accounts.c.id == account).values(**values, **ENDS_GRANTS))
    except sa.exc.IntegrityError:
        raise Unfit("此外部身份已绑定另一账户。", "This identity is bound to another account.") from None
    return existing(db, account)


def _may_bind(db: Connection, account: str, by: Account) -> None:
    acting(db, by, Role.ADMINISTRATOR, *COUNTER)
    resident = existing(db, account).role is Role.RESIDENT
    acting(db, by, *(COUNTER if resident else (Role.ADMINISTRATOR,)))
    if account == by.id:
        raise RoleForbids(
            "不能对自己的账户这样做，请由另一位管理员办理。", "Another administrator must do this to you."
        )
