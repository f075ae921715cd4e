"""Approve what another person asked for."""

from functools import partial

from api.areas import area_to_decide
from api.arguments import GrantId
from api.grant_types import GrantSaid, said_grant
from api.in_person import in_person
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text("批准他人申请的授权", "Approve what another person asked for")
KIND = ActKind.GRANT


async def approve_grant(info: Given, grant: GrantId) -> GrantSaid | None:
    """Raises RoleForbids, GrantWrong or Unfit."""
    asking = info.context
    within = await area_to_decide(asking)
    done = await in_person(asking, partial(asking.gate.grants.approve, str(grant), asking.account, within=within))
    return await said_grant(asking.store, done)
