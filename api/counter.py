"""Who may stand at a counter: only somebody who lives in the clerk's area, as the clerk's grant lets them see.

A person elsewhere, a minor whom the grant does not cover, and nobody at all look alike.
"""

import asyncio

from api.context import Asking
from api.errors import NotFound
from graph.model.codes import DataClass
from graph.model.dates import today
from graph.text import cypher
from guard.accounts.counter import COUNTER
from guard.refusals import Unfit
from guard.subject.area import needed

RESIDES = cypher(__file__, "resides")


async def check_resident(asking: Asking, person: str) -> None:
    """Note that the person is told of, or refuse. Raises NotFound, GrantNeeded, GrantWrong or RoleForbids."""
    access = asking.access
    access.need(DataClass.RESIDENT)
    parameters = {"person": person, "day": today(), **access.parameters()}
    row = await asking.store.read_one(RESIDES, parameters)
    if row is None:
        raise NotFound
    access.shown.person(person, *needed(minor=row["minor"]))


async def check_holder(asking: Asking, account: str) -> None:
    """The same of a resident who is named by their account, for the roles of a counter; others handle no resident's.

    An account of nobody here, a colleague's and none at all look alike. Raises as ``check_resident``.
    """
    if asking.account.role not in COUNTER:
        return
    try:
        held = await asyncio.to_thread(asking.gate.accounts.by_id, account)
    except Unfit:
        held = None
    await check_resident(asking, (held.person if held else None) or "")
