"""Who asks, on what grounds, decides what is answered; what is answered is in the audit with whom it showed."""

from typing import Any

import pytest

from guard.audit.reading import acts, entries_about
from guard.refusals import NotAudited
from guard.roles import Role
from tests.api.conftest import Callers

RESIDENTS = '{ house(id: "h1") { residents { nodes { name } } } }'
PERSONS = '{ housePersons(house: "h2") { registered { relationToHead person { name } } } }'
RESIDENT = '{ resident(id: "p1") { name } }'
HOLDERS = '{ post(id: "w") { holders { nodes { name } } } }'


def code(answer: Any) -> str | None:
    return answer["errors"][0]["extensions"]["code"] if "errors" in answer else None


@pytest.mark.parametrize(
    "query", [RESIDENTS, PERSONS, '{ resident(id: "p1") { name } }', '{ checkIn(id: "i") { id } }']
)
@pytest.mark.parametrize(
    ("role", "granted", "refusal"),
    [
        (Role.INVESTIGATOR, True, None),
        (Role.INVESTIGATOR, False, "GRANT_NEEDED"),
        (Role.STEWARD, False, "GRANT_NEEDED"),
        (Role.ANALYST, False, "FORBIDDEN"),
        (Role.AUDITOR, False, "FORBIDDEN"),
        (Role.ADMINISTRATOR, False, "FORBIDDEN"),
    ],
)
def test_residents_are_told_of_under_a_grant(
    callers: Callers, query: str, role: Role, granted: bool, refusal: str | None
) -> None:
    assert code(callers.ask(query, role, granted=granted)) == refusal


@pytest.mark.parametrize(("role", "refusal"), [(Role.ANALYST, None), (Role.AUDITOR, "FORBIDDEN")])
def test_holders_of_public_posts_are_told_of_by_role(callers: Callers, role: Role, refusal: str | None) -> None:
    answer = callers.ask(HOLDERS, role)
    assert code(answer) == refusal
    if refusal is None:
        assert answer["data"]["post"]["holders"]["nodes"] == [{"name": "甲"}]


def test_a_clerk_asks_documents_alone(callers: Callers) -> None:
    assert code(callers.ask(HOLDERS, Role.GRID_WORKER)) == "FORBIDDEN"


@pytest.mark.parametrize("grant", ["g_unknown", None])
def test_anothers_grant_and_one_that_does_not_exist_answer_alike(callers: Callers, grant: str | None) -> None:
    theirs = grant or callers.of[Role.STEWARD].grant or ""
    headers = callers.headers(granted=False) | {"X-Jingwei-Grant": theirs}
    answer = callers.client.post("/graphql", json={"query": RESIDENTS}, headers=headers)
    assert (answer.status_code, code(answer.json())) == (403, "GRANT_WRONG")
    assert theirs not in answer.text


def test_what_is_left_out_is_said_in_the_same_words_whether_there_was_any(callers: Callers) -> None:
    withheld = [
        callers.ask(f'{{ post(id: "{post}") {{ holders {{ nodes {{ name }} }} }} }}', Role.ANALYST)["extensions"]
        for post in ("w", "v")
    ]
    assert withheld[0] == withheld[1]
    assert withheld[0]["withheld"] == [
        {
            "what": "Post.holders",
            "why": "CLASS",
            "class": "RESIDENT",
            "zh": "未获授权的信息类别：居民",
            "en": "A class of data not granted: Resident",
        }
    ]


def test_every_person_shown_has_one_entry_with_the_classes_shown(callers: Callers) -> None:
    gate = callers.client.app.state.office.gate  # type: ignore[attr-defined]
    answer = callers.ask(PERSONS)
    assert answer["data"]["housePersons"]["registered"] == [{"relationToHead": "HEAD", "person": {"name": "甲"}}]
    latest = next(iter(acts(gate.audit.engine)))
    assert (latest.what, latest.outcome.value, latest.persons) == ("housePersons", "answered", 1)
    look = next(iter(entries_about(gate.audit.engine, gate.subjects.of(["p1"])["p1"])))
    assert set(look.classes) == {"resident", "relation"}
    assert look.act.purpose == "inquiry"


def test_refused_and_empty_questions_are_noted_too(callers: Callers) -> None:
    engine = callers.client.app.state.office.gate.audit.engine  # type: ignore[attr-defined]
    for query, outcome in [(RESIDENTS, "refused"), ('{ house(code: "nowhere") { id } }', "empty"), ("{", "refused")]:
        callers.ask(query, granted=False)
        assert next(iter(acts(engine))).outcome.value == outcome


def test_without_an_audit_there_is_no_answer(callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object) -> int:
        raise NotAudited

    monkeypatch.setattr("guard.audit.log.AuditLog.record", fails)
    for query in (PERSONS, HOLDERS, "{ graph { sample } }", "{"):
        answer = callers.client.post("/graphql", json={"query": query}, headers=callers.headers())
        assert (answer.status_code, code(answer.json())) == (503, "AUDIT_UNAVAILABLE")
        assert "data" not in answer.json()
