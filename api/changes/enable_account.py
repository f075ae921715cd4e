"""Let its holder sign in again; what the disabling ended stays ended."""

from functools import partial

from api.account_types import AccountSaid, said_account
from api.arguments import AccountId
from api.in_person import in_person
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text("恢复账户；停用时失效的不恢复", "Let its holder sign in again; what the disabling ended stays ended")
KIND = ActKind.ACCOUNT


async def enable_account(info: Given, account: AccountId) -> AccountSaid | None:
    """Raises RoleForbids or Unfit."""
    asking = info.context
    done = await in_person(asking, partial(asking.gate.accounts.enable, asking.account, str(account)))
    return await said_account(asking.store, done)
