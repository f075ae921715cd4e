"""What a query costs is told without asking it, by the checks that a request passes."""

from typing import Any

import pytest

from guard.roles import Role
from tests.api.conftest import Callers

COST = """query ($q: String!, $v: JSON, $n: String) { cost(query: $q, variables: $v, operationName: $n) {
  cost costMost depth depthMost steps stepsMost rows rowsMost seconds allowed refusedBy { code limit zh en } } }"""


PARTS = "parts(first: 100) { nodes { "


def cost(callers: Callers, query: str, role: Role = Role.INVESTIGATOR, **more: Any) -> Any:
    return callers.ask(COST, role, q=query, v=more.get("variables"), n=more.get("name"))


def told(callers: Callers, query: str, **more: Any) -> Any:
    return cost(callers, query, **more)["data"]["cost"]


def nested(depth: int) -> str:
    return "parts(first: 1) { nodes { " * depth + "id" + " } }" * depth


def test_small_query_is_allowed_and_asks_the_graph_nothing(callers: Callers) -> None:
    store = callers.client.app.state.office.desk.store  # type: ignore[attr-defined]
    before = store.asked
    found = told(callers, '{ district(code: "99") { name parts(first: 7) { nodes { name parts { nodes { id } } } } } }')
    assert store.asked == before
    assert (found["depth"], found["rows"]) == (2, 140)
    assert found["steps"] == 1 + 5  # a part may be of any of five levels, and each is read for itself
    assert 140 < found["cost"] < 1_000
    assert (found["allowed"], found["refusedBy"]) == (True, None)
    assert all(found[f"{name}Most"] >= found[name] for name in ("cost", "depth", "steps", "rows"))


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        ('{ district(code: "99") { ' + nested(13) + " } }", "depth"),
        ('{ district(code: "99") { ' + "a: name " * 51 + " } }", "aliases"),
        ("{ " + "a " * 2_000 + "}", "tokens"),
        ("{ places(first: 1000) { nodes { " + PARTS + PARTS + "id name code" + " } } } } } } }", "cost"),
    ],
)
def test_it_is_refused_by_the_cap_that_refuses_the_query(callers: Callers, query: str, limit: str) -> None:
    refused = callers.ask(query)["errors"][0]["extensions"]
    found = told(callers, query)
    assert refused["limit"] == limit
    assert found["refusedBy"] == refused
    assert not found["allowed"]


@pytest.mark.parametrize(
    "query",
    [
        "{",
        "{ nobody }",
        'mutation { revokeToken(token: "x") { id } }',
        '{ district(code: "99", id: "d") { id } }',
        "{ places(first: 0) { nodes { id } } }",
        "query ($n: Int!) { places(first: $n) { nodes { id } } }",
        '{ cost(query: "{ graph { version } }") { cost } }',
        "query A { graph { version } } query B { graph { version } }",
    ],
)
def test_what_could_not_be_asked_says_why(callers: Callers, query: str) -> None:
    found = told(callers, query)
    assert not found["allowed"]
    assert found["refusedBy"]["code"] in ("BAD_ARGUMENT", "TOO_MANY")


def test_variables_decide(callers: Callers) -> None:
    query = "query ($n: Int!) { places(first: $n) { nodes { name } } }"
    small, large = (told(callers, query, variables={"n": n})["cost"] for n in (1, 1000))
    assert large > 500 * small
    two = "query A { graph { version } } query B { places { nodes { id } } }"
    assert told(callers, two, name="B")["cost"] > told(callers, two, name="A")["cost"]


def test_subscription_has_a_cost_too(callers: Callers) -> None:
    assert told(callers, "subscription { graph { version } }")["allowed"]


@pytest.mark.parametrize("own", ["me { name }", "tokens { label }", "auditActs { total }"])
def test_nothing_behind_the_gate_is_asked(callers: Callers, own: str) -> None:
    engine = callers.client.app.state.office.gate.audit.engine  # type: ignore[attr-defined]
    found = told(callers, f"{{ {own} }}")
    assert found["allowed"] or found["refusedBy"]["code"] == "BAD_ARGUMENT"
    from guard.audit.reading import acts

    assert next(iter(acts(engine))).what == "cost"


def test_looking_up_a_number_is_neither_made_nor_counted(callers: Callers) -> None:
    budget = callers.client.app.state.office.gate.budget  # type: ignore[attr-defined]
    used = dict(budget._used)
    found = told(callers, '{ personAddresses(idNumber: "11010119800501001X") { person { name } } }')
    assert found["allowed"]
    assert dict(budget._used) == used


def test_it_is_no_way_to_ask_for_what_needs_a_grant(callers: Callers) -> None:
    answer = cost(callers, '{ resident(id: "p1") { name } }', Role.ANALYST)
    assert answer["data"]["cost"]["allowed"]
    assert "甲" not in str(answer)


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.COMMUNITY_OFFICER])
def test_clerks_do_not_ask_it(callers: Callers, role: Role) -> None:
    assert cost(callers, "{ graph { version } }", role)["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_one_request_asks_it_once(callers: Callers) -> None:
    answer = callers.ask('{ a: cost(query: "{") { cost } ...F } fragment F on Query { b: cost(query: "{") { cost } }')
    assert [error["extensions"]["limit"] for error in answer["errors"]] == ["costs", "costs"]


def test_text_of_the_query_is_held_to_the_cap_on_strings(callers: Callers) -> None:
    answer = cost(callers, "{ graph { version } }" + " " * 8_000)
    assert answer["errors"][0]["extensions"]["limit"] == "string"


def test_variables_are_an_object(callers: Callers) -> None:
    answer = cost(callers, "{ graph { version } }", variables=[1])
    assert answer["errors"][0]["extensions"]["code"] == "BAD_ARGUMENT"
