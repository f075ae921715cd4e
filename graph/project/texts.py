"""The Cypher by which the projection reads and writes: names from the model, values as parameters only."""

from collections.abc import Sequence

from graph.model import NODES, RELATIONSHIPS


def node_sources(label: str) -> str:
    """``$ids`` → [[id, sources]] of the nodes that are there."""
    return f"UNWIND $ids AS id MATCH (n:{_label(label)} {{id: id}}) RETURN collect([id, n.sources]) AS rows"


def tie_sources(kind: Sequence[str]) -> str:
    """``$ties`` of [source, target, key] → [[source, target, key, sources]] of those that are there."""
    return f"UNWIND $ties AS tie MATCH {_tie_of(kind)} RETURN collect([tie[0], tie[1], tie[2], r.sources]) AS rows"


def known_ids(label: str) -> str:
    """``$ids`` → those of nodes that are there."""
    return f"UNWIND $ids AS id MATCH (n:{_label(label)} {{id: id}}) RETURN collect(n.id) AS ids"


def every_id(label: str) -> str:
    """→ the ids of all nodes of a label."""
    return f"MATCH (n:{_label(label)}) RETURN collect(n.id) AS ids"


def put_nodes(label: str) -> str:
    """``$rows`` of [id, properties]: each node is there and has these properties and no others."""
    return f"UNWIND $rows AS row MERGE (n:{_label(label)} {{id: row[0]}}) SET n = row[1]"


def drop_nodes(label: str) -> str:
    """``$ids``: no such node, and no tie of it."""
    return f"UNWIND $ids AS id MATCH (n:{_label(label)} {{id: id}}) DETACH DELETE n"


def put_ties(kind: Sequence[str]) -> str:
    """``$rows`` of [source, target, key, properties]; a tie whose end is not there waits for its record's node."""
    type_, source, target = _names(kind)
    return (
        f"UNWIND $rows AS row MATCH (a:{source} {{id: row[0]}}) MATCH (b:{target} {{id: row[1]}}) "
        f"MERGE (a)-[r:{type_} {{key: row[2]}}]->(b) SET r = row[3]"
    )


def drop_ties(kind: Sequence[str]) -> str:
    """``$ties`` of [source, target, key]: no such tie."""
    return f"UNWIND $ties AS tie MATCH {_tie_of(kind)} DELETE r"


def _tie_of(kind: Sequence[str]) -> str:
    type_, source, target = _names(kind)
    return f"(a:{source} {{id: tie[0]}})-[r:{type_} {{key: tie[2]}}]->(b:{target} {{id: tie[1]}})"


def _names(kind: Sequence[str]) -> tuple[str, str, str]:
    return RELATIONSHIPS[kind[0]].type, _label(kind[1]), _label(kind[2])


def _label(label: str) -> str:
    """The label, if the model declares it. Raises KeyError, so that no other text gets into a query."""
    return NODES[label].label
