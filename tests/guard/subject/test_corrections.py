"""A request for correction reaches the steward of the area, is sealed, and ends with a reason the person reads."""

from pathlib import Path
from typing import Any

from graph.model.codes import DataClass
from guard.audit.act import ActKind
from guard.roles import Role
from guard.subject.corrections import TEXT_MOST, WAITING_MOST, forget_corrections
from tests.guard.subject.conftest import Town

ASK = "mutation ($text: String!, $record: ID) { requestCorrection(text: $text, record: $record) { id text outcome } }"
LIST = "{ corrections(settled: true) { id person text record outcome } }"
SETTLE = """mutation ($id: ID!, $outcome: Settled!, $reason: String!) {
  settleCorrection(id: $id, outcome: $outcome, reason: $reason) { id outcome } }"""
MINE = "{ myRecord { records { id } corrections { id text record outcome reason } } }"
TEXT = "我已于去年搬到银杏村"


def asked(town: Town, text: str = TEXT, record: str | None = None) -> Any:
    """甲 asks."""
    return town.ask(ASK, text=text, record=record)


def listed(town: Town, headers: dict[str, str], id_: str) -> Any:
    """The request as these headers see it, or None."""
    found = town.ask_as(headers, LIST)["data"]["corrections"]
    return next((each for each in found if each["id"] == id_), None)


def test_it_reaches_the_steward_where_the_person_lives_and_no_other(town: Town) -> None:
    request = asked(town)["data"]["requestCorrection"]["id"]
    here, there = town.steward_of("V", DataClass.RESIDENT), town.steward_of("W", DataClass.RESIDENT)
    me = town.people["甲"]
    assert listed(town, here, request) == {
        "id": request,
        "person": me,
        "text": TEXT,
        "record": None,
        "outcome": None,
    }
    assert listed(town, there, request) is None


def test_without_a_grant_a_steward_sees_that_something_waits_and_no_more(town: Town) -> None:
    request = asked(town)["data"]["requestCorrection"]["id"]
    bare = town.steward_of("V")
    assert listed(town, bare, request) == {
        "id": request,
        "person": None,
        "text": None,
        "record": None,
        "outcome": None,
    }
    withheld = town.ask_as(bare, LIST)["extensions"]["withheld"]
    assert [(each["what"], each["class"]) for each in withheld] == [("Correction.text", "RESIDENT")]
    answer = town.ask_as(bare, SETTLE, id=request, outcome="CORRECTED", reason="已改")
    assert answer["errors"][0]["extensions"]["code"] == "GRANT_NEEDED"


def test_it_ends_once_with_a_reason_that_the_person_reads(town: Town) -> None:
    request = asked(town)["data"]["requestCorrection"]["id"]
    steward = town.steward_of("V", DataClass.RESIDENT)
    settled = town.ask_as(steward, SETTLE, id=request, outcome="REFUSED", reason="与户籍登记一致，无需更正")
    assert settled["data"]["settleCorrection"] == {"id": request, "outcome": "REFUSED"}
    mine = next(each for each in town.ask(MINE)["data"]["myRecord"]["corrections"] if each["id"] == request)
    assert (mine["outcome"], mine["reason"], mine["text"]) == ("REFUSED", "与户籍登记一致，无需更正", TEXT)
    again = town.ask_as(steward, SETTLE, id=request, outcome="CORRECTED", reason="已改")
    assert again["errors"][0]["extensions"]["code"] == "BAD_ARGUMENT"


def test_outside_the_area_and_absent_are_refused_alike(town: Town) -> None:
    request = asked(town)["data"]["requestCorrection"]["id"]
    there = town.steward_of("W", DataClass.RESIDENT)
    outside, absent = (
        town.ask_as(there, SETTLE, id=each, outcome="CORRECTED", reason="已改") for each in (request, "c_nothing")
    )
    assert outside["errors"] == absent["errors"]
    assert outside["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_a_record_of_another_and_one_that_is_not_there_are_refused_alike(town: Town) -> None:
    own = town.ask(MINE)["data"]["myRecord"]["records"][0]["id"]
    me = town.people["甲"]
    book = town.office.desk.book
    others = next(row.id for row in book.holding.about(town.people["乙"]))
    assert asked(town, record=own)["data"]["requestCorrection"]["outcome"] is None
    assert {row.id for row in book.holding.about(me)}.isdisjoint({others})
    assert asked(town, record=str(others))["errors"] == asked(town, record="999999")["errors"]


def test_text_is_sealed_in_the_register(town: Town) -> None:
    asked(town)
    file = Path(str(town.office.gate.register.url.database))
    written = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    assert TEXT.encode() not in written
    assert b"aes-siv:" in written


def test_only_a_resident_asks_and_only_a_steward_answers(town: Town) -> None:
    for role in (Role.STEWARD, Role.INVESTIGATOR, Role.ADMINISTRATOR, Role.AUDITOR):
        assert town.ask(ASK, role, text="x")["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    for role in (Role.INVESTIGATOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.RESIDENT):
        assert town.ask(LIST, role)["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_asking_is_an_audited_act_about_the_person(town: Town) -> None:
    asked(town)
    act = town.last()
    assert (act.kind, act.what, act.persons) == (ActKind.CORRECTION, "requestCorrection", 1)


def test_a_text_has_bounds_and_so_has_the_queue(town: Town) -> None:
    for text in ("", "  ", "长" * (TEXT_MOST + 1)):
        assert asked(town, text)["errors"][0]["extensions"]["code"] == "BAD_ARGUMENT"
    answers = [asked(town, "再改一处") for _ in range(WAITING_MOST + 1)]
    assert answers[-1]["errors"][0]["extensions"]["code"] == "TOO_OFTEN"


def test_an_erased_person_leaves_no_request(town: Town) -> None:
    assert town.ask(MINE)["data"]["myRecord"]["corrections"]
    forget_corrections(town.office.gate.register, town.people["甲"])
    assert town.ask(MINE)["data"]["myRecord"]["corrections"] == []
