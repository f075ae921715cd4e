"""Every question of ``queries`` is a root field; a rule added by a mutation answers at once."""

from dataclasses import dataclass
from typing import Annotated, Any

import pytest
from starlette.testclient import TestClient

from api.results import Results
from api.schema import schema
from graph.model import Text
from graph.model.base import camel
from graph.model.nodes.place import Level
from queries.doubling_periods import Change
from queries.network import TieKind
from queries.question import questions


def test_every_question_is_a_field() -> None:
    fields = schema()._schema.type_map["Query"].fields  # type: ignore[attr-defined]
    assert questions()
    assert [name for name in questions() if camel(name) not in fields] == []


@dataclass(frozen=True, slots=True)
class Covered:
    """被覆盖的网格 / A covered grid."""

    id: str
    branches: Annotated[int, Text("党支部数", "how many branches")]


def test_result_may_say_in_its_own_file_what_it_is_called() -> None:
    made: Any = Results().type_of(Covered)
    fields = {field.python_name: field.description for field in made.__strawberry_definition__.fields}
    assert made.__strawberry_definition__.description == "被覆盖的网格 / A covered grid."
    assert fields == {"id": "本系统的编号 / our opaque id", "branches": "党支部数 / how many branches"}


def test_no_argument_takes_a_hash_or_the_servers_own_parameters() -> None:
    fields = schema()._schema.type_map["Query"].fields  # type: ignore[attr-defined]
    for name in questions():
        assert not {"store", "access", "idHash"} & set(fields[camel(name)].args)


def test_a_code_reaches_its_question_as_a_member_of_its_list(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    async def asked(_store: Any, _access: Any, **parameters: Any) -> None:
        given.update(parameters)

    monkeypatch.setattr("queries.doubling_periods.doubling_periods", asked)
    monkeypatch.setattr("queries.neighbourhood.neighbourhood", asked)
    monkeypatch.setattr("queries.residence_gaps.residence_gaps", asked)
    ask('{ doublingPeriods(rule: "R1", change: BEGAN) { day } }')
    ask('{ neighbourhood(id: "h1", kinds: [HOLDS]) { day } }')
    ask('query ($by: Level) { residenceGaps(within: "t", by: $by) { day } }', by="TOWN")
    assert given["change"] is Change.BEGAN
    assert given["kinds"][0] is TieKind.HOLDS
    assert given["by"] is Level.TOWN


def test_questions_by_level_answer(ask: Any) -> None:
    answer = ask(
        '{ residenceGaps(within: "t", by: TOWN) { day } vacancies(kind: COMMUNITY, postType: "none") { total } }'
    )
    assert answer["data"]["residenceGaps"]["day"]
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["NOT_FOUND"]


def test_house_to_persons(ask: Any) -> None:
    answer = ask(
        """{ housePersons(house: "h1", asOf: "2024-01-01") { day house { code use } occupants {
             basis person { name sex } dated { certainty since { earliest latest } until { latest } } } } }"""
    )
    occupants = answer["data"]["housePersons"].pop("occupants")
    assert answer == {"data": {"housePersons": {"day": "2024-01-01", "house": {"code": "H1", "use": "DWELLING"}}}}
    assert {
        "basis": "OWNER",
        "person": {"name": "甲", "sex": "MALE"},
        "dated": {
            "certainty": "YES",
            "since": {"earliest": "2019-03-01", "latest": "2019-03-31"},
            "until": {"latest": None},
        },
    } in occupants


def test_person_to_addresses_says_whether_they_are_apart(ask: Any) -> None:
    answer = ask('{ a: personAddresses(person: "p1") { really: apart lives { house { code } } } }')
    assert answer == {"data": {"a": {"really": "YES", "lives": [{"house": {"code": "H1"}}]}}}


def test_person_is_found_by_resident_id_which_the_question_never_sees(client: TestClient, ask: Any) -> None:
    desk = client.app.state.office.desk  # type: ignore[attr-defined]
    sealed = desk.seals.keyed_hash("id", "11010119800501001X")
    client.portal.call(desk.store.write, "MATCH (p:Person {id: 'p1'}) SET p.idHash = $h", {"h": sealed})  # type: ignore[union-attr]
    query = "query ($n: String) { personAddresses(idNumber: $n) { person { name } } }"
    assert ask(query, n=" 11010119800501001x ") == {"data": {"personAddresses": {"person": {"name": "甲"}}}}
    assert [e["extensions"]["code"] for e in ask(query, n="110101198005010029")["errors"]] == ["NOT_FOUND"]
    assert [e["extensions"]["code"] for e in ask(query)["errors"]] == ["NOT_FOUND"]


def test_unit_page_is_the_joint_building_unit(ask: Any) -> None:
    answer = ask('{ unitPage(unit: "f") { __typename unit { name } checkIns { count withheld } } }')
    assert answer["data"]["unitPage"] == {
        "__typename": "JointBuildingUnit",
        "unit": {"name": "东风超市"},
        "checkIns": {"count": None, "withheld": True},
    }


def test_question_about_nothing_is_not_found(ask: Any) -> None:
    answer = ask('{ rollUp(place: "nowhere") { day } }')
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["NOT_FOUND"]


RULE = """mutation ($code: String!, $right: [String!]!) { addDoublingRule(input: {
  rule: $code, zh: "书记主任一肩挑", en: "Secretary and director", leftType: ["secretary"], rightType: $right,
  linkage: SAME_PLACE, kind: EXPECTED, countedOver: COMMUNITY }) {
    code linkage left { nodes { code } } right { nodes { zh } } } }"""


def test_added_rule_answers_at_once_and_is_a_record(client: TestClient, ask: Any) -> None:
    book = client.app.state.office.desk.book  # type: ignore[attr-defined]
    before = book.last_record()
    assert ask(RULE, code="R4", right=["director"]) == {
        "data": {
            "addDoublingRule": {
                "code": "R4",
                "linkage": "SAME_PLACE",
                "left": {"nodes": [{"code": "secretary"}]},
                "right": {"nodes": [{"zh": "主任"}]},
            }
        }
    }
    assert book.last_record() == before + 1
    answer = ask(
        """{ doubling(rule: "R4", by: TOWN) { inForce rate { certainly total } groups { place { name } }
             findings { place { code } state doublers { holder { name } since { latest } } } } }"""
    )
    assert answer["data"]["doubling"] == {
        "inForce": "YES",
        "rate": {"certainly": 1, "total": 2},
        "groups": [{"place": {"name": "东街道"}}],
        "findings": [
            {
                "place": {"code": "990101"},
                "state": "DOUBLED",
                "doublers": [{"holder": {"name": "甲"}, "since": {"latest": "2022-01-01"}}],
            },
            {"place": {"code": "990102"}, "state": "NO_LEFT_POST", "doublers": []},
        ],
    }
    again = ask(RULE, code="R4", right=["director"])
    assert [e["extensions"]["code"] for e in again["errors"]] == ["BAD_ARGUMENT"]


def test_rule_that_names_no_known_type_is_refused_in_words(ask: Any) -> None:
    (error,) = ask(RULE, code="R5", right=["nobody"])["errors"]
    assert error["extensions"]["code"] == "BAD_ARGUMENT"
    assert error["extensions"]["en"].startswith("right: No such code")
    assert "nobody" not in str(error)


def test_graph_says_whether_it_is_a_sample(ask: Any) -> None:
    assert ask("{ graph { sample } }") == {"data": {"graph": {"sample": True}}}
