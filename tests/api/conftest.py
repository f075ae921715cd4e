"""The smallest district that shows every rule: one town, two communities, three people, one post of each state."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import Settings, create_app
from graph.engine import Running
from graph.model import NODES
from graph.store import Store, opened

TOKEN = "a-token-of-the-tests"
Ask = Callable[..., dict[str, Any]]

DISTRICT = """
CREATE (d:Place {id: 'd', code: '99', name: '经纬区', level: 'district', sources: [1]})
CREATE (t:Place {id: 't', code: '9901', name: '东街道', level: 'town', sources: [1]})
CREATE (c1:Place {id: 'c1', code: '990101', name: '一社区', level: 'community', sources: [1, 2], disputed: ['name']})
CREATE (c2:Place {id: 'c2', code: '990102', name: '二社区', level: 'community', sources: [1]})
CREATE (g1:Place {id: 'g1', code: '99010101', name: '第一网格', level: 'grid', sources: [1]})
CREATE (t)-[:PART_OF {key: '', sources: [1], sinceEarliest: date('2010-01-01'), sinceLatest: date('2010-01-01')}]->(d)
CREATE (c1)-[:PART_OF {key: '', sources: [1], sinceEarliest: date('2010-01-01'), sinceLatest: date('2010-01-01')}]->(t)
CREATE (c2)-[:PART_OF {key: '', sources: [1], sinceEarliest: date('2010-01-01'), sinceLatest: date('2010-01-01')}]->(t)
CREATE (g1)-[:PART_OF {key: '', sources: [1], sinceEarliest: date('2010-01-01'), sinceLatest: date('2010-01-01')}]->(c1)
CREATE (k:Compound {id: 'k', code: 'K1', name: '东苑', community: 'c1', sources: [1]})
CREATE (b:Building {id: 'b', code: 'B1', name: '1幢', floors: 6, community: 'c1', sources: [1]})
CREATE (b)-[:WITHIN {key: '', sources: [1]}]->(g1)
CREATE (b)-[:OF_COMPOUND {key: '', sources: [1]}]->(k)
CREATE (h1:House {id: 'h1', code: 'H1', address: '东街1号', use: 'dwelling', floorArea: 80.5, community: 'c1', sources: [3]})
CREATE (h2:House {id: 'h2', code: 'H2', address: '西街2号', use: 'shop', community: 'c2', sources: [3]})
CREATE (h1)-[:IN_BUILDING {key: '', sources: [3]}]->(b)
CREATE (h2)-[:WITHIN {key: '', sources: [3]}]->(c2)
CREATE (p1:Person {id: 'p1', name: '甲', sex: 'male', birth: date('1980-05-01'), sources: [4]})
CREATE (p2:Person {id: 'p2', name: '乙', sex: 'female', sources: [4]})
CREATE (p3:Person {id: 'p3', name: '丙', sources: [4]})
CREATE (p1)-[:LIVES_IN {key: 'a', basis: 'owner', sources: [4], sinceEarliest: date('2019-03-01'), sinceLatest: date('2019-03-31')}]->(h1)
CREATE (p2)-[:LIVES_IN {key: 'b', basis: 'family', sources: [4, 5], disputed: ['basis'], untilEarliest: date('0001-01-01')}]->(h1)
CREATE (p3)-[:LIVES_IN {key: 'c', basis: 'tenant', sources: [4], sinceEarliest: date('2012-01-01'), sinceLatest: date('2012-01-01'),
  untilEarliest: date('2015-01-01'), untilLatest: date('2015-01-01')}]->(h1)
CREATE (p1)-[:REGISTERED_AT {key: 'd', householdNo: '7', relationToHead: 'head', sources: [4], sinceLatest: date('2001-01-01')}]->(h2)
CREATE (o:Organization {id: 'o', code: 'O1', name: '一社区居委会', kind: 'residents_committee', sources: [6]})
CREATE (f:Organization {id: 'f', code: 'O2', name: '东风超市', kind: 'sole_trader', sources: [6]})
CREATE (f)-[:LOCATED_AT {key: '', sources: [6], sinceLatest: date('2020-01-01')}]->(h2)
CREATE (f)-[:HOLDS_TENURE {key: 'x', kind: 'rent', sources: [6], sinceLatest: date('2020-01-01')}]->(h2)
CREATE (f)-[:OPERATED_BY {key: '', sources: [6], sinceLatest: date('2020-01-01')}]->(p2)
CREATE (w:Post {id: 'w', code: 'W1', title: '主任', seats: 1, sources: [7]})
CREATE (w)-[:IN {key: '', sources: [7]}]->(o)
CREATE (w)-[:FOR {key: '', sources: [7]}]->(c1)
CREATE (w)-[:FOR {key: '', sources: [7]}]->(b)
CREATE (p1)-[:HOLDS {key: 'e', document: '东政〔2022〕1号', sources: [7], sinceEarliest: date('2022-01-01'), sinceLatest: date('2022-01-01')}]->(w)
CREATE (i:CheckIn {id: 'i', code: 'I1', sources: [8]})
CREATE (i)-[:OF_MEMBER {key: '', sources: [8], sinceLatest: date('2020-01-01')}]->(p1)
CREATE (i)-[:TO_COMMUNITY {key: '', sources: [8], sinceLatest: date('2020-01-01')}]->(c1)
CREATE (i)-[:FROM_UNIT {key: '', sources: [8], sinceLatest: date('2020-01-01')}]->(f)
"""


async def _fill(running: Running) -> None:
    async with opened(running) as store:
        await store.write("MATCH (n) DETACH DELETE n")
        await _constrain(store)
        await store.write(DISTRICT)


async def _constrain(store: Store) -> None:
    for label, declared in NODES.items():
        for key in ["id", *(["code"] if not declared.personal else [])]:
            name = f"{label.lower()}_{key}"
            await store.alone(f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE")
    await store.alone("CALL db.awaitIndexes(60)")


@pytest.fixture(scope="package")
def client(neo4j_server: Running) -> Iterator[TestClient]:
    """A server over the small district."""
    asyncio.run(_fill(neo4j_server))
    with TestClient(create_app(lambda: opened(neo4j_server), Settings(TOKEN, sample=True))) as client:
        yield client


@pytest.fixture(scope="package")
def ask(client: TestClient) -> Ask:
    """Ask a question as the holder of the token, and have the whole answer."""

    def asked(query: str, **variables: Any) -> dict[str, Any]:
        body = {"query": query, "variables": variables}
        answer: dict[str, Any] = client.post("/graphql", json=body, headers=bearer()).json()
        return answer

    return asked


def bearer(token: str = TOKEN) -> dict[str, str]:
    """The header that carries a token."""
    return {"Authorization": f"Bearer {token}"}
