"""What the commands of grants print: the grant as it now stands, a line under its columns."""

import datetime as dt
from pathlib import Path

import pytest

from graph.model.dates import today
from tests.guard.test_commands import INVESTIGATOR, STEWARD, given, home, invited, listed, quick, run

__all__ = ["home", "quick"]

ASK = "grant ask --as seeker --purpose inquiry --case A-1 --class phone --class resident"


@pytest.fixture
def people(home: Path) -> None:
    """Who asks, and who decides."""
    invited("boss", "steward", STEWARD, "--approves")
    invited("seeker", "investigator", INVESTIGATOR)


def told(command: str, password: str) -> dict[str, str]:
    """The one row that is printed, by its columns; not as JSON."""
    names, values = (line.split("\t") for line in given(command, password).splitlines())
    return dict(zip(names, values, strict=True))


@pytest.mark.usefixtures("people")
def test_each_command_tells_the_grant_as_it_now_stands() -> None:
    asked = told(ASK, INVESTIGATOR)
    grant = asked.pop("id")
    until = today() + dt.timedelta(days=30)
    same = {"holder": "seeker", "role": "investigator", "purpose": "inquiry", "case": "A-1", "area": "*"}
    same |= {"classes": "phone resident", "since": str(today()), "until": str(until)}
    assert asked == same | {"state": "waiting", "reason": ""}
    assert list(asked) == ["holder", "role", "purpose", "case", "area", "classes", "since", "until", "state", "reason"]
    approved = told(f"grant approve {grant} --as boss", STEWARD)
    assert approved == same | {"id": grant, "state": "in_force", "reason": ""}
    revoked = told(f"grant revoke {grant} --as seeker --reason not_needed", INVESTIGATOR)
    assert revoked == same | {"id": grant, "state": "revoked", "reason": "not_needed"}
    other = told(ASK, INVESTIGATOR)["id"]
    refused = told(f"grant refuse {other} --as boss --reason too_wide", STEWARD)
    assert refused == same | {"id": other, "state": "refused", "reason": "too_wide"}


@pytest.mark.usefixtures("people")
def test_a_list_is_ones_own_unless_it_is_asked_for_otherwise() -> None:
    mine = told(ASK, INVESTIGATOR)["id"]
    assert [row["id"] for row in listed("grant list --as seeker", INVESTIGATOR)] == [mine]
    for of_boss, found in (("", []), ("--waiting", [mine]), ("--over", [mine])):
        assert [row["id"] for row in listed(f"grant list {of_boss} --as boss", STEWARD)] == found
    assert given("grant list --as boss", STEWARD) == ""


@pytest.mark.usefixtures("people")
def test_who_may_not_approve_has_nobodys_grants_to_decide_on() -> None:
    given(ASK, INVESTIGATOR)
    invited("other", "steward", STEWARD)
    for which in ("--waiting", "--over"):
        assert run(f"grant list {which} --as other", STEWARD).stdout == ""


@pytest.mark.usefixtures("people")
def test_a_grant_lasts_from_one_day_to_half_a_year_from_the_day_that_is_named() -> None:
    day = today() + dt.timedelta(days=3)
    asked = told(f"{ASK} --since {day} --days 1", INVESTIGATOR)
    assert (asked["since"], asked["until"]) == (str(day), str(day + dt.timedelta(days=1)))
    for days in (0, 181):
        assert run(f"{ASK} --days {days}", INVESTIGATOR).exit_code == 2
