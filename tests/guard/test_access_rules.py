"""What an access lets a request read, and what it says that it left out. No graph is asked."""

import datetime as dt

import pytest

from graph.model.codes import DataClass
from graph.model.dates import today
from guard.access import Access, Area, Caller, Grounds, grown_on
from guard.purposes import Purpose
from guard.refusals import GrantNeeded, GrantWrong, Refusal, RoleForbids
from guard.roles import Role
from guard.shown import Why, Withheld


def access(role: Role, *classes: DataClass, area: tuple[str, ...] | None = None) -> Access:
    grounds = Grounds("g", Purpose.SERVICE, "案2026-1", frozenset(classes)) if classes else None
    return Access(Caller("a", role.value, role), Area(area), grounds)


def test_classes_are_those_of_the_role_with_those_of_the_grant() -> None:
    assert access(Role.ANALYST).classes == {DataClass.OPEN, DataClass.OFFICE}
    granted = access(Role.GRID_WORKER, DataClass.RESIDENT)
    assert granted.classes == {DataClass.OPEN, DataClass.OFFICE, DataClass.RESIDENT}
    assert granted.sees(DataClass.RESIDENT)
    assert not granted.sees(DataClass.PHONE)


@pytest.mark.parametrize(
    ("asks", "refusal"),
    [
        (access(Role.ANALYST), RoleForbids),
        (access(Role.GRID_WORKER), GrantNeeded),
        (access(Role.GRID_WORKER, DataClass.PHONE), GrantWrong),
    ],
)
def test_what_a_class_lacks_is_told_by_kind(asks: Access, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        asks.need(DataClass.RESIDENT)


def test_what_is_open_to_a_request_is_not_refused() -> None:
    access(Role.GRID_WORKER, DataClass.RESIDENT).need(DataClass.RESIDENT)
    access(Role.ANALYST).need(DataClass.OFFICE)


def test_an_answer_about_residents_says_that_area_and_minors_are_left_out() -> None:
    asks = access(Role.GRID_WORKER, DataClass.RESIDENT, area=("V",))
    asks.note_residents("residents")
    area, minors = Withheld("residents", Why.AREA), Withheld("residents", Why.CLASS, DataClass.MINOR)
    assert asks.shown.withheld == {area, minors}


def test_whoever_may_read_all_of_the_district_is_told_of_nothing_left_out() -> None:
    asks = access(Role.INVESTIGATOR, DataClass.MINOR, DataClass.RESIDENT)
    asks.note_residents("residents")
    asks.note_holders("holders")
    assert asks.shown.withheld == set()


def test_an_answer_about_holders_says_that_area_and_residents_are_left_out() -> None:
    asks = access(Role.GRID_WORKER, area=("V",))
    asks.note_holders("holders")
    area, residents = Withheld("holders", Why.AREA), Withheld("holders", Why.CLASS, DataClass.RESIDENT)
    assert asks.shown.withheld == {area, residents}


def test_a_query_is_asked_with_the_area_and_the_classes_of_its_caller() -> None:
    said = access(Role.GRID_WORKER, DataClass.RESIDENT, area=("V",)).parameters()
    assert said == {"communities": ["V"], "residents": True, "minors": False, "grown": grown_on(today())}
    minors = access(Role.GRID_WORKER, DataClass.MINOR).parameters()
    assert (minors["communities"], minors["residents"], minors["minors"]) == (None, False, True)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.RESIDENT])
def test_who_reads_no_data_can_ask_no_query(role: Role) -> None:
    with pytest.raises(RoleForbids):
        access(role).parameters()


def test_a_minor_is_grown_on_the_fourteenth_birthday() -> None:
    assert grown_on(dt.date(2026, 10, 31)) == dt.date(2012, 10, 31)
    assert grown_on(dt.date(2024, 2, 29)) == dt.date(2010, 2, 28)


def test_two_answers_do_not_share_what_they_show() -> None:
    one, other = access(Role.ANALYST), access(Role.ANALYST)
    one.shown.person("p", DataClass.OFFICE)
    one.shown.person("p", DataClass.RESIDENT)
    assert one.shown.persons == {"p": {DataClass.OFFICE, DataClass.RESIDENT}}
    assert other.shown.persons == {}
    assert one == other
