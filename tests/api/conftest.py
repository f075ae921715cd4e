"""The smallest district that shows every rule: one town, two communities, three people, one post of each state."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from api.answering import Office
from api.app import create_app
from graph.engine import Running
from guard.accounts.passwords import Passwords
from guard.gate import opened_gate
from guard.grants.sample import SampleAccount, make_sample_accounts
from guard.limits import Budget, Kind
from guard.roles import Role
from loaders.desk import Desk, opened_desk

CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""What a real hash costs is of no interest here."""
Ask = Callable[..., dict[str, Any]]

FROM_2010 = "key: '', sources: [1], sinceEarliest: date('2010-01-01'), sinceLatest: date('2010-01-01')"
FROM_2020 = "key: '', sources: [8], sinceLatest: date('2020-01-01')"
ALWAYS = "key: '', sources: [7], sinceEarliest: date('0001-01-01'), sinceLatest: date('0001-01-01')"
MARCH_2019 = "sinceEarliest: date('2019-03-01'), sinceLatest: date('2019-03-31')"
FORMER = (
    "sinceEarliest: date('2012-01-01'), sinceLatest: date('2012-01-01'), "
    "untilEarliest: date('2015-01-01'), untilLatest: date('2015-01-01')"
)

DISTRICT = f"""
CREATE (d:Place {{id: 'd', code: '99', name: '经纬区', level: 'district', sources: [1]}})
CREATE (t:Place {{id: 't', code: '9901', name: '东街道', level: 'town', sources: [1]}})
CREATE (c1:Place {{id: 'c1', code: '990101', name: '一社区', level: 'community', sources: [1, 2], disputed: ['name']}})
CREATE (c2:Place {{id: 'c2', code: '990102', name: '二社区', level: 'community', sources: [1]}})
CREATE (g1:Place {{id: 'g1', code: '99010101', name: '第一网格', level: 'grid', sources: [1]}})
CREATE (t)-[:PART_OF {{{FROM_2010}}}]->(d), (c1)-[:PART_OF {{{FROM_2010}}}]->(t)
CREATE (c2)-[:PART_OF {{{FROM_2010}}}]->(t), (g1)-[:PART_OF {{{FROM_2010}}}]->(c1)
CREATE (k:Compound {{id: 'k', code: 'K1', name: '东苑', community: 'c1', sources: [1]}})
CREATE (b:Building {{id: 'b', code: 'B1', name: '1幢', floors: 6, community: 'c1', sources: [1]}})
CREATE (b)-[:WITHIN {{{ALWAYS}}}]->(g1), (b)-[:OF_COMPOUND {{{ALWAYS}}}]->(k)
CREATE (h1:House {{id: 'h1', code: 'H1', address: '东街1号', use: 'dwelling', floorArea: 80.5, sources: [3]}})
CREATE (h2:House {{id: 'h2', code: 'H2', address: '西街2号', use: 'shop', sources: [3]}})
SET h1.community = 'c1', h2.community = 'c2'
CREATE (h1)-[:IN_BUILDING {{{ALWAYS}}}]->(b), (h2)-[:WITHIN {{{ALWAYS}}}]->(c2)
CREATE (p1:Person {{id: 'p1', name: '甲', sex: 'male', birth: date('1980-05-01'), sources: [4]}})
CREATE (p2:Person {{id: 'p2', name: '乙', sex: 'female', sources: [4]}})
CREATE (p3:Person {{id: 'p3', name: '丙', sources: [4]}})
CREATE (p1)-[:LIVES_IN {{key: 'a', basis: 'owner', sources: [4], {MARCH_2019}}}]->(h1)
CREATE (p2)-[:LIVES_IN {{key: 'b', basis: 'family', sources: [4, 5], disputed: ['basis'],
                         untilEarliest: date('0001-01-01')}}]->(h1)
CREATE (p3)-[:LIVES_IN {{key: 'c', basis: 'tenant', sources: [4], {FORMER}}}]->(h1)
CREATE (p1)-[:REGISTERED_AT {{key: 'd', householdNo: '7', relationToHead: 'head', sources: [4],
                              sinceLatest: date('2001-01-01')}}]->(h2)
CREATE (o:Organization {{id: 'o', code: 'O1', name: '一社区居委会', kind: 'residents_committee', sources: [6]}})
CREATE (f:Organization {{id: 'f', code: 'O2', name: '东风超市', kind: 'sole_trader', sources: [6]}})
CREATE (f)-[:LOCATED_AT {{{FROM_2020}}}]->(h2), (f)-[:OPERATED_BY {{{FROM_2020}}}]->(p2)
CREATE (f)-[:HOLDS_TENURE {{key: 'x', kind: 'rent', sources: [6], sinceLatest: date('2020-01-01')}}]->(h2)
CREATE (w:Post {{id: 'w', code: 'W1', title: '主任', seats: 1, sources: [7]}})
CREATE (v:Post {{id: 'v', code: 'W2', title: '书记', seats: 1, sources: [7]}})
CREATE (wt:PostType {{id: 'wt', code: 'director', zh: '主任', en: 'Director', sources: [7]}})
CREATE (vt:PostType {{id: 'vt', code: 'secretary', zh: '书记', en: 'Secretary', sources: [7]}})
CREATE (w)-[:IN {{{ALWAYS}}}]->(o), (v)-[:IN {{{ALWAYS}}}]->(o)
CREATE (w)-[:OF {{{ALWAYS}}}]->(wt), (v)-[:OF {{{ALWAYS}}}]->(vt)
CREATE (w)-[:FOR {{{ALWAYS}}}]->(c1), (v)-[:FOR {{{ALWAYS}}}]->(c1), (w)-[:FOR {{{ALWAYS}}}]->(b)
CREATE (p1)-[:HOLDS {{key: 'e', document: '东政〔2022〕1号', sources: [7],
                      sinceEarliest: date('2022-01-01'), sinceLatest: date('2022-01-01')}}]->(w)
CREATE (p1)-[:HOLDS {{{FROM_2020}}}]->(v)
CREATE (i:CheckIn {{id: 'i', code: 'I1', sources: [8]}})
CREATE (i)-[:OF_MEMBER {{{FROM_2020}}}]->(p1), (i)-[:TO_COMMUNITY {{{FROM_2020}}}]->(c1)
CREATE (i)-[:FROM_UNIT {{{FROM_2020}}}]->(f)
"""


@asynccontextmanager
async def district(home: Path, server: Running) -> AsyncIterator[Desk]:
    """A desk over the small district."""
    async with opened_desk(home, server, anew=True) as desk:
        await fill(desk)
        desk.book.mark_sample()
        yield desk


async def fill(desk: Desk) -> None:
    """Put the small district, and nothing else, into the graph."""
    await desk.store.alone("MATCH (n) DETACH DELETE n")
    await desk.store.write(DISTRICT)
    # Rows that come through the API name a post type by its code, and a node's id follows from that.
    types = [[code, desk.seals.node_id("PostType", code)] for code in ("director", "secretary")]
    await desk.store.write("UNWIND $t AS t MATCH (n:PostType {code: t[0]}) SET n.id = t[1]", {"t": types})


@asynccontextmanager
async def office(home: Path, server: Running, told: list[SampleAccount]) -> AsyncIterator[Office]:
    """The small district, with an account a role; ``told`` gets their secrets."""
    async with district(home, server) as desk:
        with opened_gate(home, desk.book, desk.seals, desk.audit) as gate:
            told += make_sample_accounts(gate.register, sample=True, community="c1", person="p1", passwords=CHEAP)
            yield Office(desk, gate)


class Callers:
    """A server over the small district, and everybody who may ask it."""

    def __init__(self, client: TestClient, accounts: list[SampleAccount]) -> None:
        """From the accounts as they were shown."""
        self.client = client
        self.of = {each.account.role: each for each in accounts}

    def headers(self, role: Role = Role.INVESTIGATOR, *, granted: bool = True) -> dict[str, str]:
        """The headers of a script of this role, which names its grant if it has one."""
        who = self.of[role]
        named = {"X-Jingwei-Grant": who.grant} if granted and who.grant else {}
        return bearer(who.token or "") | named

    def ask(self, query: str, role: Role = Role.INVESTIGATOR, *, granted: bool = True, **variables: Any) -> Any:
        """The whole answer."""
        body = {"query": query, "variables": variables}
        return self.client.post("/graphql", json=body, headers=self.headers(role, granted=granted)).json()


@pytest.fixture(scope="package")
def callers(neo4j_server: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callers]:
    """The server, with nobody limited: the tests ask more in a minute than a person may."""
    home, told = tmp_path_factory.mktemp("api"), list[SampleAccount]()
    with TestClient(create_app(lambda: office(home, neo4j_server, told))) as client:
        unlimited(client.app.state.office.gate.budget)  # type: ignore[attr-defined]
        yield Callers(client, told)


@pytest.fixture(scope="module")
def refilled(callers: Callers) -> Iterator[None]:
    """For a module that puts an office of its own over the same graph: what the others stand on is put back."""
    yield
    callers.client.portal.call(fill, callers.client.app.state.office.desk)  # type: ignore[attr-defined,union-attr]


def unlimited(budget: Budget) -> None:
    """Take the limits off."""
    object.__setattr__(budget, "windows", dict.fromkeys(Kind, ()))


@pytest.fixture(scope="package")
def client(callers: Callers) -> TestClient:
    """The server itself."""
    return callers.client


@pytest.fixture(scope="package")
def ask(callers: Callers) -> Ask:
    """Ask as the investigator, under a grant of every class, and have the data and the errors."""

    def asked(query: str, **variables: Any) -> dict[str, Any]:
        answer = callers.ask(query, **variables)
        return {key: value for key, value in answer.items() if key != "extensions"}

    return asked


def bearer(token: str) -> dict[str, str]:
    """The header that carries a token."""
    return {"Authorization": f"Bearer {token}"}
