"""What answers from one thing to another are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from queries.network.closed_list import TieKind
from queries.network.nodes import NetworkNode, Nodes
from queries.network.ties import Tie
from queries.rows import Rows
from queries.shapes import Dated, Holder


@dataclass(frozen=True, slots=True)
class NetworkTie:
    """路上的一条关系 / A tie on the way. ``forward``: it points from the step before to this one."""

    kind: TieKind
    forward: Annotated[bool, Text("是否由前一步指向这一步", "whether it points from the step before to this one")]
    dated: Dated


@dataclass(frozen=True, slots=True)
class PathStep:
    """路上的一步：由何种关系到达何物 / One step of a path: what is come to, and by which tie; the first one by none.

    A person is there only as the ``holder`` of the posts beside them.
    """

    node: Annotated[NetworkNode, Text("所到之物", "what is come to")]
    holder: Holder | None
    tie: Annotated[NetworkTie | None, Text("由何种关系到达；起点为空", "by which tie; none for the start")]


Step = tuple[str, Tie | None]
"""A node, and the tie by which it is come to."""


def path_of(steps: Iterable[Step], nodes: Nodes, rows: Rows) -> tuple[PathStep, ...]:
    """The rows of a path."""
    return tuple(PathStep(nodes.node(id_), nodes.holder(id_), tie_of(tie, rows) if tie else None) for id_, tie in steps)


def tie_of(tie: Tie, rows: Rows) -> NetworkTie:
    """The row of a tie."""
    return NetworkTie(tie.kind, tie.forward, rows.dated(tie.dates))


def steps_of(start: str, ties: Sequence[Tie]) -> list[Step]:
    """A path's steps from its ties in order."""
    return [(start, None), *((tie.far, tie) for tie in ties)]
