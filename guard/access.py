"""Who asks, on what grounds, in which area: what every question is asked with.

Every query that can return a person takes ``$communities``: the ids of the communities in the caller's area, with those
of the towns and the district that lie wholly in it, or null for everything. The area is resolved once a request, on
today's tree (CYPHER, the area).
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from graph.model.codes import DataClass
from graph.model.dates import today
from graph.store import Store
from graph.text import cypher
from guard.matrix import by_role, grantable
from guard.purposes import Purpose
from guard.refusals import GrantNeeded, GrantWrong, RoleForbids
from guard.roles import Role
from guard.shown import Shown, Why

GROWN = 14
"""From this birthday on a person is no minor in the law's sense (PIPL 31)."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: an account. ``id`` is what the audit names."""

    id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Area:
    """What a caller may see facts of: places by id, down to the community; None is everything."""

    communities: tuple[str, ...] | None = None

    def parameter(self) -> list[str] | None:
        """The value of ``$communities``."""
        return None if self.communities is None else list(self.communities)


@dataclass(frozen=True, slots=True)
class Grounds:
    """The grant that a request names: why, in which case, and which classes it opens."""

    grant: str
    purpose: Purpose
    case: str
    classes: frozenset[DataClass]


@dataclass(frozen=True, slots=True)
class Access:
    """One request: its caller, its area, its grounds if it names a grant, and what it has shown so far."""

    caller: Caller
    area: Area
    grounds: Grounds | None = None
    shown: Shown = field(default_factory=Shown, compare=False)

    @property
    def classes(self) -> frozenset[DataClass]:
        """Every class of data that this request may read."""
        return by_role(self.caller.role) | (self.grounds.classes if self.grounds else frozenset())

    def sees(self, data_class: DataClass) -> bool:
        """Whether this request may read the class."""
        return data_class in self.classes

    def need(self, data_class: DataClass) -> None:
        """Refuse a request that asks for a class it may not read. Raises Refusal."""
        if self.sees(data_class):
            return
        if not grantable(self.caller.role, data_class):
            raise RoleForbids(
                f"您的角色（{self.caller.role.zh}）不能查询“{data_class.zh}”类信息。",
                f"Your role ({self.caller.role.en}) does not read data of the class {data_class.en}.",
            )
        if self.grounds is None:
            raise GrantNeeded(
                f"查询“{data_class.zh}”类信息须有授权：请在 X-Jingwei-Grant 中写明授权编号。",
                f"Data of the class {data_class.en} need a grant: name it in X-Jingwei-Grant.",
            )
        raise GrantWrong(
            f"该授权不包括“{data_class.zh}”类信息。", f"This grant does not open the class {data_class.en}."
        )

    def note_residents(self, what: str) -> None:
        """Note what an answer about residents leaves out, in the same words whether or not there was any of it."""
        if self.area.communities is not None:
            self.shown.withhold(what, Why.AREA)
        if not self.sees(DataClass.MINOR):
            self.shown.withhold(what, Why.CLASS, DataClass.MINOR)

    def note_holders(self, what: str) -> None:
        """The same of an answer about the holders of posts."""
        if self.area.communities is not None:
            self.shown.withhold(what, Why.AREA)
        if not self.sees(DataClass.RESIDENT):
            self.shown.withhold(what, Why.CLASS, DataClass.RESIDENT)

    def parameters(self) -> dict[str, Any]:
        """What every query text may name: the area, and whether volunteers and minors may be told of.

        ``$grown`` is the last birthday of those who are no minors today; who has no birthday is taken for a minor.
        Raises RoleForbids for a caller who reads no data at all: no query can be asked without these.
        """
        self.need(DataClass.OPEN)
        return {
            "communities": self.area.parameter(),
            "residents": self.sees(DataClass.RESIDENT),
            "minors": self.sees(DataClass.MINOR),
            "grown": grown_on(today()),
        }


def grown_on(day: dt.date) -> dt.date:
    """The latest day of birth of someone who is fourteen on ``day``."""
    try:
        return day.replace(year=day.year - GROWN)
    except ValueError:  # 29 February: who was born on it has a birthday on 1 March in other years
        return dt.date(day.year - GROWN, 2, 28)


COMMUNITIES_UNDER = cypher(__file__, "communities_under")


async def area_under(store: Store, places: tuple[str, ...], *, day: dt.date) -> Area:
    """The area made of the subtrees below ``places``, on today's tree."""
    row = await store.read_one(COMMUNITIES_UNDER, {"places": list(places), "day": day})
    return Area(tuple(sorted(row["communities"])) if row else ())
