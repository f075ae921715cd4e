"""Accounts and script tokens as GraphQL shows them; secrets in an answer are shown once."""

import datetime as dt
from collections.abc import Sequence

import strawberry

from api.areas import names_of
from api.said_types import AreaPlace, Words, places, words
from api.words import both
from graph.store import Store
from guard.accounts import Account, Invited, NewToken, Token
from guard.roles import Role


@strawberry.type(name="Account", description=both("一个账户", "An account"))
class AccountSaid:
    """An account as administrators see it."""

    id: strawberry.ID = strawberry.field(description=both("账户编号", "Its id"))
    name: str | None = strawberry.field(
        description=both("登录名；居民的只在窗口显示", "Sign-in name; a resident's is shown at the counter alone")
    )
    role: Role = strawberry.field(description=both("角色", "Role"))
    role_said: Words = strawberry.field(description=both("角色的说法", "The role in words"))
    area: list[AreaPlace] | None = strawberry.field(description=both("辖区；空为全区", "Area; none: whole district"))
    approves: bool = strawberry.field(description=both("可批准他人的授权", "Whether it approves others' grants"))
    external: bool = strawberry.field(description=both("已绑定单点登录", "Whether single sign-on is bound to it"))
    disabled: bool = strawberry.field(description=both("已停用", "Whether it is disabled"))
    made_by: str = strawberry.field(description=both("开立者", "Who made it: an account's id, or how it came to be"))
    made_on: dt.date = strawberry.field(description=both("开立之日", "The day it was made"))


@strawberry.type(name="Invitation", description=both("账户及其一次性代码", "An account, and its one-time code"))
class InvitationSaid:
    """What an administrator or a counter hands to the account's holder."""

    account: AccountSaid = strawberry.field(description=both("账户", "The account"))
    code: str = strawberry.field(description=both("一次性代码，只显示这一次", "The one-time code, shown this once"))
    until: dt.date = strawberry.field(description=both("代码有效至", "The day the code is good until"))


@strawberry.type(name="Token", description=both("脚本用的令牌", "A token by which a script asks"))
class TokenSaid:
    """A token without its secret."""

    id: strawberry.ID = strawberry.field(description=both("令牌编号", "Its id"))
    label: str = strawberry.field(description=both("用途", "What it is for"))
    grant: strawberry.ID | None = strawberry.field(description=both("只用于这项授权", "The one grant it is bound to"))
    made_on: dt.date = strawberry.field(description=both("签发之日", "The day it was made"))
    until: dt.date = strawberry.field(description=both("有效至", "The day it is good until"))
    ended: bool = strawberry.field(description=both("已失效", "Whether it has ended"))


@strawberry.type(name="NewToken", description=both("新令牌及其内容", "A new token, and its secret"))
class NewTokenSaid:
    """A token as it is shown once."""

    token: TokenSaid = strawberry.field(description=both("令牌", "The token"))
    secret: str = strawberry.field(description=both("令牌内容，只显示这一次", "The secret, shown this once"))


async def said_accounts(store: Store, accounts: Sequence[Account]) -> list[AccountSaid]:
    """Accounts with the names of their places, which are looked up once for all."""
    names = await names_of(store, *(account.area for account in accounts))
    return [
        AccountSaid(
            id=strawberry.ID(account.id),
            name=None if account.role is Role.RESIDENT else account.name,
            role=account.role,
            role_said=words(account.role),
            area=places(account.area, names),
            approves=account.approves,
            external=account.external,
            disabled=account.disabled,
            made_by=account.made_by,
            made_on=account.made_at.date(),
        )
        for account in accounts
    ]


async def said_account(store: Store, account: Account) -> AccountSaid:
    """One account."""
    return (await said_accounts(store, [account]))[0]


async def said_invitation(store: Store, invited: Invited) -> InvitationSaid:
    """An account with its code, under its name: for a resident's too, as whoever has this is at the counter."""
    account = await said_account(store, invited.account)
    account.name = invited.account.name
    return InvitationSaid(account=account, code=invited.code, until=invited.until.date())


def said_token(token: Token) -> TokenSaid:
    """A token as its holder sees it later."""
    return TokenSaid(
        id=strawberry.ID(token.id),
        label=token.label,
        grant=strawberry.ID(token.grant) if token.grant else None,
        made_on=token.made_at.date(),
        until=token.until.date(),
        ended=token.ended,
    )


def said_new_token(made: NewToken) -> NewTokenSaid:
    """A token as it is shown once."""
    return NewTokenSaid(token=said_token(made.token), secret=made.secret)
