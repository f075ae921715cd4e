"""The page that a resident reads and prints: both parts, escaped, uncached, noted before it is released."""

import datetime as dt
from typing import Any

import pytest
from starlette.responses import Response

from api.subject_words import span_said
from graph.model.codes import DataClass
from graph.model.dates import Span, read_end, read_moment
from guard.audit.act import ActKind, Outcome
from guard.refusals import NotAudited
from guard.roles import Role
from guard.subject.delays import NOTICE
from tests.guard.subject.conftest import IDS, PHONE, Town

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
RESIDENT = "query ($person: ID!) { resident(id: $person) { name } }"


def page(town: Town, **headers: str) -> Response:
    """The page as 甲's browser asks for it."""
    return town.client.get("/my-record", headers=town.session() | headers)


def post(town: Town, body: str, **headers: str) -> Any:
    """The page's own form, sent."""
    ours = {"Origin": "http://testserver"} | FORM | headers
    where = "/my-record/corrections"
    return town.client.post(where, content=body, headers=town.session() | ours, follow_redirects=False)


def test_page_shows_what_is_held_and_who_looked_for_no_other_person(town: Town) -> None:
    town.ask_as(town.steward_of("V", DataClass.RESIDENT), RESIDENT, person=town.people["甲"])
    shown = page(town)
    assert shown.status_code == 200
    for text in ("样例数据", IDS["甲"], PHONE, "锦绣街道梧桐路1号1单元101室", "1950年3月1日", "梧桐社区 数据管理员"):
        assert text in shown.text
    assert NOTICE.zh in shown.text
    assert IDS["乙"] not in shown.text
    assert IDS["丙"] not in shown.text


def test_page_lists_what_was_read_through_my_own_account(town: Town) -> None:
    page(town)
    assert "<div>本人账户" in page(town).text


def test_page_is_kept_by_no_cache_and_runs_nothing(town: Town) -> None:
    shown = page(town)
    assert shown.headers["cache-control"] == "no-store"
    assert "script" not in shown.headers["content-security-policy"]
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert "<script" not in shown.text
    assert town.client.get("/assets/my-record.css").status_code == 200


def test_page_is_one_act_about_one_person(town: Town) -> None:
    page(town)
    act = town.last()
    assert (act.kind, act.what, act.outcome, act.persons) == (
        ActKind.SUBJECT,
        "myRecord,whoLooked",
        Outcome.ANSWERED,
        1,
    )


def test_without_the_note_there_is_no_page(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object) -> int:
        raise NotAudited

    session = town.session()
    monkeypatch.setattr(type(town.office.gate.audit), "record", fails)
    shown = town.client.get("/my-record", headers=session)
    assert shown.status_code == 503
    assert IDS["甲"] not in shown.text


def test_nobody_and_every_other_role_get_a_page_that_says_why_not(town: Town) -> None:
    assert town.client.get("/my-record", headers={"Sec-Fetch-Site": "none"}).status_code == 401
    who = town.of[Role.STEWARD]
    begun = town.office.gate.accounts.sign_in(who.account.name, who.password, origin=None)
    refused = town.client.get(
        "/my-record", headers={"Cookie": f"jingwei_session={begun.secret}", "Sec-Fetch-Site": "none"}
    )
    assert (refused.status_code, town.last().code) == (403, "FORBIDDEN")
    assert "居民本人" in refused.text


@pytest.mark.parametrize("site", ["cross-site", "same-site", ""])
def test_a_page_that_another_site_opens_is_refused(town: Town, site: str) -> None:
    assert page(town, **{"Sec-Fetch-Site": site}).status_code == 403


def test_text_of_a_request_is_escaped(town: Town) -> None:
    sent = post(town, "record=&text=%3Cb%3Ewrong%3C%2Fb%3E+%26+more")
    assert (sent.status_code, sent.headers["location"]) == (303, "/my-record")
    act = town.last()
    assert (act.kind, act.outcome, act.persons) == (ActKind.CORRECTION, Outcome.ANSWERED, 1)
    shown = page(town).text
    assert "&lt;b&gt;wrong&lt;/b&gt; &amp; more" in shown
    assert "<b>wrong" not in shown


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://elsewhere"}, {"Sec-Fetch-Site": "cross-site"}, {"Content-Type": "text/plain"}]
)
def test_a_form_of_another_site_or_another_kind_is_refused(town: Town, headers: dict[str, str]) -> None:
    assert post(town, "text=x", **headers).status_code in {400, 403}


def test_a_cursor_leads_to_the_older_looks_alone(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.subject_page.LOOKS", 1)
    for _ in range(2):
        town.ask_as(town.steward_of("V", DataClass.RESIDENT), RESIDENT, person=town.people["甲"])
    link = page(town).text.split('href="/my-record?after=')[1].split('"')[0]
    older = town.client.get(f"/my-record?after={link}", headers=town.session())
    assert older.status_code == 200
    assert "谁查看过您的信息" in older.text
    assert PHONE not in older.text
    assert NOTICE.zh in older.text


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2001", None, "自 2001年 起，至今"),
        ("2019年3月", "2020-06-30止", "自 2019年3月 起，至 2020年6月30日 止"),
        ("2019-03-05", "2020年5月", "自 2019年3月5日 起，于 2020年5月 结束"),
        (None, None, "起始日期不详，至今"),
    ],
)
def test_days_are_said_as_people_say_them(since: str | None, until: str | None, words: str) -> None:
    begun = (read_moment(since),) if since else ()
    assert span_said(Span.of(*begun, until=read_end(until) if until else None)) == words


def test_what_was_always_so_and_what_nobody_knows_the_end_of() -> None:
    always = Span(dt.date.min, dt.date.min, None, None)
    assert span_said(always) == "一直以来，至今"
    assert span_said(Span.of(end_unknown=True)) == "起始日期不详，结束日期不详"
