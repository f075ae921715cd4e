"""What the commands of one's own account print: each row's columns, and that it was done."""

import re
from pathlib import Path

from tests.guard.test_commands import INVESTIGATOR, ROOT, given, home, invited, listed, quick

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
