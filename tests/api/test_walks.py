"""Paths and neighbourhoods through GraphQL: the words an investigator guesses, and everyone on the way in the audit."""

from typing import Any

from guard.audit.finding import acts
from guard.roles import Role
from tests.api.conftest import Callers

PATH = """query ($to: ID!) { shortestPath(from: "f", to: $to) { withheld steps {
  node { id kind label } holder { name } tie { kind forward dated { certainty } } } } }"""


def seen(callers: Callers) -> int:
    """How many persons the last act shows."""
    return next(iter(acts(callers.client.app.state.office.gate.audit.engine))).persons  # type: ignore[attr-defined]


def test_the_way_from_a_firm_to_a_place(ask: Any) -> None:
    answer = ask(PATH, to="c2")["data"]["shortestPath"]
    assert answer["withheld"] is False
    assert [(step["node"]["kind"], step["node"]["label"]) for step in answer["steps"]] == [
        ("ORGANIZATION", "东风超市"),
        ("HOUSE", "西街2号"),
        ("PLACE", "二社区"),
    ]
    assert [step["tie"] and step["tie"]["kind"] for step in answer["steps"]] == [None, "LOCATED_AT", "WITHIN"]
    assert "errors" in ask(PATH, to="i")


def test_who_stands_on_the_way_is_in_the_audit(callers: Callers) -> None:
    callers.ask('{ neighbourhood(id: "w", kinds: [HOLDS]) { nodes { depth } } }')
    assert seen(callers) == 1
    callers.ask('{ paths(from: "p1", to: "w", longest: 1) { more } }')
    assert seen(callers) == 1
    callers.ask('{ neighbourhood(id: "w", kinds: [FOR]) { nodes { node { label } } } }')
    assert seen(callers) == 0


def test_a_neighbourhood_is_asked_page_by_page(callers: Callers) -> None:
    text = """query ($after: ID) { neighbourhood(id: "c1", kinds: [PART_OF, FOR], depth: 2, cap: 2, after: $after) {
      after nodes { depth node { kind code } ties { near kind forward } } } }"""
    first = callers.ask(text, Role.ANALYST)["data"]["neighbourhood"]
    assert [each["node"]["code"] for each in first["nodes"]] == ["9901", "99010101"]
    second = callers.ask(text, Role.ANALYST, after=first["after"])["data"]["neighbourhood"]
    assert [each["node"]["code"] for each in second["nodes"]] == ["W1", "W2"]
