"""The planted doublings are what the ledgers say, worked out here from posts and appointments alone."""

import datetime as dt
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from graph.model.dates import Certainty, Span, read_end, read_moment
from tests.seeds.reading import Row, rows

COMMITTEE = (
    "community_secretary",
    "community_deputy_secretary",
    "party_committee_member",
    "committee_director",
    "committee_deputy_director",
    "committee_member",
)
Holders = dict[str, list[tuple[str, Span]]]


@pytest.fixture(scope="module")
def planted(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "planted.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def holders(folder: Path) -> Holders:
    """Who held each post, and when."""
    held: Holders = {}
    for row in rows(folder, "appointments"):
        held.setdefault(row.text("post"), []).append((row.text("id_number"), _span(row)))
    return held


@pytest.fixture(scope="module")
def posts(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Posts of each type, with what they are for."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows(folder, "posts"):
        target = row.text("place") or row.text("building")
        found.setdefault(row.text("post_type"), []).append((row.text("post"), target))
    return found


def _span(row: Row) -> Span:
    until = row.text("until")
    return Span.of(read_moment(row.text("since")), read_end(until) if until else None)


def _on(holders: Holders, posts: Iterable[str], day: dt.date) -> tuple[set[str], set[str]]:
    """Who holds one of the posts on a day for certain, and who possibly."""
    sure = {i for post in posts for i, span in holders.get(post, []) if span.on(day) is Certainty.YES}
    maybe = {i for post in posts for i, span in holders.get(post, []) if span.on(day) is Certainty.POSSIBLY}
    return sure, maybe - sure


def _state(holders: Holders, left: list[str], right: list[str], day: dt.date) -> str:
    if not left or not right:
        return "NO_POST"
    (left_sure, left_maybe), (right_sure, right_maybe) = _on(holders, left, day), _on(holders, right, day)
    if left_sure & right_sure:
        return "DOUBLED"
    if left_maybe or right_maybe:
        return "UNCERTAIN"
    if left_sure and right_sure:
        return "SPLIT"
    if not left_sure and not right_sure:
        return "BOTH_VACANT"
    return "RIGHT_VACANT" if left_sure else "LEFT_VACANT"


def _of(posts: dict[str, list[tuple[str, str]]], kind: str, wanted: Callable[[str], bool]) -> list[str]:
    return [post for post, target in posts.get(kind, []) if wanted(target)]


def test_states_of_r1(planted: dict[str, Any], holders: Holders, posts: dict[str, list[tuple[str, str]]]) -> None:
    known = [state for state in planted["doublings"] if state["rule"] == "R1"]
    assert {state["state"] for state in known} >= {"DOUBLED", "SPLIT", "LEFT_VACANT", "RIGHT_VACANT", "UNCERTAIN"}
    for state in known:
        left = _of(posts, "community_secretary", lambda place, at=state["place"]: place == at)
        right = _of(posts, "committee_director", lambda place, at=state["place"]: place == at)
        found = _state(holders, left, right, dt.date.fromisoformat(state["on"]))
        assert (state["place"], state["on"], found) == (state["place"], state["on"], state["state"])


def test_states_of_r3(
    folder: Path, planted: dict[str, Any], holders: Holders, posts: dict[str, list[tuple[str, str]]]
) -> None:
    micro = {row.text("building"): row.text("place") for row in rows(folder, "buildings")}
    known = [state for state in planted["doublings"] if state["rule"] == "R3"]
    for state in known:
        left = _of(posts, "micro_grid_head", lambda place, at=state["place"]: place == at)
        right = _of(posts, "building_party_leader", lambda building, at=state["place"]: micro[building] == at)
        found = _state(holders, left, right, dt.date.fromisoformat(state["on"]))
        assert (state["place"], found) == (state["place"], state["state"])


def test_states_of_r2(
    folder: Path, planted: dict[str, Any], holders: Holders, posts: dict[str, list[tuple[str, str]]]
) -> None:
    parent = {row.text("place"): row.text("parent") for row in rows(folder, "places")}
    day = dt.date(2026, 10, 31)
    found: set[tuple[str, str, str]] = set()
    for community in {place for place, above in parent.items() if above.endswith("000")}:
        left = [post for kind in COMMITTEE for post in _of(posts, kind, lambda place, at=community: place == at)]
        inside = lambda place, at=community: parent.get(place) == at  # noqa: E731
        right = _of(posts, "grid_head", inside) + _of(posts, "grid_member", inside)
        sure, maybe = _on(holders, right, day)
        people, _ = _on(holders, left, day)
        found |= {(community, i, "UNCERTAIN" if i in maybe else "SINGLE") for i in people - sure}
    assert found == {(known["community"], known["id"], known["state"]) for known in planted["committee_members"]}
