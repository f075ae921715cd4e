"""Signing in by password, and the sessions that follow.

An unknown name, a wrong password, a disabled account and one without a password are told apart by nothing: neither the
sentence nor the work done. A session ends after half an hour unused and after twelve hours in any case, with the
account's disabling, with its password, and with its role.
"""

import datetime as dt
import hmac
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from guard.accounts import throttle
from guard.accounts.account import Account, account_of, moment, name_key
from guard.accounts.kept import AccountRow, Kept, acting
from guard.accounts.passwords import check_password
from guard.accounts.secrets import fingerprint, new_secret
from guard.accounts.tables import accounts, sessions
from guard.refusals import NotSignedIn

IDLE, LONGEST = 30 * 60, 12 * 3600
"""Seconds: unused, and in all."""
NOTED_EVERY = 60
"""Seconds between two notes that a session is in use, so that not every question costs a write."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has just begun; ``secret`` is for the cookie, and is kept nowhere else."""

    account: Account
    secret: str = field(repr=False)
    ends: dt.datetime


class SignIn(Kept):
    """Passwords and sessions."""

    def sign_in(self, name: str, password: str, *, origin: str | None) -> SignedIn:
        """Begin a session. ``origin`` is the caller's address, None for the console.

        Raises NotSignedIn, or TooOften when the name or the origin must wait.
        """
        row = self._known(name, password, origin)
        with self._writing() as db:
            return self._begun(db, row)

    def known(self, name: str, password: str, *, origin: str | None) -> Account:
        """Who this is, for a single act without a session. Raises NotSignedIn or TooOften."""
        return account_of(self._known(name, password, origin))

    def begin_session(self, account: Account) -> SignedIn:
        """Begin a session for someone whom another party vouches for (OIDC). Raises NotSignedIn when disabled."""
        with self._writing() as db:
            return self._begun(db, acting(db, account))

    def of_session(self, secret: str, *, used: bool = True) -> Account:
        """Whose session this is, as the account is now. Raises NotSignedIn.

        ``used``: somebody acts. What goes on by itself, such as a watch, keeps no session alive.
        """
        now, key = self._now(), fingerprint(secret)
        query = (
            sa.select(accounts, sessions.c.seen_at)
            .join(sessions, sessions.c.account == accounts.c.id)
            .where(sessions.c.secret == key, sessions.c.credentials == accounts.c.credentials)
            .where(accounts.c.disabled_at.is_(None))
            .where(sessions.c.seen_at > now - IDLE, sessions.c.begun_at > now - LONGEST)
        )
        with self._engine.connect() as db:
            row = db.execute(query).one_or_none()
        if row is None:
            raise NotSignedIn
        if used and row.seen_at <= now - NOTED_EVERY:
            with self._writing() as db:
                db.execute(sa.update(sessions).where(sessions.c.secret == key).values(seen_at=now))
        return account_of(row)

    def sign_out(self, secret: str) -> None:
        """End this session; nothing happens when there is none."""
        with self._writing() as db:
            db.execute(sa.delete(sessions).where(sessions.c.secret == fingerprint(secret)))

    def change_password(self, account: Account, old: str, *, new: str, origin: str | None) -> None:
        """Change one's own password, and end all of one's sessions. Raises NotSignedIn, TooOften or Unfit."""
        check_password(new, name=account.name)
        row = self._known(account.name, old, origin)
        hashed = self._passwords.hash(new)
        with self._writing() as db:
            if not self._update(db, row.id, accounts.c.credentials == row.credentials, password=hashed):
                raise NotSignedIn  # disabled, reset or changed while the hash was being made

    def of_code(self, name: str, code: str, *, origin: str | None) -> Account:
        """Whose one-time code this is; it is not used up. Raises NotSignedIn or TooOften."""
        row = self._of_code(name, code, origin)
        with self._writing() as db:
            throttle.succeeded(db, name, origin)
        return account_of(row)

    def set_password(self, name: str, code: str, *, new: str, origin: str | None) -> Account:
        """Use the one-time code of an invitation or a reset. Raises NotSignedIn, TooOften or Unfit."""
        check_password(new, name=name)
        row = self._of_code(name, code, origin)
        hashed = self._passwords.hash(new)
        with self._writing() as db:
            same = accounts.c.code == row.code
            used = self._update(db, row.id, same, password=hashed, code=None, code_until=None)
            if not used:  # the code was used, or taken back, while the hash was being made
                raise NotSignedIn
            throttle.succeeded(db, name, origin)
            return account_of(acting(db, account_of(row)))

    def _of_code(self, name: str, code: str, origin: str | None) -> AccountRow:
        """The account whose one-time code this is, after the attempt has been counted."""
        row = self._attempt(name, origin)
        given, kept = fingerprint(code.strip().lower()), (row.code if row else None) or ""
        if row is None or not hmac.compare_digest(given, kept) or row.code_until <= self._now() or row.disabled_at:
            raise NotSignedIn
        return row

    def _known(self, name: str, password: str, origin: str | None) -> AccountRow:
        """The account whose password this is; the same work whatever is wrong. Raises NotSignedIn or TooOften."""
        row = self._attempt(name, origin)
        fits = self._passwords.fits(row.password if row else None, password)
        if row is None or not fits or row.disabled_at is not None:
            raise NotSignedIn
        with self._writing() as db:
            throttle.succeeded(db, name, origin)
        if self._passwords.outdated(row.password):
            self._rehash(row, password)
        return row

    def _attempt(self, name: str, origin: str | None) -> AccountRow | None:
        """The account of the name, after the attempt has been counted. Raises TooOften."""
        with self._writing() as db:
            throttle.begin(db, throttle.keys_of(name, origin), now=self._now())
            return db.execute(sa.select(accounts).where(accounts.c.name_key == name_key(name))).one_or_none()

    def _rehash(self, row: AccountRow, password: str) -> None:
        hashed = self._passwords.hash(password)
        with self._writing() as db:
            same = sa.and_(accounts.c.id == row.id, accounts.c.password == row.password)
            db.execute(sa.update(accounts).where(same).values(password=hashed))

    def _begun(self, db: Connection, row: AccountRow) -> SignedIn:
        """A session under the credentials that were read with the row: had they ended since, it is born ended."""
        now, secret = self._now(), new_secret()
        ended = sa.or_(sessions.c.seen_at <= now - IDLE, sessions.c.begun_at <= now - LONGEST)
        db.execute(sa.delete(sessions).where(ended))
        values = {"account": row.id, "credentials": row.credentials, "begun_at": now, "seen_at": now}
        db.execute(sa.insert(sessions).values(secret=fingerprint(secret), **values))
        return SignedIn(account_of(row), secret, moment(now + LONGEST))

    def _update(self, db: Connection, account: str, *more: sa.ColumnElement[bool], **values: object) -> bool:
        """Write to an account that is not disabled, and end its sessions."""
        where = (accounts.c.id == account, accounts.c.disabled_at.is_(None), *more)
        done = db.execute(sa.update(accounts).where(*where).values(credentials=accounts.c.credentials + 1, **values))
        return done.rowcount == 1
