"""The rows of the nodes that an answer shows, in one query."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Any

from graph.model import Text
from graph.store import Store
from graph.text import cypher
from queries.network.closed_list import NodeKind
from queries.rows import Rows
from queries.shapes import Holder

NODES = cypher(__file__, "nodes")


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """网络中的一个节点 / A node of a network. A person in a post has no label here: ``holder`` tells of them."""

    id: str
    kind: NodeKind
    code: str | None
    label: Annotated[str | None, Text("名称或地址", "its name, title or address")]


@dataclass(frozen=True, slots=True)
class Nodes:
    """Nodes by id. Who is not here is not there, or not to be told of: the two look alike."""

    nodes: dict[str, NetworkNode]
    holders: dict[str, Holder]
    untold: frozenset[str]

    def __contains__(self, id_: str) -> bool:
        """Whether there is such a node for this caller."""
        return id_ in self.nodes

    def node(self, id_: str) -> NetworkNode:
        """The node with this id."""
        return self.nodes[id_]

    def holder(self, id_: str) -> Holder | None:
        """The holder that the node is, if it is a person."""
        return self.holders.get(id_)


async def nodes_of(store: Store, rows: Rows, common: dict[str, Any], *, ids: Collection[str]) -> Nodes:
    """The rows of these nodes, for this caller."""
    record = await store.read_one(NODES, common | {"ids": sorted(ids)})
    found: list[list[Any]] = record["nodes"] if record else []
    return Nodes(
        {row[0]: rows.row(NetworkNode, row) for row in found},
        {row[0]: rows.row(Holder, row, 4) for row in found if row[4]},
        frozenset(row[0] for row in found if row[7]),
    )
