"""What results are made of. A row is a frozen dataclass; the cells of its query's list follow its fields in order."""

import datetime as dt
from dataclasses import dataclass

from graph.model.dates import Certainty, Span
from graph.model.nodes.house import HouseUse
from graph.model.nodes.organization import OrganizationKind
from graph.model.nodes.person import Sex
from graph.model.nodes.place import Level
from guard.suppression import SMALL


@dataclass(frozen=True, slots=True)
class Dated:
    """When a fact holds, and how sure it is on the day asked about. Four cells: the ends as text."""

    span: Span
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Resident:
    """A person in the register."""

    id: str
    name: str | None
    sex: Sex | None
    birth: dt.date | None


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a post. Of a ``volunteer``, who is protected as a resident is (DOMAIN 6), neither the name nor the
    id is told without a grant: by the id alone one could find them again in a post that is public.
    """

    id: str | None
    name: str | None
    volunteer: bool | None


@dataclass(frozen=True, slots=True)
class HouseRow:
    """A house."""

    id: str
    code: str | None
    address: str | None
    use: HouseUse | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of one of the five levels."""

    id: str
    code: str | None
    name: str | None
    level: Level | None


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """An organization."""

    id: str
    code: str | None
    name: str | None
    kind: OrganizationKind | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post."""

    id: str
    code: str | None
    title: str | None
    seats: int


@dataclass(frozen=True, slots=True)
class Small:
    """A count of residents. Withheld below five, and where it would tell another: ``count`` is None. One cell."""

    count: int | None
    withheld: bool


def small(count: int | None) -> Small:
    """A count of residents as it may be shown; None is one that ``guard.suppression`` has hidden."""
    return Small(None, True) if count is None or count < SMALL else Small(count, False)
