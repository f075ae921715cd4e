"""What the commands of one's own account print: each row's columns, and that it was done."""

import re
from pathlib import Path

from tests.guard.test_commands import INVESTIGATOR, ROOT, given, home, invited, listed, noted, quick, run

__all__ = ["home", "quick"]


def test_a_token_is_listed_with_its_use_its_grant_and_its_end(home: Path) -> None:
    invited("worker", "investigator", INVESTIGATOR)
    given("account token nightly --as worker --days 10", INVESTIGATOR)
    given("account token bound --as worker --grant g_1", INVESTIGATOR)
    bound, plain = sorted(listed("account tokens --as worker", INVESTIGATOR), key=lambda row: row["label"])
    assert set(bound) == {"id", "label", "grant", "until", "ended"}
    assert (bound["label"], bound["grant"], plain["grant"]) == ("bound", "g_1", "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", plain["until"])
    assert plain["until"] < bound["until"]
    assert "revoked" in given(f"account revoke-token {plain['id']} --as worker", INVESTIGATOR)
    assert {row["label"]: row["ended"] for row in listed("account tokens --as worker", INVESTIGATOR)} == {
        "bound": "",
        "nightly": "yes",
    }


def test_an_account_is_told_with_its_columns_and_its_code(home: Path) -> None:
    told = given("account add worker --role analyst --as root", ROOT).splitlines()
    assert told[0] == "id\tname\trole\tarea\tapproves\tdisabled\tmade_by\tmade_at"
    assert told[1].split("\t")[1:6] == ["worker", "analyst", "*", "", ""]
    assert "one-time code" in told[2]
    assert "Shown once" in told[3]
    disabled = given("account disable worker --as root", ROOT).splitlines()[1].split("\t")
    assert disabled[5] == "yes"


def test_a_tokens_secret_is_all_that_a_pipe_is_given(home: Path) -> None:
    invited("worker", "investigator", INVESTIGATOR)
    done = run("account token nightly --as worker --days 10", INVESTIGATOR)
    (token,) = listed("account tokens --as worker", INVESTIGATOR)
    assert re.fullmatch(r"jw_[\w-]{43}\n", done.stdout)
    assert (token["id"] in done.stderr, token["until"] in done.stderr, "Shown once" in done.stderr) == (True,) * 3


def test_a_token_that_is_revoked_stands_in_the_note_and_no_other_word_does(home: Path) -> None:
    invited("worker", "investigator", INVESTIGATOR)
    given("account token nightly --as worker", INVESTIGATOR)
    (token,) = listed("account tokens --as worker", INVESTIGATOR)
    assert run("account revoke-token something --as worker", INVESTIGATOR).exit_code == 1
    assert noted(home)[-1] == "account.revoke_token refused"
    given(f"account revoke-token {token['id']} --as worker", INVESTIGATOR)
    assert noted(home)[-1] == f"account.revoke_token:{token['id']} answered"
