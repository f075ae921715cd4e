"""Where nodes lie: what a clerk of the community V reads facts of, and what they may change or refer to.

Each node's id says where it lies: ``1`` in V, ``3`` in W, ``13`` in both, ``0`` nowhere that is known.
"""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from graph.engine import Running
from graph.model import NODES
from graph.store import opened
from guard.lies_in import AREA, PLACED_BY, judged
from tests.desks import EMPTY

WORLD = """
CREATE (v:Place {id: 'V'}), (w:Place {id: 'W'}), (g1:Place {id: 'g1', community: 'V'})
CREATE (:Place {id: 'g3', community: 'W'})
CREATE (h1:House {id: 'h1', community: 'V'}), (h3:House {id: 'h3', community: 'W'}), (h0:House {id: 'h0'})
CREATE (b1:Building {id: 'b1', community: 'V'}), (b3:Building {id: 'b3', community: 'W'})
CREATE (:Compound {id: 'k1', community: 'V'}), (:Compound {id: 'k3', community: 'W'})
CREATE (:CheckIn {id: 'c1'})-[:TO_COMMUNITY]->(v), (:CheckIn {id: 'c3'})-[:TO_COMMUNITY]->(w), (:CheckIn {id: 'c0'})
CREATE (w)<-[:TO_COMMUNITY]-(:CheckIn {id: 'c13'})-[:TO_COMMUNITY]->(v)
CREATE (o1:Organization {id: 'o1'})-[:LOCATED_AT]->(h1), (o3:Organization {id: 'o3'})-[:LOCATED_AT]->(h3)
CREATE (o0:Organization {id: 'o0'}), (lost:Organization {id: 'lost'})-[:LOCATED_AT]->(h0)
CREATE (h1)<-[:LOCATED_AT]-(:Organization {id: 'at 1 for 3'})-[:COVERS]->(w)
CREATE (h3)<-[:LOCATED_AT]-(:Organization {id: 'at 3 for 1'})-[:COVERS]->(v)
CREATE (covers:Organization {id: 'covers 1'})-[:COVERS]->(v), (:Organization {id: 'manages 1'})-[:MANAGES]->(b1)
CREATE (serves:Organization {id: 'serves 1'})-[:SERVES]->(g1), (v)<-[:COVERS]-(two:Organization {id: 'covers 13'})
CREATE (two)-[:COVERS]->(w), (:Organization {id: 'covers 3'})-[:COVERS]->(w)
CREATE (:Post {id: 'for 1'})-[:FOR]->(v), (:Post {id: 'for 3'})-[:FOR]->(b3), (:Post {id: 'p0'})
CREATE (v)<-[:FOR]-(:Post {id: 'for 13'})-[:FOR]->(w)
CREATE (:Post {id: 'in 1'})-[:IN]->(covers), (:Post {id: 'in 13'})-[:IN]->(two), (:Post {id: 'in 0'})-[:IN]->(o1)
CREATE (:Post {id: 'in serving 1'})-[:IN]->(serves), (w)<-[:FOR]-(:Post {id: 'for 3 in 1'})-[:IN]->(covers)
CREATE (:Need {id: 'n1'})<-[:NEEDS]-(h1), (:Need {id: 'n3'})<-[:NEEDS]-(h3), (:Need {id: 'n0'})
CREATE (:Offer {id: 'f1'})<-[:OFFERS]-(o1), (:Offer {id: 'f3'})<-[:OFFERS]-(o3), (:Offer {id: 'f0'})<-[:OFFERS]-(o0)
CREATE (:Activity {id: 'a1'})-[:AT]->(g1), (:Activity {id: 'a3'})-[:AT]->(w), (:Activity {id: 'a0'})
CREATE (:Person {id: 'lives 1'})-[:LIVES_IN]->(h1), (:Person {id: 'lives 3'})-[:LIVES_IN]->(h3), (:Person {id: 'p'})
CREATE (:Person {id: 'registered 1'})-[:REGISTERED_AT]->(h1), (:Person {id: 'holds 1'})-[:HOLDS_TENURE]->(h1)
CREATE (:PostType {id: 't'}), (:DoublingRule {id: 'r'}), (:ListEntry {id: 'l'}), (:OccupancyStandard {id: 's'})
"""

WHOLLY, PARTLY, NOT, NOWHERE = (True, True, False), (False, True, False), (False, False, False), (False, False, True)
JUDGED = {
    "Place": {"V": WHOLLY, "g1": WHOLLY, "W": NOT, "g3": NOT},
    "House": {"h1": WHOLLY, "h3": NOT, "h0": NOT},
    "Building": {"b1": WHOLLY, "b3": NOT},
    "Compound": {"k1": WHOLLY, "k3": NOT},
    "CheckIn": {"c1": WHOLLY, "c3": NOT, "c13": PARTLY, "c0": NOWHERE},
    "Organization": {"o1": WHOLLY, "o3": NOT, "o0": NOWHERE, "lost": NOT, "at 1 for 3": WHOLLY, "at 3 for 1": NOT}
    | {"covers 1": WHOLLY, "manages 1": WHOLLY, "serves 1": WHOLLY, "covers 13": PARTLY, "covers 3": NOT},
    "Post": {"for 1": WHOLLY, "for 3": NOT, "for 13": PARTLY, "p0": NOWHERE, "in 1": WHOLLY, "in 13": PARTLY}
    | {"in 0": NOWHERE, "in serving 1": WHOLLY, "for 3 in 1": NOT},
    "Need": {"n1": WHOLLY, "n3": NOT, "n0": NOWHERE},
    "Offer": {"f1": WHOLLY, "f3": NOT, "f0": NOWHERE},
    "Activity": {"a1": WHOLLY, "a3": NOT, "a0": NOWHERE},
    "Person": {"lives 1": NOWHERE},
    "PostType": {"t": NOWHERE},
    "DoublingRule": {"r": NOWHERE},
    "ListEntry": {"l": NOWHERE},
    "OccupancyStandard": {"s": NOWHERE},
}
READ = {
    "House": {"h1"},
    "CheckIn": {"c1", "c13"},
    "Organization": {"o1", "at 1 for 3"},
    "Post": {"for 1", "for 13", "in 1", "in 13", "in serving 1"},
    "Person": {"lives 1", "registered 1", "holds 1"},
}


@pytest.fixture(scope="module")
def world(neo4j_server: Running) -> Iterator[Running]:
    """A graph in which all of that lies somewhere."""

    async def make(*queries: str) -> None:
        async with opened(neo4j_server) as store:
            await store.alone(EMPTY)
            for query in queries:
                await store.write(query)

    asyncio.run(make(WORLD))
    yield neo4j_server
    asyncio.run(make())


def asked(world: Running, query: str, **given: Any) -> list[dict[str, Any]]:
    """The rows for a clerk of V."""

    async def ask() -> list[dict[str, Any]]:
        async with opened(world) as store:
            return await store.read(query, given | {"communities": ["V"]})

    return asyncio.run(ask())


@pytest.mark.parametrize("label", JUDGED)
def test_what_lies_wholly_in_the_area_may_be_changed_and_what_lies_partly_in_it_named(
    world: Running, label: str
) -> None:
    (row,) = asked(world, judged(label), ids=[*JUDGED[label], "nobody"])
    assert {id_: tuple(said) for id_, *said in row["rows"]} == JUDGED[label]


@pytest.mark.parametrize("label", READ)
def test_facts_are_read_of_what_lies_in_the_area(world: Running, label: str) -> None:
    rows = asked(world, f"MATCH (n:{label}) WHERE {AREA[label].format(n='n')} RETURN n.id AS id")
    assert {row["id"] for row in rows} == READ[label]


def test_every_kind_of_node_is_judged_and_every_kind_of_fact_is_read_by_area() -> None:
    assert JUDGED.keys() == NODES.keys()
    assert READ.keys() == AREA.keys()
    assert {"LOCATED_AT", "COVERS", "SERVES", "MANAGES"} == PLACED_BY
