"""What a record states: a node with properties, or a dated tie between two nodes; and how several records agree."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.model.base import SPAN_KEYS
from graph.model.dates import Span

Props = Mapping[str, Any]
Assertion = tuple[int, Props]
"""A record's number, and the properties it states (graph names, no None)."""
Subject = tuple[str, ...]
"""(label, id) of a node, or (type, source label, target label, source, target, key) of a tie."""


@dataclass(frozen=True, slots=True)
class NodeFact:
    """That a node is there, with these properties."""

    label: str
    id: str
    props: Props

    @property
    def subject(self) -> Subject:
        """What the fact is about; facts about the same subject are combined."""
        return (self.label, self.id)


@dataclass(frozen=True, slots=True)
class TieFact:
    """That two nodes are joined. ``key`` tells apart the ties of one type between the same two nodes."""

    type: str
    source_label: str
    source: str
    target_label: str
    target: str
    key: str
    props: Props

    @property
    def subject(self) -> Subject:
        """What the fact is about; facts about the same subject are combined."""
        return (self.type, self.source_label, self.target_label, self.source, self.target, self.key)


Fact = NodeFact | TieFact


def span_props(span: Span) -> dict[str, dt.date]:
    """A span as graph properties; an end that nobody can name, or that has not come, is absent."""
    ends = (span.since_earliest, span.since_latest, span.until_earliest, span.until_latest)
    return {key: end for key, end in zip(SPAN_KEYS, ends, strict=True) if end is not None}


def combine(assertions: Iterable[Assertion], *, dated: bool) -> dict[str, Any]:
    """What the records in force say of one subject, together.

    The newest record that states a property has the word; ``disputed`` names the properties on which they differ, and
    ``sources`` the records. The span of a ``dated`` subject (a tie) is one statement: its four ends, and those that are
    absent, come from the same record. Pure, so that a graph loaded step by step and one made anew are equal.
    """
    ordered = sorted(assertions, key=lambda a: a[0])
    if len(ordered) == 1:
        return {**ordered[0][1], "sources": [ordered[0][0]]}
    props: dict[str, Any] = {}
    disputed: set[str] = set()
    for at, (_, stated) in enumerate(ordered):
        disputed |= {k for k, v in stated.items() if k in props and props[k] != v}
        if dated and at:
            disputed |= {k for k in SPAN_KEYS if props.get(k) != stated.get(k)}
            props = {k: v for k, v in props.items() if k not in SPAN_KEYS}
        props = {**props, **stated}
    props["sources"] = [number for number, _ in ordered]
    if disputed:
        props["disputed"] = sorted(disputed)
    return props
