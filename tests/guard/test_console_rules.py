"""What is asked for and said at the console: passwords typed twice, lists in a pipe, the matrix as data."""

import getpass
import io
import json
import sys

import pytest
from typer.testing import CliRunner

from guard.commands import app
from guard.console import new_secret, secret
from guard.listing import show
from guard.matrix_page import SIGNS, matrix_rows, matrix_table
from guard.purposes import Purpose
from guard.refusals import NotAudited, NotSignedIn, Refusal, Unfit
from guard.roles import Role, must_be


class Terminal(io.StringIO):
    """Standard input with somebody at it."""

    def isatty(self) -> bool:
        return True


def typing(monkeypatch: pytest.MonkeyPatch, *typed: str) -> list[str]:
    """Somebody types these; the prompts that they read."""
    left, prompts = list(typed), list[str]()

    def getpass_(prompt: str) -> str:
        prompts.append(prompt)
        return left.pop(0)

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", getpass_)
    return prompts


def test_a_new_password_is_typed_twice_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    prompts = typing(monkeypatch, "one", "one")
    assert new_secret("new: ") == "one"
    assert prompts[0] == "new: "
    assert "again" in prompts[1]
    typing(monkeypatch, "one", "two")
    with pytest.raises(Unfit):
        new_secret("new: ")


def test_a_password_in_a_pipe_is_a_line_and_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(" one \r\ntwo\n"))
    assert (secret(""), new_secret("")) == (" one ", "two")
    with pytest.raises(Unfit):
        secret("")


def test_a_list_is_tabs_in_a_pipe_and_json_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": "1", "name": "甲"}, {"id": "2", "name": "乙"}]
    show("title", rows, json=False)
    assert capsys.readouterr().out == "id\tname\n1\t甲\n2\t乙\n"
    show("title", rows, json=True)
    out = capsys.readouterr().out
    assert (json.loads(out), out.count("\n")) == (rows, 10)
    show("title", [], json=False)
    assert capsys.readouterr().out == ""


def test_a_list_is_a_table_on_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    show("accounts", [{"id": "1", "name": "[b]甲[/b]"}], json=False)
    out = capsys.readouterr().out
    assert all(word in out for word in ("accounts", "id", "name", "1", "[b]甲[/b]"))
    show("accounts", [], json=False)


def test_the_matrix_is_a_row_a_role_and_purpose() -> None:
    rows = matrix_rows()
    assert len(rows) == len(Role) * (len(Purpose) + 1) == matrix_table().row_count
    assert rows[0]["purpose"] == ""
    assert {row["resident"] for row in rows} <= {"never", "by_grant"}
    assert len(set(SIGNS.values())) == 3
    told = CliRunner().invoke(app, ["matrix", "--json"]).stdout
    assert json.loads(told) == rows
    assert told.count("\n") > len(rows)
    page = CliRunner().invoke(app, ["matrix"]).stdout
    assert all(role.zh in page for role in Role)


def test_a_refusal_is_a_code_and_a_sentence_in_each_language() -> None:
    said = Unfit("不行。", "No.")
    assert (str(said), said.zh, said.en, said.code) == ("不行。 No.", "不行。", "No.", "BAD_ARGUMENT")
    assert (Refusal("", "").code, NotSignedIn().code, NotAudited().code) == (
        *("FORBIDDEN", "UNAUTHENTICATED", "AUDIT_UNAVAILABLE"),
    )
    for each in (NotSignedIn(), NotAudited()):
        assert each.zh
        assert str(each) == f"{each.zh} {each.en}"


def test_whoever_is_of_another_role_is_told_which_may() -> None:
    must_be(Role.STEWARD, Role.STEWARD, Role.AUDITOR)
    with pytest.raises(Refusal, match=r"数据管理员、审计员.*Data steward, Auditor"):
        must_be(Role.ANALYST, Role.STEWARD, Role.AUDITOR)


def test_every_purpose_names_what_the_law_bases_it_on() -> None:
    for purpose in Purpose:
        assert purpose.zh
        assert purpose.en
        assert "个人信息保护法" in purpose.basis_zh
        assert purpose.basis_en.startswith("PIPL")
        assert Purpose(purpose.value) is purpose
