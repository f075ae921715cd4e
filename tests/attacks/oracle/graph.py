"""The world, written into a real graph as it is: with what the projection would derive already derived."""

from collections import defaultdict
from typing import Any

from graph.seals import Seals
from graph.store import Store
from tests.attacks.oracle.world import Tie, World

EMPTY = "MATCH (n) DETACH DELETE n"


async def write(world: World, store: Store, seals: Seals) -> None:
    """Replace whatever is in the graph."""
    await store.alone(EMPTY)
    for label in sorted({node.label for node in world.nodes.values()}):
        rows = [_node(world, node.id, seals) for node in world.nodes.values() if node.label == label]
        await store.write(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", {"rows": rows})
    for (kind, source, target), ties in _by_ends(world).items():
        text = f"MATCH (a:{source} {{id: row.source}}), (b:{target} {{id: row.target}}) CREATE (a)-[r:{kind}]->(b)"
        await store.write(f"UNWIND $rows AS row {text} SET r = row.props", {"rows": [_tie(t) for t in ties]})


def _by_ends(world: World) -> dict[tuple[str, str, str], list[Tie]]:
    found: dict[tuple[str, str, str], list[Tie]] = defaultdict(list)
    for tie in world.ties:
        found[tie.kind, world.label(tie.source), world.label(tie.target)].append(tie)
    return found


def _node(world: World, node: str, seals: Seals) -> dict[str, Any]:
    props = {"id": node, "sources": [1], **world.nodes[node].props}
    if node in world.numbers:
        props["idHash"] = seals.keyed_hash("id", world.numbers[node])
    return props


def _tie(tie: Tie) -> dict[str, Any]:
    names = ("sinceEarliest", "sinceLatest", "untilEarliest", "untilLatest")
    dates = dict(zip(names, (*tie.dates.since, *tie.dates.until), strict=True))
    return {"source": tie.source, "target": tie.target, "props": {"key": "", "sources": [1], **dates, **tie.props}}
