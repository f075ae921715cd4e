"""Constraints and indexes, from the model; and what the graph says of itself."""

import hashlib
from dataclasses import dataclass

from graph.model import NODES, NodeType
from graph.store import Store


def schema_texts() -> list[str]:
    """One command a constraint or index. Community Neo4j has no existence constraints: the loaders check instead."""
    return [text for node in NODES.values() for text in _of(node)]


def model_mark() -> str:
    """Tells one model from another, so that a graph of an older one is noticed and made anew."""
    return hashlib.sha256(repr(sorted(schema_texts())).encode()).hexdigest()[:16]


async def ensure_schema(store: Store) -> None:
    """Make what is missing, and wait until every index serves."""
    for text in schema_texts():
        await store.alone(text)
    await store.alone("CREATE CONSTRAINT graph_id IF NOT EXISTS FOR (n:Graph) REQUIRE n.id IS UNIQUE")
    await store.alone("CALL db.awaitIndexes(300)")


@dataclass(frozen=True, slots=True)
class GraphAbout:
    """What the graph says of itself. ``version`` grows with every change, so that what was computed can be kept."""

    version: int
    sample: bool
    model: str


async def about_graph(store: Store) -> GraphAbout | None:
    """What the graph says of itself, or None when it is empty."""
    row = await store.read_one("MATCH (g:Graph {id: 'jingwei'}) RETURN g.version AS v, g.sample AS s, g.model AS m")
    return GraphAbout(row["v"], row["s"], row["m"]) if row else None


CHANGED = """
MERGE (g:Graph {id: 'jingwei'})
SET g.version = coalesce(g.version, 0) + 1, g.sample = $sample, g.model = $model
"""


def changed(*, sample: bool) -> tuple[str, dict[str, object]]:
    """The step by which a transaction says that it changed the graph."""
    return CHANGED, {"sample": sample, "model": model_mark()}


def _of(node: NodeType) -> list[str]:
    label = node.label
    texts = [f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"]
    for prop in node.props:
        name = f"{label.lower()}_{prop.name}"
        if prop.index == "unique":
            texts.append(f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{prop.key} IS UNIQUE")
        elif prop.index:
            what = "TEXT INDEX" if prop.index == "text" else "INDEX"
            texts.append(f"CREATE {what} {name} IF NOT EXISTS FOR (n:{label}) ON (n.{prop.key})")
    return texts
