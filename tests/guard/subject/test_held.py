"""What is held about me: all of it, nobody else's, to nobody else, and noted once."""

import orjson

from graph.model.codes import DataClass
from guard.audit.act import ActKind, Outcome
from guard.audit.reading import entries_about
from guard.roles import Role
from tests.guard.subject.conftest import IDS, PHONE, Town

MINE = """{ myRecord {
  person { name zh value valueZh }
  facts { zh of code values { name value valueZh } since { earliest latest } certainty sources }
  records { id ledgerZh batch file sheet row loaded inForce correctedBy values { name zh value } }
  corrections { id } } }"""


def test_everything_held_about_me_is_told_with_where_it_came_from(town: Town) -> None:
    mine = town.ask(MINE)["data"]["myRecord"]
    assert {each["name"]: each["value"] for each in mine["person"]} == {
        "name": "甲",
        "birth": "1950-03-01",
        "id_number": IDS["甲"],
        "phone": PHONE,
    }
    facts = {each["zh"]: each for each in mine["facts"]}
    assert facts.keys() == {"实际居住", "产权租赁"}
    lives = facts["实际居住"]
    assert (lives["of"], lives["certainty"]) == ("锦绣街道梧桐路1号1单元101室", "YES")
    assert lives["values"] == [{"name": "basis", "value": "tenant", "valueZh": "租住"}]
    assert lives["since"] == {"earliest": "2001-01-01", "latest": "2001-12-31"}
    assert {each["ledgerZh"] for each in mine["records"]} == {"常住人口台账", "产权租赁台账"}
    assert set(lives["sources"]) <= {each["id"] for each in mine["records"]}


def test_a_corrected_record_is_told_with_the_one_that_took_its_place(town: Town) -> None:
    records = town.ask(MINE)["data"]["myRecord"]["records"]
    after, before = [each for each in records if each["ledgerZh"] == "常住人口台账"]
    assert (before["inForce"], before["correctedBy"]) == (False, after["id"])
    assert (after["inForce"], after["correctedBy"]) == (True, None)
    assert (after["file"], after["row"]) == ("更正.csv", 2)
    basis = {each["id"]: v["value"] for each in (before, after) for v in each["values"] if v["name"] == "basis"}
    assert basis == {before["id"]: "自有", after["id"]: "租住"}


def test_nothing_of_anybody_else_is_in_it(town: Town) -> None:
    text = orjson.dumps(town.ask(MINE)).decode()
    assert all(IDS[other] not in text and f'"{other}"' not in text for other in ("乙", "丙"))


def test_it_is_refused_to_every_other_role(town: Town) -> None:
    for role in set(Role) - {Role.RESIDENT, Role.GRID_WORKER, Role.COMMUNITY_OFFICER}:  # clerks send no text at all
        answer = town.ask(MINE, role)
        assert answer["data"] == {"myRecord": None} or answer["data"] is None
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_the_look_is_noted_once_with_the_classes_of_what_there_is(town: Town) -> None:
    town.ask(MINE)
    act = town.last()
    assert (act.kind, act.what, act.outcome, act.persons) == (ActKind.SUBJECT, "myRecord", Outcome.ANSWERED, 1)
    me = town.people["甲"]
    look = entries_about(town.office.gate.audit.engine, town.office.gate.subjects.of([me])[me], limit=1)[0]
    assert look.act.seq == act.seq
    assert set(look.classes) == {DataClass.RESIDENT, DataClass.ID, DataClass.PHONE, DataClass.OFFICE}
