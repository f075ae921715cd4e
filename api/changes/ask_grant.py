"""A grant of one's own is asked for; another person approves it."""

import asyncio
from functools import partial

from api.areas import area_of, checked_places
from api.arguments import Case, Classes, PurposeName, Since, Until, WithinArea
from api.grant_types import GrantSaid, said_grant
from api.roots import Given
from graph.model import Text
from graph.model.codes import DataClass
from graph.model.dates import today
from guard.audit.act import ActKind
from guard.grants import Wish
from guard.purposes import Purpose

ABOUT = Text("申请授权，由另一人批准", "Ask for a grant of one's own, which another person approves")
KIND = ActKind.GRANT


async def ask_grant(
    info: Given,
    purpose: PurposeName,
    case: Case,
    classes: Classes,
    until: Until,
    since: Since = None,
    area: WithinArea = None,
) -> GrantSaid | None:
    """The grant, which waits. Raises RoleForbids or Unfit."""
    asking = info.context
    places = await checked_places(asking.store, area)
    wanted = frozenset(map(DataClass.of, classes))
    wish = Wish(Purpose.of(purpose), case, wanted, since or today(), until, places)
    within = await area_of(asking)
    grant = await asyncio.to_thread(partial(asking.gate.grants.ask, asking.account, wish, within=within))
    return await said_grant(asking.store, grant)
