"""Clerks ask documents written for them; each fits the schema and the caps, and says in zh and en what it asks."""

from pathlib import Path

import pytest

from api.errors import BadArgument, NotFound
from api.schema import schema
from api.trusted import DocumentError, check_documents, id_of, read_document, served, text_asked, trusted
from guard.refusals import RoleForbids
from guard.roles import CLERKS, Role
from tests.api.conftest import Callers

HEAD = "# 问\n# Ask\n# 角色 roles: grid_worker\n"
GIVEN = {
    "find-place": {"code": "99010101"}, "find-house": {"code": "H1"}, "find-building": {"code": "B1"},
    "house-persons": {"house": "h1"}, "person-houses": {"person": "p1"}, "person-addresses": {"person": "p1"},
    "building-households": {"building": "b"}, "grid-posts": {"grid": "g1"}, "community-page": {"community": "c1"},
}  # fmt: skip
"""What each document is asked with in the small district."""


def test_every_document_fits_the_schema() -> None:
    check_documents(schema()._schema, served())


@pytest.mark.parametrize("name", GIVEN)
def test_a_clerk_is_answered_by_a_documents_id(callers: Callers, name: str) -> None:
    (document,) = [each for each in served().values() if each.name == name]
    body = {"documentId": document.id, "variables": GIVEN[name]}
    answer = callers.client.post("/graphql", json=body, headers=callers.headers(Role.COMMUNITY_OFFICER)).json()
    assert "errors" not in answer
    assert all(answer["data"].values())


def test_every_document_about_the_graph_is_asked_here() -> None:
    """But the one that needs a rule. Documents about accounts and grants are asked where those are tested."""
    clerks = {each.name for each in served().values() if {*CLERKS, Role.INVESTIGATOR} <= each.roles}
    assert {*GIVEN, "doubling"} <= clerks


@pytest.mark.parametrize("role", sorted(CLERKS))
def test_a_clerk_may_send_a_documents_text_and_no_other(role: Role) -> None:
    text = next(each.text for each in served().values() if role in each.roles)
    assert text_asked(role, query=f"\n{text}\n", document_id=None).strip() == text
    for other in (text + " ", "{ __typename }", "{ __schema { types { name } } }"):
        if other.strip() != text:
            with pytest.raises(RoleForbids):
                text_asked(role, query=other, document_id=None)


def test_others_write_their_own() -> None:
    assert text_asked(Role.INVESTIGATOR, query="{ __typename }", document_id=None) == "{ __typename }"


def test_an_unknown_document_and_one_for_others_look_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.graphql").write_text(HEAD + "{ __typename }", encoding="utf-8")
    monkeypatch.setenv("JINGWEI_DOCUMENTS", str(tmp_path))
    own = id_of(HEAD + "{ __typename }")
    assert text_asked(Role.GRID_WORKER, query=None, document_id=own).endswith("{ __typename }")
    told = set()
    for id_ in (own, id_of("{ nothing }"), "sha256:", "x"):
        with pytest.raises(NotFound) as refused:
            text_asked(Role.COMMUNITY_OFFICER, query=None, document_id=id_)
        told.add(str(refused.value))
    assert len(told) == 1


def test_a_document_is_not_registered_by_asking(callers: Callers) -> None:
    text = "{ __typename }"
    persisted = {"persistedQuery": {"version": 1, "sha256Hash": id_of(text).removeprefix("sha256:")}}
    headers = callers.headers(Role.GRID_WORKER)
    for body in ({"query": text, "extensions": persisted}, {"extensions": persisted}, {"documentId": id_of(text)}):
        answer = callers.client.post("/graphql", json=body, headers=headers)
        assert answer.json().get("data") is None


def test_a_request_names_a_document_or_holds_a_text() -> None:
    for query, document in (("{ a }", "sha256:"), (None, None)):
        with pytest.raises(BadArgument):
            text_asked(Role.INVESTIGATOR, query=query, document_id=document)


@pytest.mark.parametrize(
    "text",
    ["{ __typename }", "# 问\n# Ask\n{ a }", HEAD.replace("grid_worker", "mayor") + "{ a }", "\xff"],
)
def test_a_file_that_is_no_document_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.graphql"
    path.write_bytes(text.encode("latin-1" if text == "\xff" else "utf-8"))
    with pytest.raises(DocumentError, match=r"odd\.graphql"):
        read_document(path)


@pytest.mark.parametrize("query", ["{ nothing }", "{ a", "{ " + "a " * 3_000 + "}"])
def test_an_offices_document_that_does_not_fit_is_named(tmp_path: Path, query: str) -> None:
    (tmp_path / "odd.graphql").write_text(HEAD + query, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"odd\.graphql"):
        check_documents(schema()._schema, trusted(str(tmp_path)))
