"""The commands of accounts and grants, and that each of them is noted in the audit."""

import json
import re
import sqlite3
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from graph.engine import Running
from guard.accounts import Accounts, DocumentKind
from guard.accounts.commands import app as account_app
from guard.accounts.passwords import Passwords
from guard.commands import app as access_app
from guard.grants.commands import app as grant_app
from guard.register import opened_register
from loaders.desk import Desk
from tests.desks import PLACES, at_desk, put
from tests.guard.offices import CHEAP

ROOT, STEWARD, INVESTIGATOR = "the root's passphrase", "the steward's passphrase", "the other's passphrase"

app = typer.Typer()
app.add_typer(account_app, name="account")
app.add_typer(grant_app, name="grant")
app.add_typer(access_app, name="access")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cheap hashes, and no waiting for the disk: each command opens everything anew."""
    monkeypatch.setattr("guard.accounts.passwords.PasswordHasher", lambda: CHEAP)
    monkeypatch.setattr("graph.sqlite.PRAGMAS", ("journal_mode=WAL", "synchronous=OFF", "foreign_keys=ON"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with a first administrator."""
    monkeypatch.setenv("JINGWEI_HOME", str(tmp_path))
    given("account first-admin root", ROOT)
    return tmp_path


def run(command: str, *lines: str) -> Result:
    return CliRunner().invoke(app, command.split(), input="".join(f"{line}\n" for line in lines))


def given(command: str, *lines: str) -> str:
    result = run(command, *lines)
    assert result.exit_code == 0, result.output
    return result.stdout


def listed(command: str, *lines: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(given(f"{command} --json", *lines))
    return found


def invited(name: str, role: str, password: str, more: str = "") -> None:
    if role == "auditor":
        output = given(f"account add-auditor {name}")
    else:
        output = given(f"account add {name} --role {role} --as root {more}", ROOT)
    code = re.search(r"\b(?:[a-z2-7]{5}-){3}[a-z2-7]{5}\b", output)
    assert code
    given(f"account password {name} --code", code[0], password)


def noted(home: Path) -> list[str]:
    """What the audit holds: the acts' names with their outcomes."""
    with sqlite3.connect(home / "audit" / "audit.sqlite") as db:
        entries = [json.loads(entry) for (entry,) in db.execute("SELECT entry FROM entries ORDER BY seq")]
    return [f"{said['what']} {said['outcome']}" for said in entries]


def test_a_grant_is_asked_for_by_one_and_approved_by_another(home: Path) -> None:
    invited("boss", "steward", STEWARD, "--approves")
    invited("seeker", "investigator", INVESTIGATOR)
    ask = "grant ask --as seeker --purpose inquiry --case A-1 --class resident --class phone --days 10"
    given(ask, INVESTIGATOR)
    waiting = listed("grant list --waiting --as boss", STEWARD)
    assert [(g["holder"], g["purpose"], g["area"], g["classes"], g["state"]) for g in waiting] == [
        ("seeker", "inquiry", "*", "phone resident", "waiting")
    ]
    grant = waiting[0]["id"]
    assert run(f"grant approve {grant} --as seeker", INVESTIGATOR).exit_code == 1
    assert run(f"grant approve {grant} --as boss", INVESTIGATOR).exit_code == 1
    given(f"grant approve {grant} --as boss", STEWARD)
    assert [g["state"] for g in listed("grant list --as seeker", INVESTIGATOR)] == ["in_force"]
    given(f"grant revoke {grant} --as boss --reason misuse", STEWARD)
    assert [(g["state"], g["reason"]) for g in listed("grant list --over --as boss", STEWARD)] == [
        ("revoked", "misuse")
    ]
    given(ask, INVESTIGATOR)
    second = listed("grant list --waiting --as boss", STEWARD)[0]["id"]
    given(f"grant refuse {second} --as boss --reason too_wide", STEWARD)
    assert noted(home)[-4:] == ["sign_in begun", "sign_in answered", "grant.refuse begun", "grant.refuse answered"]


def test_an_administrator_runs_the_accounts(home: Path) -> None:
    invited("worker", "investigator", INVESTIGATOR)
    for command in ("role worker --role steward", "approves worker", "disable worker", "enable worker"):
        given(f"account {command} --as root", ROOT)
    given("account approves worker --no --as root", ROOT)
    found = listed("account list --as root", ROOT)
    assert [(a["name"], a["role"], a["area"], a["approves"], a["disabled"]) for a in found] == [
        ("root", "administrator", "", "", ""), ("worker", "steward", "*", "", ""),
    ]  # fmt: skip
    given("account password worker", INVESTIGATOR, STEWARD)
    secret = given("account token nightly --as worker", STEWARD).strip()
    assert secret.startswith("jw_")
    token = listed("account tokens --as worker", STEWARD)[0]
    assert (token["label"], token["ended"]) == ("nightly", "")
    given(f"account revoke-token {token['id']} --as worker", STEWARD)
    given("account bind worker https://issuer subject --as root", ROOT)
    given("account reset worker --as root", ROOT)
    assert run("account tokens --as worker", STEWARD).exit_code == 1
    invited("watcher", "auditor", INVESTIGATOR)
    assert run("account reset watcher --as root", ROOT).exit_code == 1
    given("account bind-at-console watcher https://issuer another")
    given("account recover watcher")
    given("account recover root")


def test_no_command_touches_a_residents_account(home: Path) -> None:
    invited("boss", "steward", STEWARD)
    with opened_register(home / "access") as register:
        kept = Accounts(register, passwords=Passwords(CHEAP))
        kept.open_resident(kept.by_name("boss"), "wang", person="P1", document=DocumentKind.PASSPORT)
    assert run("account open-resident li --person P2 --document passport --as boss", STEWARD).exit_code == 2
    assert run("account renew-resident --person P1 --document passport --as boss", STEWARD).exit_code == 2
    for by, password in (("boss", STEWARD), ("root", ROOT)):
        assert run(f"account bind wang https://issuer subject --as {by}", password).exit_code == 1
    with opened_register(home / "access") as register:
        assert not Accounts(register).by_name("wang").external


def test_a_refusal_is_one_sentence_and_noted_with_its_code(home: Path) -> None:
    again = run("account first-admin other", ROOT)
    assert (again.exit_code, again.stderr.strip()) == (1, "已经有管理员账户。 There is an administrator already.")
    wrong = run("account list --as root", "wrong passphrase")
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert noted(home) == [
        "account.first_admin begun", "account.first_admin answered", "account.first_admin begun",
        "account.first_admin refused", "sign_in begun", "sign_in refused",
    ]  # fmt: skip


def test_what_is_typed_stands_in_no_note_unless_it_is_known(home: Path) -> None:
    invited("boss", "steward", STEWARD, "--approves")
    typed = "110101199003074514"
    for command in (
        "grant approve",
        "grant refuse --reason case",
        "grant revoke --reason case",
        "account revoke-token",
    ):
        assert run(f"{command} {typed} --as boss", STEWARD).exit_code == 1
    assert run(f"account password {typed}", STEWARD, INVESTIGATOR).exit_code == 1
    assert noted(home)[-2:] == ["account.password begun", "account.password refused"]
    with sqlite3.connect(home / "audit" / "audit.sqlite") as db:
        assert not [entry for (entry,) in db.execute("SELECT entry FROM entries") if typed.encode() in entry]


@pytest.mark.parametrize("code", ["", "--code"])
def test_a_name_that_nobody_has_and_a_wrong_password_answer_alike(home: Path, code: str) -> None:
    wrong, unknown = (run(f"account password {name} {code}", "not this one", STEWARD) for name in ("root", "nobody"))
    assert wrong.exit_code == unknown.exit_code == 1
    assert wrong.stderr == unknown.stderr != ""


def test_administrators_do_not_read_what_residents_sign_in_as(home: Path) -> None:
    invited("boss", "steward", STEWARD)
    with opened_register(home / "access") as register:
        kept = Accounts(register, passwords=Passwords(CHEAP))
        kept.open_resident(kept.by_name("boss"), "wang", person="P1", document=DocumentKind.PASSPORT)
    found = {row["role"]: row["name"] for row in listed("account list --as root", ROOT)}
    assert found == {"administrator": "root", "steward": "boss", "resident": "居民本人"}


@pytest.mark.parametrize("lines", [(), ("",), ("short",)])
def test_no_first_administrator_without_a_password_that_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...]
) -> None:
    monkeypatch.setenv("JINGWEI_HOME", str(tmp_path))
    assert run("account first-admin root", *lines).exit_code == 1
    assert run("account list --as root", "short").exit_code == 1


def test_what_cannot_be_noted_is_not_done(home: Path) -> None:
    with sqlite3.connect(home / "audit" / "audit.sqlite") as db:
        db.execute("CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
    refused = run("account recover root")
    assert (refused.exit_code, refused.stdout) == (1, "")
    with opened_register(home / "access") as register:
        assert Accounts(register, passwords=Passwords(CHEAP)).known("root", ROOT, origin=None)


def test_areas_are_named_by_code_and_an_approvers_reaches_what_lies_below(
    home: Path, monkeypatch: pytest.MonkeyPatch, neo4j_server: Running, tmp_path: Path
) -> None:
    async def work(desk: Desk) -> None:
        await put(desk, "places", tmp_path, *PLACES)

    (tmp_path / "desk").mkdir()
    at_desk(tmp_path / "desk", neo4j_server, work)
    monkeypatch.setenv("JINGWEI_GRAPH_URL", neo4j_server.url)
    monkeypatch.setenv("JINGWEI_GRAPH_PASSWORD", neo4j_server.password)
    invited("boss", "community_officer", STEWARD, "--approves --area T")
    invited("worker", "grid_worker", INVESTIGATOR, "--area V")
    for unfit in ("nowhere", "VG", "VM"):  # the last two are a grid and a micro-grid
        assert run(f"account area worker --as root --area {unfit}", ROOT).exit_code == 1
    ask = "grant ask --as worker --purpose service --case A-1 --class resident"
    given(f"{ask} --area V", INVESTIGATOR)
    for wider in ("T", "W", "V --area W"):
        assert run(f"{ask} --area {wider}", INVESTIGATOR).exit_code == 1
    (grant,) = listed("grant list --waiting --as boss", STEWARD)
    given(f"grant approve {grant['id']} --as boss", STEWARD)
    given("account area boss --as root --area W", ROOT)
    assert run(f"grant revoke {grant['id']} --as boss --reason case", STEWARD).exit_code == 1
    given(f"grant revoke {grant['id']} --as worker --reason not_needed", INVESTIGATOR)
