"""Residents' accounts: opened at a counter, by a clerk or steward who has seen the person and a document.

Who did it and the document's kind are kept, its number is not. That the person lives in the clerk's area is for the
caller of this module to find out, as it takes the graph.
"""

import sqlalchemy as sa

from guard.accounts.account import Account, DocumentKind, Invited
from guard.accounts.administration import ENDS_GRANTS
from guard.accounts.kept import Kept, acting
from guard.accounts.making import invited, made
from guard.accounts.tables import accounts
from guard.refusals import Unfit
from guard.roles import Role

COUNTER = (Role.STEWARD, Role.COMMUNITY_OFFICER)


class Counter(Kept):
    """Opening, renewing and forgetting residents' accounts. ``person`` is the person's id in the graph."""

    def open_resident(self, by: Account, name: str, *, person: str, document: DocumentKind) -> Invited:
        """An account bound to a person, one a person. Raises Unfit, RoleForbids or NotSignedIn."""
        with self._writing() as db:
            acting(db, by, *COUNTER)
            if db.execute(sa.select(accounts.c.id).where(accounts.c.person == person)).first():
                raise Unfit("此人已有账户，请改为重置。", "This person has an account already: renew it.")
            account = made(db, name, Role.RESIDENT, by=by.id, now=self._now(), person=person, document=document)
            return invited(db, account.id, now=self._now())

    def renew_resident(self, by: Account, *, person: str, document: DocumentKind) -> Invited:
        """A new one-time code for a resident who is at the counter again. Raises Unfit, RoleForbids or NotSignedIn."""
        values = {"password": None, "document": document, "disabled_at": None} | ENDS_GRANTS
        with self._writing() as db:
            acting(db, by, *COUNTER)
            account = db.execute(sa.select(accounts.c.id).where(accounts.c.person == person)).scalar()
            if account is None:
                raise Unfit("此人没有账户。", "This person has no account.")
            return invited(db, account, now=self._now(), values=values)

    def forget_person(self, person: str) -> bool:
        """For the erasure of a person: their account loses its name, its binding and every way in. True if it existed.

        The row stays, so that what the audit says of its id keeps its shape.
        """
        erased = {"person": None, "password": None, "code": None, "issuer": None, "subject": None, "document": None}
        named = {"name": accounts.c.id, "name_key": accounts.c.id, "disabled_at": self._now()}
        with self._writing() as db:
            where = accounts.c.person == person
            done = db.execute(sa.update(accounts).where(where).values(**erased, **named, **ENDS_GRANTS))
        return done.rowcount == 1
