"""What the questions from one thing to another share: the closed list of ties, their texts, and walking them.

Nothing is filtered afterwards: every text lets a tie through only where its caller may read it, so what is walked, how
far it is and how many ways there are, are those of the graph as this caller may see it.
"""

from queries.network.closed_list import WALKED, NodeKind, TieKind
from queries.network.nodes import NetworkNode, Nodes, nodes_of
from queries.network.shapes import NetworkTie, PathStep, Step, path_of
from queries.network.ties import Around, Tie, told_everything
from queries.network.withheld import withheld_on_the_way

__all__ = [
    "WALKED",
    "Around",
    "NetworkNode",
    "NetworkTie",
    "NodeKind",
    "Nodes",
    "PathStep",
    "Step",
    "Tie",
    "TieKind",
    "nodes_of",
    "path_of",
    "told_everything",
    "withheld_on_the_way",
]

FILE = __file__
"""Beside it lie the query texts that the questions share."""
