"""Tokens by which a script asks in its holder's name: a secret shown once, a label, an end, at will one grant.

A token ends with its holder's role, with a disabling and with a reset, and is not revived; a change of one's own
password leaves it, so that a yearly password does not stop a nightly script. A token never makes a token: that takes a
session.
"""

import datetime as dt
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from guard.accounts.account import Account, account_of, moment
from guard.accounts.kept import AccountRow, Kept, acting
from guard.accounts.secrets import fingerprint, new_id, new_secret
from guard.accounts.tables import accounts, tokens
from guard.refusals import GrantWrong, NotSignedIn, RoleForbids, Unfit
from guard.roles import Role

PREFIX = "jw_"
"""So that a scanner finds a token that was left in a file."""
LONGEST = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Token:
    """What its holder sees of a token later."""

    id: str
    label: str
    grant: str | None
    made_at: dt.datetime
    until: dt.datetime
    ended: bool


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token as it is shown once."""

    token: Token
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TokenUse:
    """A request that came with a token."""

    account: Account
    token: str
    grant: str | None

    def grant_for(self, named: str | None) -> str | None:
        """The grant that the request stands on, given the one it names. Raises GrantWrong when bound to another."""
        if self.grant and named and named != self.grant:
            raise GrantWrong("此令牌只能用于另一项授权。", "This token is bound to another grant.")
        return self.grant or named


class Tokens(Kept):
    """Script tokens."""

    def new_token(self, account: Account, label: str, *, until: dt.datetime, grant: str | None = None) -> NewToken:
        """A token of one's own, good until a moment at most a year ahead. Raises Unfit, RoleForbids or NotSignedIn."""
        end = int(until.timestamp())
        _check(label, end - self._now())
        with self._writing() as db:
            holder = acting(db, account)
            if holder.role == Role.RESIDENT:
                raise RoleForbids("居民账户不使用令牌。", "A resident's account has no tokens.")
            return issued(db, holder, label.strip(), now=self._now(), until=end, grant=grant)

    def of_token(self, secret: str) -> TokenUse:
        """Whose token this is, as the account is now. Raises NotSignedIn."""
        query = (
            sa.select(accounts, tokens.c.id.label("token"), tokens.c.grant)
            .join(tokens, tokens.c.account == accounts.c.id)
            .where(tokens.c.secret == fingerprint(secret), tokens.c.standing == accounts.c.standing)
            .where(accounts.c.disabled_at.is_(None), tokens.c.revoked_at.is_(None), tokens.c.until > self._now())
        )
        with self._engine.connect() as db:
            row = db.execute(query).one_or_none()
        if row is None:
            raise NotSignedIn
        return TokenUse(account_of(row), row.token, row.grant)

    def tokens_of(self, account: Account) -> list[Token]:
        """One's own tokens, the latest first, ended ones too."""
        query = (
            sa.select(tokens, accounts.c.standing.label("now_standing"))
            .join(accounts, accounts.c.id == tokens.c.account)
            .where(tokens.c.account == account.id)
            .order_by(tokens.c.made_at.desc(), tokens.c.id)
        )
        with self._engine.connect() as db:
            return [_token(row, self._now()) for row in db.execute(query)]

    def revoke_token(self, account: Account, token: str) -> None:
        """End a token of one's own for good. Raises Unfit when there is no such token of this account."""
        mine = (tokens.c.id == token, tokens.c.account == account.id, tokens.c.revoked_at.is_(None))
        with self._writing() as db:
            done = db.execute(sa.update(tokens).where(*mine).values(revoked_at=self._now()))
        if done.rowcount != 1:
            raise Unfit("您没有这个令牌，或它已被收回。", "You have no such token, or it was revoked before.")


def issued(
    db: Connection, holder: AccountRow, label: str, *, now: int, until: int, grant: str | None = None
) -> NewToken:
    """Write a new token of the account."""
    token, secret = new_id("t_"), new_secret(PREFIX)
    held = {"account": holder.id, "standing": holder.standing, "secret": fingerprint(secret), "made_at": now}
    db.execute(sa.insert(tokens).values(id=token, label=label, grant=grant, until=until, **held))
    return NewToken(Token(token, label, grant, moment(now), moment(until), ended=False), secret)


def _token(row: AccountRow, now: int) -> Token:
    ended = row.revoked_at is not None or row.until <= now or row.standing != row.now_standing
    return Token(row.id, row.label, row.grant, moment(row.made_at), moment(row.until), ended)


def _check(label: str, seconds: int) -> None:
    if not 1 <= len(label.strip()) <= 80:
        raise Unfit("请给令牌写一个不超过 80 字的用途说明。", "Give the token a label of at most 80 characters.")
    if not 0 < seconds <= LONGEST.total_seconds():
        raise Unfit("令牌的期限须在一年以内。", "A token's end lies within a year from now.")
