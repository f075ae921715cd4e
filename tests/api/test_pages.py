"""Pages go on where they ended, whatever is added meanwhile, and never hold more than their cap."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient


@pytest.fixture
def hundred(client: TestClient) -> Iterator[Any]:
    """A hundred offices in a building of their own; yields a way to run Cypher."""

    def run(text: str) -> None:
        client.portal.call(client.app.state.office.desk.store.write, text)  # type: ignore[attr-defined,union-attr]

    run("""
        CREATE (b:Building {id: 'many', code: 'B9', community: 'c1', sources: [1]})
        WITH b UNWIND range(1, 100) AS i
        CREATE (:House {id: 'x' + i, code: 'X' + right('00' + i, 3), community: 'c1', sources: [1], use: 'office'})
               -[:IN_BUILDING {key: '', sources: [1]}]->(b)""")
    yield run
    run("MATCH (n) WHERE n:House AND n.code STARTS WITH 'X' OR n.id = 'many' DETACH DELETE n")


LIST = """query ($first: Int!, $after: String) {
  houses(first: $first, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } }"""
STEP = """query ($first: Int!, $after: String) { building(id: "many") {
  houses(first: $first, after: $after) { nodes { code } edges { cursor } pageInfo { hasNextPage endCursor } } } }"""


def _codes(ask: Any, query: str, first: int, between: Any = lambda: None) -> list[str]:
    """Every code, page after page; ``between`` runs after the first one."""
    codes: list[str] = []
    after, more = None, True
    while more:
        data = ask(query, first=first, after=after)["data"]
        page = (data.get("building") or data)["houses"]
        codes += [node["code"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        between()
        between = lambda: None  # noqa: E731 - said once, done once
    return codes


def test_root_list_goes_through_every_code_once_in_order(ask: Any, hundred: Any) -> None:
    codes = _codes(ask, LIST, 30)
    assert codes == ["H1", "H2", *(f"X{i:03}" for i in range(1, 101))]


def test_rows_added_between_pages_neither_repeat_nor_hide_others(ask: Any, hundred: Any) -> None:
    added = "UNWIND ['X000', 'X0305', 'X999'] AS c CREATE (:House {id: 'x' + c, code: c, sources: [1]})"
    codes = _codes(ask, LIST, 10, lambda: hundred(added))
    assert codes == sorted({"H1", "H2", *(f"X{i:03}" for i in range(1, 101)), "X0305", "X999"})


def test_step_pages_go_on_too(ask: Any, hundred: Any) -> None:
    assert _codes(ask, STEP, 33) == [f"X{i:03}" for i in range(1, 101)]


def test_queries_of_a_request_do_not_grow_with_its_rows(client: TestClient, ask: Any, hundred: Any) -> None:
    store = client.app.state.office.desk.store  # type: ignore[attr-defined]
    query = """query ($n: Int!) { houses(first: $n) { nodes { code inBuilding { nodes { name houses(first: 5) {
               nodes { code residents { nodes { name } } } } } } } } }"""
    asked = []
    for n in (1, 100):
        before = store.asked
        assert len(ask(query, n=n)["data"]["houses"]["nodes"]) == n
        asked.append(store.asked - before)
    assert asked == [1, 1]


def test_list_within_a_place_follows_the_tree(ask: Any) -> None:
    def codes(place: str) -> list[str]:
        nodes = ask("query ($p: ID!) { houses(within: $p) { nodes { code } } }", p=place)["data"]["houses"]["nodes"]
        return [node["code"] for node in nodes]

    assert [codes(p) for p in ("d", "t", "c1", "g1", "c2", "nowhere")] == [
        ["H1", "H2"],
        ["H1", "H2"],
        ["H1"],
        ["H1"],
        ["H2"],
        [],
    ]
    assert ask('{ grids(within: "t") { nodes { code } } businesses(within: "c2") { nodes { code } } }')["data"] == {
        "grids": {"nodes": [{"code": "99010101"}]},
        "businesses": {"nodes": [{"code": "O2"}]},
    }


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ houses(first: 1001) { nodes { id } } }", "TOO_MANY"),
        ("{ houses(first: 0) { nodes { id } } }", "TOO_MANY"),
        ('{ house(id: "h1") { residents(first: 101) { nodes { id } } } }', "TOO_MANY"),
        ('{ houses(after: "MTIz") { nodes { id } } }', "BAD_ARGUMENT"),
        ('{ houses(after: "é") { nodes { id } } }', "BAD_ARGUMENT"),
        ('{ house(id: "h1") { residents(after: "WyJhIl0=") { nodes { id } } } }', "BAD_ARGUMENT"),
    ],
)
def test_page_beyond_its_cap_or_with_a_foreign_cursor_is_refused(ask: Any, query: str, code: str) -> None:
    assert [e["extensions"]["code"] for e in ask(query)["errors"]] == [code]


def test_residents_have_no_list(ask: Any) -> None:
    for listed in ("residents", "persons", "officeHolders", "checkIns"):
        assert ask(f"{{ {listed} {{ nodes {{ id }} }} }}")["errors"][0]["extensions"]["code"] == "BAD_ARGUMENT"
