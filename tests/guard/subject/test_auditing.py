"""The audit, for auditors alone: pages of acts, refusals by account, whom an account saw; and reading it is noted."""

import datetime as dt

import orjson
import pytest

from graph.model.codes import DataClass
from graph.model.dates import today
from guard.audit.act import ActKind, Outcome
from guard.audit.finding import Wanted, find_acts, find_refusals
from guard.roles import Role
from guard.subject.handlers import handler_code
from tests.guard.subject.conftest import IDS, Town

ACTS = """query ($first: Int! = 20, $after: String, $account: ID, $kind: ActKind, $outcome: Outcome, $since: Date) {
  auditActs(first: $first, after: $after, account: $account, kind: $kind, outcome: $outcome, since: $since) {
    acts { time seq account { id name role code } kind purpose grant questions outcome code persons }
    pageInfo { hasNextPage endCursor } } }"""
REFUSED = "{ auditRefused { backTo accounts { account { id name code } last codes { code times } } } }"
SEEN = """query ($account: ID!, $since: Date!, $first: Int! = 20, $after: String) {
  auditSeen(account: $account, since: $since, first: $first, after: $after) {
    looks persons seen { time subject classes act questions purpose grant } pageInfo { hasNextPage endCursor } } }"""
RESIDENT = "query ($person: ID!) { resident(id: $person) { name } }"


def test_acts_are_told_newest_first_with_who_why_and_how_it_ended(town: Town) -> None:
    steward = town.steward_of("V", DataClass.RESIDENT)
    town.ask_as(steward, RESIDENT, person=town.people["甲"])
    account = town.office.gate.accounts.by_name("steward_V_resident")
    found = town.ask(ACTS, Role.AUDITOR, account=account.id)["data"]["auditActs"]["acts"][0]
    assert found["account"] == {
        "id": account.id,
        "name": account.name,
        "role": "STEWARD",
        "code": handler_code(town.office.desk.seals, account.id),
    }
    told = {key: found[key] for key in ("kind", "purpose", "questions", "outcome", "code", "persons")}
    assert told == {
        "kind": "QUESTION",
        "purpose": "VERIFICATION",
        "questions": ["resident"],
        "outcome": "ANSWERED",
        "code": None,
        "persons": 1,
    }


def test_acts_are_found_by_kind_outcome_and_day_and_paged_without_loss(town: Town) -> None:
    for _ in range(3):
        town.ask(RESIDENT, Role.ANALYST, person="x")
    engine = town.office.gate.audit.engine
    analyst = town.of[Role.ANALYST].account.id
    wanted = Wanted(caller=analyst, outcome=Outcome.REFUSED)
    whole = find_acts(engine, wanted, first=100).acts
    assert len(whole) == 3
    paged, after, more = [], None, True
    while more:
        page = town.ask(ACTS, Role.AUDITOR, first=2, after=after, account=analyst, outcome="REFUSED")
        got = page["data"]["auditActs"]
        paged += [act["seq"] for act in got["acts"]]
        after, more = got["pageInfo"]["endCursor"], got["pageInfo"]["hasNextPage"]
    assert paged == [act.seq for act in whole]
    later = str(today() + dt.timedelta(days=1))
    assert town.ask(ACTS, Role.AUDITOR, since=later)["data"]["auditActs"]["acts"] == []
    kinds = town.ask(ACTS, Role.AUDITOR, kind="AUDIT_READ")["data"]["auditActs"]["acts"]
    assert {act["kind"] for act in kinds} == {"AUDIT_READ"}


def test_a_bounded_search_says_where_it_stopped(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = town.office.gate.audit.engine
    monkeypatch.setattr("guard.audit.finding.ACTS_MOST", 2)
    page = find_acts(engine, Wanted(kind=ActKind.QUESTION, outcome=Outcome.FAILED), first=5)
    refusals = find_refusals(engine, dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert (page.acts, page.more, page.end is not None) == ((), True, True)
    assert refusals.back_to is not None


def test_look_ups_outside_purpose_or_area_stand_by_account_and_nobody_is_ranked(town: Town) -> None:
    outside = town.steward_of("W", DataClass.RESIDENT)
    for _ in range(2):
        town.ask_as(outside, RESIDENT, person=town.people["甲"])
    town.ask_as(town.steward_of("W"), RESIDENT, person=town.people["甲"])
    found = town.ask(REFUSED, Role.AUDITOR)["data"]["auditRefused"]
    assert found["backTo"] is None
    by_name = {each["account"]["name"]: each["codes"] for each in found["accounts"]}
    assert by_name["steward_W_resident"] == [{"code": "NOT_FOUND", "times": 2}]
    assert by_name["steward_W_"] == [{"code": "GRANT_NEEDED", "times": 1}]
    ids = [each["account"]["id"] for each in found["accounts"]]
    assert ids == sorted(ids)


def test_whom_an_account_saw_is_told_by_subject_and_counted(town: Town) -> None:
    steward = town.steward_of("V", DataClass.RESIDENT, DataClass.MINOR)
    for name in ("甲", "丙", "甲"):
        town.ask_as(steward, RESIDENT, person=town.people[name])
    account = town.office.gate.accounts.by_name("steward_V_minor_resident").id
    since = str(today() - dt.timedelta(days=1))
    found = town.ask(SEEN, Role.AUDITOR, account=account, since=since)["data"]["auditSeen"]
    subjects = town.office.gate.subjects.of(town.people.values())
    assert (found["looks"], found["persons"]) == (3, 2)
    assert [each["subject"] for each in found["seen"]] == [subjects[town.people[name]] for name in ("甲", "丙", "甲")]
    first = town.ask(SEEN, Role.AUDITOR, account=account, since=since, first=2)["data"]["auditSeen"]
    after = first["pageInfo"]["endCursor"]
    rest = town.ask(SEEN, Role.AUDITOR, account=account, since=since, first=2, after=after)["data"]["auditSeen"]
    assert first["seen"] + rest["seen"] == found["seen"]
    assert (first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)
    text = orjson.dumps(found).decode()
    assert not any(each in text for each in (*town.people.values(), *IDS.values()))


def test_reading_the_audit_is_audited(town: Town) -> None:
    for query, variables in ((ACTS, {}), (REFUSED, {}), (SEEN, {"account": "a_x", "since": "2020-01-01"})):
        town.ask(query, Role.AUDITOR, **variables)
        act = town.last()
        assert (act.kind, act.caller) == (ActKind.AUDIT_READ, town.of[Role.AUDITOR].account.id)


def test_nobody_else_reads_the_audit_and_auditors_read_nothing_else(town: Town) -> None:
    for role in (Role.ADMINISTRATOR, Role.STEWARD, Role.INVESTIGATOR, Role.ANALYST, Role.RESIDENT):
        for query, variables in ((ACTS, {}), (REFUSED, {}), (SEEN, {"account": "a_x", "since": "2020-01-01"})):
            assert town.ask(query, role, **variables)["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    answer = town.ask(RESIDENT, Role.AUDITOR, person=town.people["甲"])
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_a_cursor_of_another_list_is_refused(town: Town) -> None:
    answer = town.ask(ACTS, Role.AUDITOR, after="WyJ4Il0=")
    assert answer["errors"][0]["extensions"]["code"] == "BAD_ARGUMENT"
