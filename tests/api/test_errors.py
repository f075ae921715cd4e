"""A request that fails is told a code and a sentence in zh and en, and nothing from inside."""

from typing import Any

import pytest
from graphql import GraphQLError
from starlette.testclient import TestClient

from api.errors import shown
from graph.store import GraphUnreachable, QuestionTooSlow, StoreError
from tests.api.conftest import Callers, bearer

SECRET = "320812198001019999"


def _code(answer: dict[str, Any]) -> list[str]:
    return [error["extensions"]["code"] for error in answer["errors"]]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('{ house(code: "nowhere") { id } }', "NOT_FOUND"),
        ('{ resident(id: "nobody") { id } }', "NOT_FOUND"),
        ('{ town(code: "990101") { id } }', "NOT_FOUND"),
        ("{ house { id } }", "BAD_ARGUMENT"),
        ('{ house(id: "h1", code: "H1") { id } }', "BAD_ARGUMENT"),
        ("{ house(", "BAD_ARGUMENT"),
        ('{ house(id: "h1") { idNumber } }', "BAD_ARGUMENT"),
        ('{ resident(id: "p1") { phone } }', "BAD_ARGUMENT"),
        ("{ " + " ".join(f"a{i}: __typename" for i in range(51)) + " }", "TOO_MANY"),
        ('{ place(id: "d") { ' + "parts { nodes { " * 13 + "id" + " } }" * 13 + " } }", "TOO_MANY"),
        (
            "{ places(first: 1000) { nodes { " + "parts(first: 100) { nodes { " * 2 + "id" + " } }" * 2 + " } } }",
            "TOO_MANY",
        ),
        ("query ($d: Date) { houses(asOf: $d) { nodes { id } } }", None),
    ],
)
def test_errors_have_codes_and_both_languages(ask: Any, query: str, code: str | None) -> None:
    answer = ask(query)
    if code is None:
        assert "errors" not in answer
        return
    assert _code(answer) == [code]
    (error,) = answer["errors"]
    assert error["extensions"]["zh"]
    assert error["extensions"]["en"]
    assert set(error) <= {"message", "extensions", "locations", "path"}


@pytest.mark.parametrize(
    "query",
    [
        f'{{ houses(first: "{SECRET}") {{ nodes {{ id }} }} }}',
        f'{{ house(id: "h1", asOf: "{SECRET}") {{ id }} }}',
        f'{{ house(id: "{SECRET}") {{ id }} }}',
        f'{{ house(id: "h1") {{ residents(after: "{SECRET}") {{ nodes {{ id }} }} }} }}',
    ],
)
def test_no_value_comes_back_in_an_error(ask: Any, query: str) -> None:
    answer = ask(query)
    assert answer["errors"]
    assert SECRET not in str(answer)
    variables = ask("query ($n: Int!) { houses(first: $n) { nodes { id } } }", n=SECRET)
    assert _code(variables) == ["BAD_ARGUMENT"]
    assert SECRET not in str(variables)


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (QuestionTooSlow("x"), "TIMEOUT"),
        (GraphUnreachable("x"), "UNAVAILABLE"),
        (StoreError("MATCH (secret)"), "INTERNAL"),
        (KeyError(SECRET), "INTERNAL"),
    ],
)
def test_inner_failure_is_told_by_its_code_alone(
    ask: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, raised: Exception, code: str
) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr("graph.store.Store.read_one", fails)
    answer = ask('{ house(id: "h1") { id } }')
    assert _code(answer) == [code]
    assert answer["data"] == {"house": None}
    assert not {"secret", SECRET, "Traceback", "MATCH"} & set(str(answer).split())
    assert SECRET not in caplog.text
    assert "MATCH" not in caplog.text


def test_a_request_needs_a_session_or_a_token(client: TestClient, callers: Callers) -> None:
    body = {"query": "{ __typename }"}
    for headers in ({}, bearer("another"), {"Authorization": "Basic " + "x"}, bearer("")):
        answer = client.post("/graphql", json=body, headers=headers)
        assert (answer.status_code, _code(answer.json())) == (401, ["UNAUTHENTICATED"])
    headers = callers.headers()
    token = headers["Authorization"].split()[1]
    assert client.post(f"/graphql?token={token}", json=body).status_code == 401
    assert client.post("/graphql", json=body, headers=headers).json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"{}", "application/json"),
        (b'{"query": "{ __typename }", "variables": []}', "application/json"),
        (b'{"query": "{ __typename }", "variables": [1]}', "application/json"),
        (b"query={__typename}", "application/x-www-form-urlencoded"),
        (b"{" + b" " * 70_000 + b"}", "application/json"),
    ],
)
def test_what_is_no_graphql_request_is_refused(client: TestClient, callers: Callers, content: bytes, kind: str) -> None:
    answer = client.post("/graphql", content=content, headers={**callers.headers(), "Content-Type": kind})
    codes = answer.json().get("errors") and _code(answer.json())
    assert codes in (["BAD_ARGUMENT"], ["TOO_MANY"], None)
    assert answer.status_code == (400 if codes else 200)


def test_query_text_is_not_taken_from_an_address(client: TestClient, callers: Callers) -> None:
    answer = client.get("/graphql?query={__typename}", headers=callers.headers())
    assert answer.headers["content-type"].startswith("text/html")


def test_failure_outside_graphql_is_told_by_its_code_too(
    client: TestClient, callers: Callers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise StoreError(SECRET)

    monkeypatch.setattr("graph.store.Store.read_one", fails)
    for path in ("/healthz", "/questions-to-try"):
        answer = client.get(path, headers=callers.headers())
        assert (answer.status_code, _code(answer.json())) == (500, ["INTERNAL"])
        assert SECRET not in answer.text + caplog.text


def test_a_value_that_does_not_fit_the_schema_is_a_fault_of_ours() -> None:
    for message in ("Expected value of type 'Span' but got: <X>.", "Abstract type 'Node' must resolve to …"):
        assert shown(GraphQLError(message, path=["a"]))["extensions"]["code"] == "INTERNAL"  # type: ignore[index]
    assert shown(GraphQLError("Syntax Error: …"))["extensions"]["code"] == "BAD_ARGUMENT"  # type: ignore[index]


@pytest.mark.parametrize("value", [SECRET, 5, [SECRET], {"code": {"is": {"a": 1}}}, {SECRET: 1}, {"level": ["NONE"]}])
def test_a_variable_of_a_wrong_shape_is_the_callers_fault(ask: Any, value: object) -> None:
    answer = ask("query ($w: PlaceFilter) { places(where: $w) { nodes { id } } }", w=value)
    assert _code(answer) == ["BAD_ARGUMENT"]
    assert SECRET not in str(answer)
