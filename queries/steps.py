"""A selection: which properties of a node, and which steps from it to the next, with every date and page said.

It knows nothing of GraphQL. ``queries.steps_cypher`` turns it into the text of one query; the answer comes back as
lists in the order of the selection, since a list costs half of what a map does (CYPHER, pages and nesting).
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto

from graph.model import NODES, RELATIONSHIPS, NodeType, Prop, RelType, Step
from queries.picking import Condition, Key, Order


class Fact(Enum):
    """What every node or dated fact says besides its own properties."""

    ID = auto()
    SINCE = auto()
    UNTIL = auto()
    CERTAINTY = auto()
    SOURCES = auto()
    DISPUTED = auto()


@dataclass(frozen=True, slots=True)
class Way:
    """A relationship type, walked from one of its ends."""

    type: RelType
    forward: bool

    @property
    def step(self) -> Step:
        """Its name from this end."""
        return self.type.forward if self.forward else self.type.backward

    @property
    def near(self) -> tuple[str, ...]:
        """Labels on the end that one stands at."""
        return self.type.sources if self.forward else self.type.targets

    @property
    def far(self) -> tuple[str, ...]:
        """Labels on the end that one goes to."""
        return self.type.targets if self.forward else self.type.sources


@dataclass(frozen=True, slots=True)
class Shape:
    """What is read of a node: a row is its variant, its properties, the records it stands on, its steps' pages."""

    labels: tuple[str, ...]
    props: tuple[Prop | Fact, ...] = ()
    walks: tuple["Walk", ...] = ()


@dataclass(frozen=True, slots=True)
class Walk:
    """One page of a step: a row is its key, its facts, then one row of each shape of the far node; a fact about a
    person ends with whom it is about (``steps_cypher.subject_of``).

    ``day`` is None for the day of the question; ``history`` asks for facts of every day. ``counted``: the page comes as
    [rows, how many there are in all].
    """

    way: Way
    facts: tuple[Prop | Fact, ...] = ()
    far: tuple[Shape, ...] = ()
    first: int = 20
    after: Key | None = None
    day: dt.date | None = None
    history: bool = False
    where: tuple[Condition, ...] = ()
    order: Order | None = None
    counted: bool = False


def ways_from(label: str) -> tuple[Way, ...]:
    """Every step that the model allows from a node of this label, forward ones first."""
    types = RELATIONSHIPS.values()
    forward = [Way(t, True) for t in types if label in t.sources]
    return (*forward, *(Way(t, False) for t in types if label in t.targets))


def order_prop(declared: NodeType) -> str:
    """The property that pages of this type are ordered by: its unique code, or a person's name.

    A code is unique and its constraint's index is in order, so a page needs neither a sort nor a second key.
    """
    return "name" if declared.personal else "code"


def is_listed(label: str) -> bool:
    """Whether nodes of a type may be listed at the root: not people, nor what only private ties lead to."""
    return not NODES[label].personal and not all(way.type.private for way in ways_from(label))
