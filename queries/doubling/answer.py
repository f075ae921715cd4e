"""What a doubling rule's answer looks like."""

import datetime as dt
from dataclasses import dataclass

from graph.model.dates import Certainty, Moment
from graph.model.nodes.doubling_rule import CountedOver, Linkage, RuleKind
from graph.model.nodes.place import Level
from queries.doubling.posts import Appointment
from queries.doubling.states import State
from queries.doubling.tree import Target
from queries.shapes import Holder


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule, as data."""

    id: str
    code: str
    zh: str | None
    en: str | None
    linkage: Linkage
    ancestor_level: Level | None
    kind: RuleKind
    counted_over: CountedOver


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats of one side. ``unfilled`` are surely unfilled; ``possibly_unfilled`` those and the doubtful ones."""

    total: int
    unfilled: int
    possibly_unfilled: int


@dataclass(frozen=True, slots=True)
class Doubler:
    """Someone who holds both sides, since when, and the appointments that prove it, renewals included."""

    holder: Holder
    certainty: Certainty
    since: Moment
    proof: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A counted place, or a left holder, with its state.

    ``exists`` is about the day: a place that only possibly exists is counted only as a possibility. ``possible`` names
    the states of an UNCERTAIN one, else the one state. ``places`` are the targets of the posts involved.
    """

    place: Target | None
    holder: Holder | None
    exists: Certainty
    state: State
    possible: tuple[State, ...]
    left: tuple[Appointment, ...]
    right: tuple[Appointment, ...]
    doublers: tuple[Doubler, ...]
    left_seats: Seats
    right_seats: Seats
    places: tuple[Target, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """Certainly … possibly doubled, over those that exist on the day (certainly … possibly)."""

    certainly: int
    possibly: int
    total: int
    total_possibly: int


@dataclass(frozen=True, slots=True)
class GroupRate:
    """The rate of one place, such as a town."""

    place: Target
    rate: Rate


@dataclass(frozen=True, slots=True)
class Doubling:
    """A rule's answer on a day. ``withheld``: posts outside the area might be linked to some of these."""

    day: dt.date
    rule: RuleRow
    in_force: Certainty
    findings: tuple[Finding, ...]
    rate: Rate
    groups: tuple[GroupRate, ...]
    withheld: bool

    @property
    def conflicts(self) -> tuple[Finding, ...]:
        """The certain doublings of a forbidden rule; doubtful ones are UNCERTAIN findings."""
        forbidden = self.rule.kind is RuleKind.FORBIDDEN
        return tuple(each for each in self.findings if forbidden and each.state is State.DOUBLED)
