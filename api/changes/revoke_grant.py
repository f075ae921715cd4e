"""End a grant at once: one's own, or one that one answers for."""

import asyncio
from functools import partial

from api.areas import area_to_decide
from api.arguments import GrantId, Why
from api.grant_types import GrantSaid, said_grant
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind
from guard.grants import Reason

ABOUT = Text("立即终止授权：本人的，或可过问的", "End a grant at once: one's own, or one that one answers for")
KIND = ActKind.GRANT


async def revoke_grant(info: Given, grant: GrantId, reason: Why) -> GrantSaid | None:
    """By a token too, as it only takes away. Raises GrantWrong or Unfit."""
    asking = info.context
    within = await area_to_decide(asking)
    done = await asyncio.to_thread(
        partial(asking.gate.grants.revoke, str(grant), asking.account, reason=Reason.of(reason), within=within)
    )
    return await said_grant(asking.store, done)
