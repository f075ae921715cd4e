"""Others' grants that one answers for: to decide on, or to revoke."""

import asyncio
from functools import partial

from api.areas import area_to_decide
from api.grant_types import GrantSaid, said_grants
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text("我可过问的他人授权，新的在前", "Others' grants that I may decide on or revoke, the latest first")
KIND = ActKind.GRANT


async def grants_over(info: Given) -> list[GrantSaid] | None:
    """Those in one's area. Raises RoleForbids for an account that approves none."""
    asking = info.context
    within = await area_to_decide(asking)
    found = await asyncio.to_thread(partial(asking.gate.grants.over, asking.account, within=within))
    return await said_grants(asking.store, found)
