"""Who asks, for what purpose, in which area: parameters of every question, from the first one.

Every query that can return a person takes ``$communities``: the ids of the communities in the caller's area, or null
for the whole district. The area is resolved once a request, on today's tree (CYPHER, the area).
"""

import datetime as dt
from dataclasses import dataclass

from graph.model.codes import Codes
from graph.store import Store
from graph.text import cypher


class Purpose(Codes):
    """Why someone asks."""

    SERVICE = "service", "居民服务", "Service to residents"
    VERIFICATION = "verification", "台账核对", "Checking the ledgers"
    ORGANIZATION = "organization", "组织建设", "Organization building"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks."""

    name: str


@dataclass(frozen=True, slots=True)
class Area:
    """The communities a caller may see facts of, by id; None is the whole district."""

    communities: tuple[str, ...] | None = None

    def parameter(self) -> list[str] | None:
        """The value of ``$communities``."""
        return None if self.communities is None else list(self.communities)


@dataclass(frozen=True, slots=True)
class Access:
    """One request's caller, purpose and area."""

    caller: Caller
    purpose: Purpose
    area: Area


COMMUNITIES_UNDER = cypher(__file__, "communities_under")


async def area_under(store: Store, places: tuple[str, ...], *, day: dt.date) -> Area:
    """The area made of the subtrees below ``places``, on today's tree."""
    row = await store.read_one(COMMUNITIES_UNDER, {"places": list(places), "day": day})
    return Area(tuple(sorted(row["communities"])) if row else ())
