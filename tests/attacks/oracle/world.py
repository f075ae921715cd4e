"""The district as the oracle knows it: nodes and dated ties, in memory, of which some values are canaries."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

OPEN_SINCE = dt.date(1949, 10, 1)


@dataclass(frozen=True, slots=True)
class Dates:
    """The four dates of a fact; two of one end are the same where it is sure."""

    since: tuple[dt.date | None, dt.date | None] = (OPEN_SINCE, OPEN_SINCE)
    until: tuple[dt.date | None, dt.date | None] = (None, None)

    def may_hold(self, day: dt.date) -> bool:
        """Certainly or possibly."""
        begun = self.since[0] is None or self.since[0] <= day
        return begun and (self.until[1] is None or self.until[1] > day)

    def holds(self, day: dt.date) -> bool:
        """Certainly."""
        begun = self.since[1] is not None and self.since[1] <= day
        return begun and (self.until[0] is None or self.until[0] > day)


ALWAYS = Dates()


@dataclass(slots=True)
class Node:
    """A node with its properties as the graph has them."""

    id: str
    label: str
    props: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Tie:
    """A relationship."""

    kind: str
    source: str
    target: str
    dates: Dates = ALWAYS
    props: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class World:
    """Everything there is, as of ``today``."""

    today: dt.date
    nodes: dict[str, Node] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    """The resident ID of a person, which stands in the graph sealed and as its keyed hash."""
    phones: dict[str, str] = field(default_factory=dict)

    def add(self, label: str, id: str, **props: Any) -> Node:  # noqa: A002 - the graph's own name
        """A new node."""
        self.nodes[id] = made = Node(id, label, props)
        return made

    def tie(self, kind: str, source: str, target: str, dates: Dates = ALWAYS, /, **props: Any) -> Tie:
        """A new relationship."""
        self.ties.append(made := Tie(kind, source, target, dates, props))
        return made

    def of(self, *kinds: str, source: str | None = None, target: str | None = None) -> Iterator[Tie]:
        """The ties of these kinds from and to these nodes."""
        for tie in self.ties:
            if tie.kind in kinds and source in (None, tie.source) and target in (None, tie.target):
                yield tie

    def ids(self, label: str, /, **props: Any) -> list[str]:
        """The ids of a label whose properties are these."""
        found = (n for n in self.nodes.values() if n.label == label)
        return [n.id for n in found if all(n.props.get(key) == value for key, value in props.items())]

    def label(self, node: str) -> str:
        """A node's label."""
        return self.nodes[node].label

    def community(self, node: str) -> str | None:
        """The community in which a node lies on today's tree."""
        found: str | None = self.nodes[node].props.get("community")
        return found

    def volunteer(self, post: str) -> bool:
        """Whether who holds the post is a volunteer."""
        return any(self.nodes[tie.target].props.get("volunteer") for tie in self.of("OF", source=post))
