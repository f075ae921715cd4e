"""What results are made of. A row is a frozen dataclass; the cells of its query's list follow its fields in order."""

import datetime as dt
from dataclasses import dataclass

from graph.model.dates import Certainty, Span
from graph.model.nodes.house import HouseUse
from graph.model.nodes.organization import OrganizationKind
from graph.model.nodes.person import Sex
from graph.model.nodes.place import Level

SMALL = 5
"""Counts of residents below this are suppressed (DOMAIN 6)."""


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
    """A person in a post. The name of a ``volunteer`` is protected as a resident's (DOMAIN 6)."""

    id: str
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
    """A count of residents. Below five it is withheld: ``count`` is None and ``withheld`` says so. One cell."""

    count: int | None
    withheld: bool


def small(count: int | None, *, hidden: bool = False) -> Small:
    """Suppress a count of residents. ``hidden``: a complementary cell, which could be subtracted, is suppressed."""
    if count is None or hidden or count < SMALL:
        return Small(None, True)
    return Small(count, False)
