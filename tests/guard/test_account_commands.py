"""What the commands of accounts print: the account as it now stands, a line under its columns; and areas kept as named.

What an area's name means is asked of a graph elsewhere; here every name means itself.
"""

import re
from pathlib import Path

import pytest

from guard.accounts import own_commands
from guard.console import Console
from tests.guard.test_commands import ROOT, STEWARD, given, home, listed, noted, quick, run

__all__ = ["home", "quick"]


@pytest.fixture
def worker(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An analyst's account, where no graph runs."""
    monkeypatch.setattr(Console, "places", lambda _, names: tuple(names) if names else None)
    given("account add worker --role analyst --as root --area T", ROOT)


def told(command: str, *lines: str) -> tuple[str, ...]:
    """Role, area, whether it approves and whether it is disabled, of the account that is printed."""
    names, values = (line.split("\t") for line in given(command, *lines).splitlines()[:2])
    row = dict(zip(names, values, strict=True))
    return row["role"], row["area"], row["approves"], row["disabled"]


@pytest.mark.usefixtures("worker")
def test_each_command_tells_the_account_as_it_now_stands() -> None:
    commands = {
        "add other --role steward --area V --area W --approves": ("steward", "V W", "yes", ""),
        "add third --role steward": ("steward", "*", "", ""),
        "role worker --role grid_worker --area V": ("grid_worker", "V", "", ""),
        "area worker --area W": ("grid_worker", "W", "", ""),
        "approves other --no": ("steward", "V W", "", ""),
        "approves other": ("steward", "V W", "yes", ""),
        "bind other https://issuer subject": ("steward", "V W", "yes", ""),
        "disable other": ("steward", "V W", "yes", "yes"),
        "enable other": ("steward", "V W", "yes", ""),
        "reset other": ("steward", "V W", "yes", ""),
    }
    assert {c: told(f"account {c} --as root", ROOT) for c in commands} == commands


@pytest.mark.usefixtures("home")
def test_what_is_done_at_the_console_tells_the_account_too() -> None:
    administrator = ("administrator", "", "", "")
    assert told("account bind-at-console root https://issuer subject") == administrator
    assert told("account recover root") == administrator


@pytest.mark.usefixtures("home")
def test_a_recovered_administrators_code_is_shown_once_and_opens_the_account() -> None:
    code, shown = given("account recover root").splitlines()[2:]
    assert "Shown once" in shown
    given("account password root --code", code.rpartition(" ")[2], STEWARD)
    assert [row["name"] for row in listed("account list --as root", STEWARD)] == ["root"]


def test_every_act_names_the_account_that_it_was_done_to(home: Path, worker: None) -> None:
    (account,) = (row["id"] for row in listed("account list --as root", ROOT) if row["name"] == "worker")
    for command in ("role worker --role steward", "area worker", "approves worker", "disable worker", "enable worker"):
        given(f"account {command} --as root", ROOT)
    given("account bind worker https://issuer subject --as root", ROOT)
    given("account reset worker --as root", ROOT)
    done = [what.removesuffix(" answered") for what in noted(home) if what.endswith("answered") and ":" in what]
    acts = ("role", "area", "approves", "disable", "enable", "bind", "reset")
    assert done == [f"account.{act}:{account}" for act in acts]


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("days", [0, 367])
def test_a_token_lasts_from_one_day_to_a_year(days: int) -> None:
    assert run(f"account token nightly --as worker --days {days}", STEWARD).exit_code == 2


def test_a_password_is_asked_for_by_what_it_replaces(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = given("account recover root").splitlines()[2].rpartition(" ")[2]
    typed, prompts = iter([code, STEWARD]), list[str]()
    monkeypatch.setattr(own_commands, "secret", lambda prompt: prompts.append(prompt) or next(typed))
    assert "The password is set" in given("account password root --code", ROOT)
    assert "one-time code" in prompts[0]
    run("account password root", ROOT)
    assert "present password" in prompts[1]


@pytest.mark.usefixtures("home")
def test_an_account_is_told_with_the_minute_it_was_made_in() -> None:
    (root,) = listed("account list --as root", ROOT)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d\+08:00", root["made_at"])
