"""Who looked at me: every look, in words, without a clerk's name, and without what the law delays."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from graph.model.codes import DataClass
from guard.audit import Act, ActKind, Outcome, SubjectSeen
from guard.audit.reading import Look, Noted
from guard.purposes import Purpose
from guard.roles import Role
from guard.setting import SettingError
from guard.subject.delays import DELAYED, NOTICE, Delays, delays, delays_from
from guard.subject.handlers import handler_code
from tests.guard.subject.conftest import IDS, Town

WHO = """query ($first: Int! = 20, $after: String, $own: Boolean! = false) {
  whoLooked(first: $first, after: $after, own: $own) { noticeZh noticeEn
    looks { time kind role office code purpose basisZh asked { zh en } classes }
    pageInfo { hasNextPage endCursor } } }"""
HOUSE = """query ($person: ID!) { resident(id: $person) { name } }"""


def look_at(town: Town, name: str, purpose: Purpose = Purpose.SERVICE, *, caller: str = "a_1", times: int = 1) -> None:
    """Note that a clerk looked."""
    subject = town.office.gate.subjects.of([town.people[name]])[town.people[name]]
    about = (SubjectSeen(subject, ("phone", "resident")),)
    for _ in range(times):
        act = Act(
            ActKind.QUESTION, caller, "grid_worker", "resident", Outcome.ANSWERED, purpose=purpose.value, about=about
        )
        town.office.gate.audit.record_now(act)


def looks(town: Town, **variables: Any) -> Any:
    """A page of 甲's looks."""
    return town.ask(WHO, **variables)["data"]["whoLooked"]


@pytest.fixture
def nothing_delayed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An office that has set its delays to nothing."""
    monkeypatch.setattr("api.subject.delays", lambda: Delays({}))


def test_a_look_is_told_in_words_with_its_office_purpose_and_classes(town: Town, nothing_delayed: None) -> None:
    steward = town.steward_of("V", DataClass.RESIDENT)
    assert town.ask_as(steward, HOUSE, person=town.people["甲"])["data"]["resident"] == {"name": "甲"}
    look = looks(town)["looks"][0]
    assert {key: look[key] for key in ("kind", "role", "office", "purpose", "classes")} == {
        "kind": "QUESTION",
        "role": "STEWARD",
        "office": ["梧桐社区"],
        "purpose": "VERIFICATION",
        "classes": ["RESIDENT"],
    }
    assert "第十三条" in look["basisZh"]
    assert look["asked"][0]["zh"].startswith("居民")


def test_a_clerk_is_told_by_a_code_that_auditors_read_too_and_never_by_name(town: Town) -> None:
    steward = town.steward_of("V", DataClass.RESIDENT)
    town.ask_as(steward, HOUSE, person=town.people["甲"])
    page = looks(town)
    caller = town.office.gate.accounts.by_name("steward_V_resident")
    assert page["looks"][0]["code"] == handler_code(town.office.desk.seals, caller.id)
    assert caller.id not in orjson.dumps(page).decode()
    assert caller.name not in orjson.dumps(page).decode()


def test_looks_at_others_are_not_mine(town: Town) -> None:
    before = len(looks(town, first=100)["looks"])
    look_at(town, "乙")
    assert len(looks(town, first=100)["looks"]) == before


def test_looks_through_my_own_account_are_listed_unless_i_ask_otherwise(town: Town) -> None:
    assert all(look["role"] != "RESIDENT" for look in looks(town, first=100)["looks"])
    answer = town.ask("{ whoLooked { looks { role } } }")
    assert answer["data"]["whoLooked"]["looks"][0]["role"] == "RESIDENT"


def test_pages_follow_each_other_without_a_look_lost_or_told_twice(town: Town) -> None:
    look_at(town, "甲", times=7)
    whole = looks(town, first=100)["looks"]
    paged, after, more = [], None, True
    while more:
        page = looks(town, first=3, after=after)
        paged += page["looks"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert paged == whole


def test_a_delayed_look_changes_nothing_that_one_can_see(town: Town) -> None:
    look_at(town, "甲", times=3)
    before = [looks(town, first=first) for first in (1, 2, 100)]
    look_at(town, "甲", Purpose.INQUIRY, times=5)
    assert [looks(town, first=first) for first in (1, 2, 100)] == before
    assert all(page["noticeZh"] == NOTICE.zh and page["noticeEn"] == NOTICE.en for page in before)


def test_a_delayed_look_appears_when_its_delay_ends(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    look_at(town, "甲", Purpose.INQUIRY)
    assert looks(town)["looks"][0]["purpose"] != "INQUIRY"
    monkeypatch.setattr("api.subject.delays", lambda: delays_from({"JINGWEI_DELAY_INQUIRY_DAYS": "0"}))
    assert looks(town)["looks"][0]["purpose"] == "INQUIRY"


def test_a_cursor_is_sealed_and_good_for_its_own_list_alone(town: Town) -> None:
    look_at(town, "甲", times=2)
    cursor = looks(town, first=1)["pageInfo"]["endCursor"]
    assert str(town.last().seq) not in cursor
    for wrong in (cursor[:-6] + "AAAAAA", "AAAA", "é"):
        answer = town.ask(WHO, after=wrong)
        assert answer["errors"][0]["extensions"]["code"] == "BAD_ARGUMENT"


def test_it_is_refused_to_every_other_role(town: Town) -> None:
    for role in (Role.AUDITOR, Role.STEWARD, Role.ADMINISTRATOR):
        assert town.ask(WHO, role)["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def at(days: int, purpose: Purpose | None) -> Look:
    """A look so many days ago."""
    time = dt.datetime(2026, 7, 1, tzinfo=dt.UTC) - dt.timedelta(days=days)
    act = Noted(1, time, ActKind.QUESTION, "a", "r", "q", purpose, None, Outcome.ANSWERED, None, 1)
    return Look(2, "s", ("resident",), act)


def test_only_inquiries_are_delayed_and_for_half_a_year() -> None:
    now, kept = dt.datetime(2026, 7, 1, tzinfo=dt.UTC), delays_from({})
    assert [purpose for purpose in Purpose if not kept.over(at(0, purpose), now=now)] == [Purpose.INQUIRY]
    assert not kept.over(at(DELAYED[Purpose.INQUIRY] - 1, Purpose.INQUIRY), now=now)
    assert kept.over(at(DELAYED[Purpose.INQUIRY], Purpose.INQUIRY), now=now)
    assert kept.over(at(0, None), now=now)


@pytest.mark.parametrize("wrong", ["", "-1", "ten", "3651", "１"])
def test_a_delay_that_is_no_number_of_days_is_refused(wrong: str) -> None:
    with pytest.raises(SettingError, match="JINGWEI_DELAY_INQUIRY_DAYS"):
        delays_from({"JINGWEI_DELAY_INQUIRY_DAYS": wrong})


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    delays.cache_clear()
    yield
    delays.cache_clear()


def test_no_number_and_no_name_of_anybody_is_in_the_answer(town: Town) -> None:
    look_at(town, "甲")
    text = orjson.dumps(looks(town, first=100, own=True)).decode()
    assert not any(number in text for number in IDS.values())
    assert '"seq"' not in text
