"""Take the OpenID identity away from an account."""

from functools import partial

from api.account_types import AccountSaid, said_account
from api.arguments import AccountId
from api.counter import check_holder
from api.in_person import in_person
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text("解除单点登录身份", "Take the OpenID identity away from an account")
KIND = ActKind.ACCOUNT


async def unbind_identity(info: Given, account: AccountId) -> AccountSaid | None:
    """Raises RoleForbids or Unfit; for a resident's account also GrantNeeded or NotFound."""
    asking = info.context
    await check_holder(asking, str(account))
    done = await in_person(asking, partial(asking.gate.accounts.unbind_external, str(account), by=asking.account))
    return await said_account(asking.store, done)
