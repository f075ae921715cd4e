"""Accounts whose holder another party vouches for: an OpenID provider's issuer and subject.

An identity is bound to an account that exists, never the other way round: a provider makes nobody known here.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from guard.accounts.account import Account, account_of
from guard.accounts.administration import ENDS_GRANTS
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

        Ends the account's sessions, tokens and grants. Raises Unfit, RoleForbids or NotSignedIn.
        """
        return self._bind(account, {"issuer": issuer, "subject": subject}, by=by)

    def unbind_external(self, account: str, *, by: Account) -> Account:
        """Take the identity away again, by whoever may bind one. Raises Unfit, RoleForbids or NotSignedIn."""
        return self._bind(account, {"issuer": None, "subject": None}, by=by)

    def _bind(self, account: str, values: dict[str, Any], *, by: Account) -> Account:
        with self._writing() as db:
            _may_bind(db, account, by)
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
