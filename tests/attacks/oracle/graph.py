"""The world, written into a real graph as it is: with what the projection would derive already derived, but for where
people are found, which is derived as the projection does.
"""

from collections import defaultdict
from typing import Any

from graph.project.people import text_of
from graph.project.schema import changed
from graph.tokens import tokens_of
from loaders.desk import Desk
from tests.attacks.oracle.world import Tie, World

EMPTY = "MATCH (n) DETACH DELETE n"


async def write(world: World, desk: Desk) -> None:
    """Replace whatever is in the graph."""
    store = desk.store
    await store.alone(EMPTY)
    keys = desk.book.add_keys_if_absent({p: desk.seals.new_person_key() for p in world.ids("Person")})
    for label in sorted({node.label for node in world.nodes.values()}):
        rows = [_node(world, node) for node in world.ids(label)]
        if label == "Person":
            rows = [_person(world, person, desk, keys[person]) for person in world.ids(label)]
        await store.write(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", {"rows": rows})
    for (kind, source, target), ties in _by_ends(world).items():
        text = f"MATCH (a:{source} {{id: row.source}}), (b:{target} {{id: row.target}}) CREATE (a)-[r:{kind}]->(b)"
        await store.write(f"UNWIND $rows AS row {text} SET r = row.props", {"rows": [_tie(t) for t in ties]})
    await store.write(text_of("Person"), {"ids": world.ids("Person")})
    await store.write(*changed(sample=True, book=desk.book.identity))


def _by_ends(world: World) -> dict[tuple[str, str, str], list[Tie]]:
    found: dict[tuple[str, str, str], list[Tie]] = defaultdict(list)
    for tie in world.ties:
        found[tie.kind, world.label(tie.source), world.label(tie.target)].append(tie)
    return found


def _node(world: World, node: str) -> dict[str, Any]:
    props = {"id": node, "sources": [1], **world.nodes[node].props}
    tokens = tokens_of(world.label(node), props)
    return props | ({"tokens": tokens} if tokens else {})


def _person(world: World, person: str, desk: Desk, key: bytes) -> dict[str, Any]:
    """A person with what is sealed of them."""
    number, phone, cipher, seals = world.numbers[person], world.phones[person], desk.seals.person(key), desk.seals
    sealed = {"idNumber": cipher.seal(number), "phone": cipher.seal(phone)}
    hashed = {"idHash": seals.keyed_hash("id", number), "phoneHash": seals.keyed_hash("phone", phone)}
    return _node(world, person) | sealed | hashed


def _tie(tie: Tie) -> dict[str, Any]:
    names = ("sinceEarliest", "sinceLatest", "untilEarliest", "untilLatest")
    dates = dict(zip(names, (*tie.dates.since, *tie.dates.until), strict=True))
    return {"source": tie.source, "target": tie.target, "props": {"key": "", "sources": [1], **dates, **tie.props}}
