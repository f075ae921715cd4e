"""All accounts, for an administrator."""

import asyncio

from api.account_types import AccountSaid, said_accounts
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text("全部账户，按登录名排序；仅限管理员", "All accounts by name, for an administrator")
KIND = ActKind.ACCOUNT


async def accounts(info: Given) -> list[AccountSaid] | None:
    """Raises RoleForbids for anybody else."""
    asking = info.context
    found = await asyncio.to_thread(asking.gate.accounts.accounts, asking.account)
    return await said_accounts(asking.store, found)
