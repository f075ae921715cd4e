"""Give an account another role and its area, which ends its sessions, tokens and grants."""

from functools import partial

from api.account_types import AccountSaid, said_account
from api.areas import checked_places
from api.arguments import AccountId, Places, RoleName
from api.in_person import in_person
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind
from guard.roles import Role

ABOUT = Text(
    "改角色及辖区，其会话、令牌和授权随之失效",
    "Give an account another role and its area, which ends its sessions, tokens and grants",
)
KIND = ActKind.ACCOUNT


async def set_role(info: Given, account: AccountId, role: RoleName, area: Places = None) -> AccountSaid | None:
    """Raises RoleForbids or Unfit."""
    asking = info.context
    places = await checked_places(asking.store, area)
    done = await in_person(
        asking, partial(asking.gate.accounts.set_role, asking.account, str(account), role=Role.of(role), area=places)
    )
    return await said_account(asking.store, done)
