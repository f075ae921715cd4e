"""Accesses for tests that ask queries directly: the widest one there is, and those that lack something."""

from graph.model.codes import DataClass
from guard.access import Access, Area, Caller, Grounds
from guard.matrix import UNDER_GRANT
from guard.purposes import Purpose
from guard.roles import Role

DISTRICT = Area()


def everything(area: Area = DISTRICT) -> Access:
    """An investigator's access under a grant that opens every class."""
    return granted(Purpose.INQUIRY, area, *UNDER_GRANT[Role.INVESTIGATOR, Purpose.INQUIRY])


def granted(purpose: Purpose, area: Area, *classes: DataClass) -> Access:
    """An investigator's access under a grant of these classes."""
    caller = Caller("tester", "tester", Role.INVESTIGATOR)
    return Access(caller, area, Grounds("grant", purpose, "case", frozenset(classes)))


def ungranted(role: Role = Role.ANALYST, area: Area = DISTRICT) -> Access:
    """An access without a grant."""
    return Access(Caller("tester", "tester", role), area)
