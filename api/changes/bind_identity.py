"""Let an OpenID identity sign in as an account, which ends sessions, tokens and grants."""

from functools import partial

from api.account_types import AccountSaid, said_account
from api.arguments import AccountId, Issuer, Subject
from api.counter import check_holder
from api.in_person import in_person
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text(
    "绑定单点登录身份，其会话、令牌和授权随之失效",
    "Let an OpenID identity sign in as an account, which ends sessions, tokens and grants",
)
KIND = ActKind.ACCOUNT


async def bind_identity(info: Given, account: AccountId, issuer: Issuer, subject: Subject) -> AccountSaid | None:
    """Raises RoleForbids or Unfit; for a resident's account also GrantNeeded or NotFound."""
    asking = info.context
    await check_holder(asking, str(account))
    done = await in_person(
        asking, partial(asking.gate.accounts.bind_external, str(account), issuer, subject, by=asking.account)
    )
    return await said_account(asking.store, done)
