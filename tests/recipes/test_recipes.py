"""Each recipe of docs/adding.md works as written: the files it names are all that it takes."""

from pathlib import Path

from graph.engine import Running
from tests.recipes.checkout import perform, run

NODE_TYPE = """
from api.schema import schema
from graph.model.describe import model_page
from graph.project.schema import schema_texts
from loaders.ledger import names
print("canteen_code" in schema_texts(), "### Canteen 助餐点" in model_page())
print("type Canteen implements Node" in schema().as_str(), bool(names("canteen", "Canteen", ("助餐点", "canteen"))))
"""

QUESTION = """
import asyncio, sys
from graph.engine import running
from graph.store import opened
from api.schema import schema
from guard.access import Access, Area, Caller
from guard.roles import Role
from queries.question import questions

WORLD = '''
MATCH (n) DETACH DELETE n
WITH count(*) AS gone
CREATE (v:Place {id: 'v', level: 'community'})
CREATE (:Place {id: 'a', code: 'A', level: 'grid'})-[:PART_OF {sinceLatest: date('2020-01-01')}]->(v)
CREATE (:Place {id: 'b', code: 'B', level: 'grid'})-[:PART_OF {sinceLatest: date('2020-01-01')}]->(v)
CREATE (x:Organization {id: 'x', kind: 'branch'}), (y:Organization {id: 'y', kind: 'branch'})
WITH x, y MATCH (a:Place {id: 'a'})
CREATE (x)-[:COVERS {sinceLatest: date('2020-01-01')}]->(a)<-[:COVERS {sinceLatest: date('2020-01-01')}]-(y)
'''

async def main():
    with running(None) as server:
        async with opened(server) as store:
            await store.write(WORLD)
            access = Access(Caller("test", "test", Role.ANALYST), Area())
            found = await questions()["grids_by_branches"].ask(store, access)
            print(sorted((row.grid.code, row.branches) for row in found.grids))

asyncio.run(main())
print("gridsByBranches(" in schema().as_str())
"""

LEDGER = """
from pathlib import Path
from loaders.describe import ledgers_page
from loaders.registry import ledgers
from loaders.template import write_template
print(list(ledgers()).index("house_surveys") > list(ledgers()).index("houses"), "## house_surveys" in ledgers_page())
print(write_template(ledgers()["house_surveys"], Path("out")).exists())
import asyncio
from graph.engine import running
from loaders.desk import opened_desk
from loaders.pipeline import load

async def main():
    csv = Path("surveys.csv")
    csv.write_text("房屋编码,测绘面积\\nH1,89.5\\nH2,九十\\n", encoding="utf-8")
    with running(None) as server:
        async with opened_desk(Path("home"), server, anew=True) as desk:
            await desk.store.write("MATCH (n) DETACH DELETE n")
            places, houses = Path("places.csv"), Path("houses.csv")
            places.write_text("区划编码,名称,级别\\nW,银杏社区,村居\\n", encoding="utf-8")
            houses.write_text("房屋编码,地址,所在地方编码\\nH1,银杏村1号,W\\nH2,银杏村2号,W\\n", encoding="utf-8")
            for name, path in (("places", places), ("houses", houses)):
                await load(desk, ledgers()[name], path, told=lambda *_: None)
            report = await load(desk, ledgers()["house_surveys"], csv, told=lambda *_: None)
            print(report.accepted, len(report.refused))
            print(await desk.store.read("MATCH (h:House {code: 'H1'}) RETURN h.address AS at, h.floorArea AS area"))

asyncio.run(main())
"""

FIELD = """
import datetime as dt
from contextlib import asynccontextmanager
from pathlib import Path
from starlette.testclient import TestClient
from api.answering import Office
from api.app import create_app
from api.schema import schema
from graph.engine import running
from guard.gate import opened_gate
from loaders.desk import opened_desk

HOME = Path("home")

@asynccontextmanager
async def office(server):
    async with opened_desk(HOME, server, anew=True) as desk:
        with opened_gate(HOME, desk.book, desk.seals, desk.audit) as gate:
            yield Office(desk, gate)

print("lastLoad: Date" in schema().as_str())
with running(None) as server, TestClient(create_app(lambda: office(server))) as client:
    accounts = client.app.state.office.gate.accounts
    admin = accounts.first_administrator("admin", "correct horse battery staple")
    until = dt.datetime.now(dt.timezone.utc) + dt.timedelta(days=1)
    token = accounts.new_token(admin, "recipe", until=until).secret
    answer = client.post("/graphql", json={"query": "{ lastLoad }"}, headers={"Authorization": f"Bearer {token}"})
    print(answer.json())
"""


def graph(server: Running) -> dict[str, str]:
    """The environment in which the copy uses the session's server."""
    return {
        "JINGWEI_GRAPH_URL": server.url,
        "JINGWEI_GRAPH_USER": server.user,
        "JINGWEI_GRAPH_PASSWORD": server.password,
    }


def test_a_node_type_is_one_file(tmp_path: Path) -> None:
    copy = perform(tmp_path, "A node type")
    assert run(copy, NODE_TYPE).split() == ["True"] * 4


def test_a_question_is_two_files(neo4j_server: Running, tmp_path: Path) -> None:
    copy = perform(tmp_path, "A question")
    printed = run(copy, QUESTION, **graph(neo4j_server)).splitlines()
    assert printed == ["[('A', 2), ('B', 0)]", "True"]


def test_a_ledger_is_one_folder(neo4j_server: Running, tmp_path: Path) -> None:
    copy = perform(tmp_path, "A ledger")
    printed = run(copy, LEDGER, **graph(neo4j_server)).splitlines()
    assert printed == ["True True", "True", "1 1", "[{'at': '银杏村1号', 'area': 89.5}]"]


def test_an_api_field_is_one_function(neo4j_server: Running, tmp_path: Path) -> None:
    copy = perform(tmp_path, "An API field")
    printed = run(copy, FIELD, **graph(neo4j_server)).splitlines()
    assert printed == ["True", "{'data': {'lastLoad': None}}"]
