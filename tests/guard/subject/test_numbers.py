"""A person's resident ID and phone: under a grant of their classes, in the area, one at a time, and counted."""

from graph.model.codes import DataClass
from guard.audit.reading import entries_about
from guard.limits import MINUTE, Kind, Window
from guard.roles import Role
from tests.guard.subject.conftest import IDS, PHONE, Town

NUMBERS = "query ($person: ID!) { personNumbers(person: $person) { idNumber phone } }"
C = DataClass


def test_numbers_are_opened_under_a_grant_of_their_classes(town: Town) -> None:
    steward = town.steward_of("V", C.RESIDENT, C.ID, C.PHONE)
    answer = town.ask_as(steward, NUMBERS, person=town.people["甲"])
    assert answer["data"]["personNumbers"] == {"idNumber": IDS["甲"], "phone": PHONE}
    me = town.people["甲"]
    seen = entries_about(town.office.gate.audit.engine, town.office.gate.subjects.of([me])[me], limit=1)[0]
    assert (set(seen.classes), seen.act.what) == ({"resident", "id", "phone"}, "personNumbers")


def test_a_number_whose_class_is_not_granted_is_withheld_and_not_noted(town: Town) -> None:
    steward = town.steward_of("V", C.RESIDENT, C.PHONE)
    answer = town.ask_as(steward, NUMBERS, person=town.people["甲"])
    assert answer["data"]["personNumbers"] == {"idNumber": None, "phone": PHONE}
    assert ("PersonNumbers.idNumber", "ID") in {(w["what"], w["class"]) for w in answer["extensions"]["withheld"]}
    me = town.people["甲"]
    seen = entries_about(town.office.gate.audit.engine, town.office.gate.subjects.of([me])[me], limit=1)[0]
    assert set(seen.classes) == {"resident", "phone"}


def test_outside_the_area_a_minor_and_nobody_are_refused_alike(town: Town) -> None:
    steward = town.steward_of("V", C.RESIDENT, C.ID)
    asked = [town.ask_as(steward, NUMBERS, person=each) for each in (town.people["乙"], town.people["丙"], "nobody")]
    assert asked[0] == asked[1] == asked[2]
    assert asked[0]["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_a_minor_is_told_under_a_grant_of_minors_and_noted_as_one(town: Town) -> None:
    steward = town.steward_of("V", C.RESIDENT, C.ID, C.MINOR)
    answer = town.ask_as(steward, NUMBERS, person=town.people["丙"])
    assert answer["data"]["personNumbers"] == {"idNumber": IDS["丙"], "phone": None}
    child = town.people["丙"]
    seen = entries_about(town.office.gate.audit.engine, town.office.gate.subjects.of([child])[child], limit=1)[0]
    assert set(seen.classes) == {"resident", "id", "minor"}


def test_without_a_grant_or_without_either_class_it_is_refused(town: Town) -> None:
    bare, poor = town.steward_of("V"), town.steward_of("V", C.RESIDENT)
    codes = [
        town.ask_as(each, NUMBERS, person=town.people["甲"])["errors"][0]["extensions"]["code"] for each in (bare, poor)
    ]
    assert codes == ["GRANT_NEEDED", "GRANT_WRONG"]
    for role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.ANALYST, Role.RESIDENT):
        assert town.ask(NUMBERS, role, person=town.people["甲"])["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_each_counts_as_a_look_up_by_id_however_many_are_in_a_request(town: Town) -> None:
    steward, budget = town.steward_of("V", C.RESIDENT, C.ID, C.PHONE), town.office.gate.budget
    few = Window(3, MINUTE, "每分钟", "a minute", "JINGWEI_ID_LOOKUPS_A_MINUTE")
    before = budget.windows
    object.__setattr__(budget, "windows", {**before, Kind.ID_LOOKUPS: (few,)})
    fields = " ".join(f'n{i}: personNumbers(person: "{town.people["甲"]}") {{ phone }}' for i in range(5))
    answer = town.ask_as(steward, f"{{ {fields} }}")
    object.__setattr__(budget, "windows", before)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["TOO_OFTEN"] * 2
