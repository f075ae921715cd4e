"""Others' grants that wait for one's approval."""

import asyncio
from functools import partial

from api.areas import area_to_decide
from api.grant_types import GrantSaid, said_grants
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text("待我批准的授权，新的在前", "Others' grants that wait for my approval, the latest first")
KIND = ActKind.GRANT


async def grants_waiting(info: Given) -> list[GrantSaid] | None:
    """Those in one's area. Raises RoleForbids for an account that approves none."""
    asking = info.context
    within = await area_to_decide(asking)
    found = await asyncio.to_thread(partial(asking.gate.grants.waiting, asking.account, within=within))
    return await said_grants(asking.store, found)
