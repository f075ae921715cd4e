"""Let nobody sign in as an account, and end its sessions, tokens and grants."""

from functools import partial

from api.account_types import AccountSaid, said_account
from api.arguments import AccountId
from api.in_person import in_person
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text(
    "停用账户，其会话、令牌和授权随之失效", "Let nobody sign in as an account, and end its sessions, tokens and grants"
)
KIND = ActKind.ACCOUNT


async def disable_account(info: Given, account: AccountId) -> AccountSaid | None:
    """Raises RoleForbids or Unfit."""
    asking = info.context
    done = await in_person(asking, partial(asking.gate.accounts.disable, asking.account, str(account)))
    return await said_account(asking.store, done)
