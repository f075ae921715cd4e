"""Take a password away and give a one-time code, which ends sessions, tokens and grants."""

from functools import partial

from api.account_types import InvitationSaid, said_invitation
from api.arguments import AccountId
from api.in_person import in_person
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text(
    "收回密码并给出一次性代码，其会话、令牌和授权随之失效",
    "Take a password away and give a one-time code, which ends sessions, tokens and grants",
)
KIND = ActKind.ACCOUNT


async def reset_account(info: Given, account: AccountId) -> InvitationSaid | None:
    """Raises RoleForbids or Unfit."""
    asking = info.context
    done = await in_person(asking, partial(asking.gate.accounts.reset, asking.account, str(account)))
    return await said_invitation(asking.store, done)
