"""Who may stand at a counter: only somebody who lives in the clerk's area, as the clerk's grant lets them see.

A person elsewhere, a minor whom the grant does not cover, and nobody at all look alike.
"""

from api.context import Asking
from api.errors import NotFound
from graph.model.codes import DataClass
from graph.model.dates import today
from graph.text import cypher

RESIDES = cypher(__file__, "resides")


async def check_resident(asking: Asking, person: str) -> None:
    """Note that the person is told of, or refuse. Raises NotFound, GrantNeeded, GrantWrong or RoleForbids."""
    access = asking.access
    access.need(DataClass.RESIDENT)
    parameters = {"person": person, "day": today(), **access.parameters()}
    if await asking.store.read_one(RESIDES, parameters) is None:
        raise NotFound
    access.shown.person(person, DataClass.RESIDENT)
