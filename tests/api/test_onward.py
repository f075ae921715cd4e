"""From the rows of a question into the graph: one query for all rows at one place, and nothing unpermitted."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from guard.roles import Role
from tests.api.conftest import Callers


def test_rows_lead_on_in_one_query_each_place_of_the_selection(client: TestClient, ask: Any) -> None:
    store = client.app.state.office.desk.store  # type: ignore[attr-defined]
    before = store.asked
    answer = ask(
        """{ housePersons(house: "h1") { house { code node { address inBuilding { nodes { name } } } }
             occupants { person { name node { __typename birth livesIn { nodes { code } } } } } } }"""
    )
    assert store.asked - before == 3
    found = answer["data"]["housePersons"]
    assert found["house"] == {"code": "H1", "node": {"address": "东街1号", "inBuilding": {"nodes": [{"name": "1幢"}]}}}
    people = {each["person"]["name"]: each["person"]["node"] for each in found["occupants"]}
    assert people["甲"] == {"__typename": "Resident", "birth": "1980-05-01", "livesIn": {"nodes": [{"code": "H1"}]}}


def test_a_row_that_may_be_of_several_types_is_shown_as_what_it_is(ask: Any) -> None:
    answer = ask(
        """{ rollUp(place: "t") { place { name node { __typename ... on Town { parts { totalCount } } } } } }"""
    )
    assert answer["data"]["rollUp"]["place"]["node"] == {"__typename": "Town", "parts": {"totalCount": 2}}


def test_the_day_is_the_questions_own(ask: Any) -> None:
    query = '{ housePersons(house: "h1", asOf: "%s") { house { node { residents { nodes { name } } } } } }'
    found = [
        ask(query % day)["data"]["housePersons"]["house"]["node"]["residents"] for day in ("2013-01-01", "2024-01-01")
    ]
    assert [[each["name"] for each in page["nodes"]] for page in found] == [["丙", "乙"], ["乙", "甲"]]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.INVESTIGATOR])
def test_going_on_to_residents_needs_a_grant(callers: Callers, role: Role) -> None:
    query = (
        '{ rollUp(place: "c1") { place { node { id ... on Community { checkedIn: checkIns { nodes { id } } } } } } }'
    )
    answer = callers.ask(query, role, granted=False)
    assert "data" in answer, answer
    assert answer["data"]["rollUp"]["place"]["node"] is None
    assert answer["errors"][0]["extensions"]["code"] in ("FORBIDDEN", "GRANT_NEEDED")
