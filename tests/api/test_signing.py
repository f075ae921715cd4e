"""Who signs in by name and password gets a cookie that nobody else can read or send, and every attempt is noted."""

import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest

from api.hashing import WAITING_MOST, hashing
from api.seldom import ORIGINS_KEPT, WINDOW, Seldom
from guard.accounts.account import name_key
from guard.accounts.tables import attempts
from guard.accounts.throttle import BY_BOTH
from guard.audit.log import AuditLog
from guard.audit.reading import acts
from guard.refusals import NotAudited
from guard.roles import Role
from tests.api.browsers import Browser, signed_in
from tests.api.conftest import Callers

WHO = "{ me { name role } }"
NEW = "a new and long enough phrase"


@pytest.fixture(autouse=True)
def nothing_failed_before(callers: Callers) -> Iterator[None]:
    """No test is slowed down by what failed in another."""
    yield
    with gate(callers).register.begin() as db:
        db.execute(attempts.delete())


def gate(callers: Callers) -> Any:
    return callers.client.app.state.office.gate  # type: ignore[attr-defined]


def noted(callers: Callers, count: int = 1) -> list[Any]:
    """What the audit's last entries say, the latest last."""
    found = reversed(acts(gate(callers).audit.engine, limit=count))
    return [(a.kind.value, a.caller, a.what, a.outcome.value, a.code) for a in found]


def entries(callers: Callers) -> int:
    """How many the audit has."""
    with gate(callers).audit.engine.connect() as db:
        return int(db.exec_driver_sql("SELECT count(*) FROM entries").scalar())


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["errors"][0]["extensions"]["code"]


def test_signing_in_gives_a_cookie_that_no_script_reads_and_no_other_site_sends(callers: Callers) -> None:
    browser = Browser(callers)
    answer = browser.sign_in(Role.ANALYST)
    assert answer.json().keys() == {"name", "role", "ends"}
    parts = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")}
    assert {"httponly", "samesite=strict", "path=/"} < parts
    assert "secure" not in parts
    assert browser.session not in answer.text
    assert browser.ask(WHO)["data"]["me"] == {"name": "analyst", "role": "ANALYST"}


@pytest.mark.parametrize(
    ("peer", "headers", "secure"),
    [
        ("127.0.0.1", {"X-Forwarded-Proto": "https"}, True),
        ("203.0.113.7", {"X-Forwarded-Proto": "https"}, False),
        ("203.0.113.7", {"Origin": "https://testserver", "Host": "testserver:443"}, True),
    ],
)
def test_cookie_is_secure_once_the_browser_speaks_https(
    callers: Callers, peer: str, headers: dict[str, str], secure: bool
) -> None:
    answer = Browser(callers, peer=peer).sign_in(Role.ANALYST, **headers)
    assert ("secure" in answer.headers["set-cookie"].lower()) is secure


def test_signing_out_ends_the_session_itself(callers: Callers) -> None:
    browser = signed_in(callers, Role.ANALYST)
    secret = browser.session or ""
    assert browser.send("DELETE", "/session").status_code == 200
    assert browser.session is None
    browser.client.cookies.set("jingwei_session", secret)
    assert code(browser.send("POST", "/graphql", {"query": WHO})) == (401, "UNAUTHENTICATED")


def test_signing_in_again_ends_the_session_of_whoever_sat_here_before(callers: Callers) -> None:
    browser = signed_in(callers, Role.ANALYST)
    former = browser.session or ""
    browser.sign_in(Role.AUDITOR)
    browser.client.cookies.set("jingwei_session", former)
    assert code(browser.send("POST", "/graphql", {"query": WHO})) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
    ],
)
def test_no_other_site_signs_anybody_in_or_out(callers: Callers, headers: dict[str, str]) -> None:
    browser = signed_in(callers, Role.ANALYST)
    assert code(browser.sign_in(Role.AUDITOR, **headers)) == (403, "FORBIDDEN")
    assert code(browser.send("DELETE", "/session", **headers)) == (403, "FORBIDDEN")
    assert browser.ask(WHO)["data"]["me"]["name"] == "analyst"


def test_a_form_is_no_sign_in(callers: Callers) -> None:
    browser = Browser(callers)
    answer = browser.client.post("/session", data={"name": "analyst", "password": "x"}, headers=browser.headers)
    assert code(answer) == (400, "BAD_ARGUMENT")
    assert browser.client.get("/session").status_code == 405


@pytest.mark.parametrize(
    "body", [None, [], {}, {"name": "a"}, {"name": 1, "password": "p"}, {"name": "", "password": "p"}]
)
def test_body_of_another_shape_is_refused(callers: Callers, body: Any) -> None:
    assert code(Browser(callers).send("POST", "/session", body)) == (400, "BAD_ARGUMENT")


def test_unknown_name_and_wrong_password_are_answered_alike(callers: Callers) -> None:
    wrong = Browser(callers).send("POST", "/session", {"name": "analyst", "password": "not this one"})
    unknown = Browser(callers).send("POST", "/session", {"name": "nobody", "password": "not this one"})
    assert code(wrong) == (401, "UNAUTHENTICATED")
    assert (wrong.text, wrong.status_code) == (unknown.text, unknown.status_code)
    assert "set-cookie" not in wrong.headers


@pytest.fixture
def stopped_clock(callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first wait is a second, and a hash may take as long."""
    now = time.time()
    monkeypatch.setattr(gate(callers).accounts, "_clock", lambda: now)


def fail(browser: Browser, times: int, **headers: str) -> Any:
    for _ in range(times):
        answer = browser.send("POST", "/session", {"name": "analyst", "password": "not this one"}, **headers)
    return answer


@pytest.mark.usefixtures("stopped_clock")
def test_guesses_are_slowed_down_where_they_come_from(callers: Callers) -> None:
    guesser = Browser(callers, peer="198.51.100.1")
    assert code(fail(guesser, BY_BOTH + 1)) == (429, "TOO_OFTEN")
    assert guesser.sign_in(Role.ANALYST).status_code == 429
    assert Browser(callers, peer="198.51.100.2").sign_in(Role.ANALYST).status_code == 200


@pytest.mark.usefixtures("stopped_clock")
def test_a_sender_cannot_choose_the_address_that_counts(callers: Callers) -> None:
    guesser = Browser(callers, peer="198.51.100.3")
    for each in range(BY_BOTH + 1):
        answer = fail(guesser, 1, **{"X-Forwarded-For": f"192.0.2.{each}"})
    assert code(answer) == (429, "TOO_OFTEN")


@pytest.mark.usefixtures("stopped_clock")
def test_behind_our_proxy_the_address_that_it_wrote_counts(callers: Callers) -> None:
    proxy = Browser(callers, peer="127.0.0.1")
    for each in range(BY_BOTH + 1):  # what stands before is the sender's own
        answer = fail(proxy, 1, **{"X-Forwarded-For": f"192.0.2.{each}, 198.51.100.4"})
    assert code(answer) == (429, "TOO_OFTEN")
    assert proxy.sign_in(Role.ANALYST, **{"X-Forwarded-For": "198.51.100.5"}).status_code == 200


def test_who_signs_in_or_fails_to_is_noted_without_what_was_typed(callers: Callers) -> None:
    browser = Browser(callers)
    browser.send("POST", "/session", {"name": "My Pass Word", "password": "not this one"})
    hashed = callers.client.app.state.office.desk.seals.keyed_hash("sign_in", name_key("My Pass Word"))  # type: ignore[attr-defined]
    assert noted(callers) == [("sign_in", hashed, "session.begin", "refused", "UNAUTHENTICATED")]
    account = callers.of[Role.ANALYST].account.id
    browser.sign_in(Role.ANALYST)
    browser.send("DELETE", "/session")
    assert noted(callers, 2) == [
        ("sign_in", account, "session.begin", "answered", None),
        ("sign_in", account, "session.end", "answered", None),
    ]


@pytest.mark.usefixtures("stopped_clock")
def test_attempts_that_are_told_to_wait_are_noted_once(callers: Callers) -> None:
    guesser = Browser(callers, peer="198.51.100.9")
    fail(guesser, BY_BOTH + 1)
    assert noted(callers)[0][-1] == "TOO_OFTEN"
    seen = entries(callers)
    fail(guesser, 3)
    guesser.send("POST", "/password", {"name": "analyst", "code": "guessed", "new": NEW})
    assert entries(callers) == seen


def test_a_guessed_code_is_noted_once_and_a_good_one_from_its_beginning(callers: Callers) -> None:
    accounts = gate(callers).accounts
    made = accounts.add(accounts.by_name("administrator"), "joiner", role=Role.ANALYST)
    browser, body = Browser(callers), {"name": "joiner", "new": NEW}
    seen = entries(callers)
    browser.send("POST", "/password", body | {"code": "guessed"})
    assert entries(callers) == seen + 1
    browser.send("POST", "/password", body | {"code": made.code})
    what, account = "account.password_by_code", made.account.id
    assert noted(callers, 2) == [
        ("account", account, what, "begun", None),
        ("account", account, what, "answered", None),
    ]


def test_a_window_notes_so_many_of_an_origin_and_forgets_the_oldest() -> None:
    now = [0.0]
    seldom = Seldom(2, clock=lambda: now[0])
    assert [seldom.may("a") for _ in range(3)] == [True, True, False]
    assert seldom.may("b")
    now[0] = WINDOW
    assert seldom.may("a")
    for each in range(ORIGINS_KEPT):
        seldom.may(str(each))
    assert len(seldom._noted) == ORIGINS_KEPT


def test_a_sign_in_that_cannot_be_noted_is_none(callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(self: AuditLog, act: object) -> int:
        raise NotAudited

    browser = Browser(callers)
    with monkeypatch.context() as broken:
        broken.setattr(AuditLog, "record", fails)
        answer = browser.sign_in(Role.ANALYST)
    assert code(answer) == (503, "AUDIT_UNAVAILABLE")
    assert browser.session is None


def test_nothing_typed_is_in_a_log(callers: Callers, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="jingwei")
    browser = Browser(callers)
    browser.send("POST", "/session", {"name": "110101199003074514", "password": "typed-by-hand"})
    browser.send("POST", "/password", {"old": "typed-by-hand", "new": "typed-too-by-hand"})
    assert not [r for r in caplog.records if "typed" in r.getMessage() or "110101" in r.getMessage()]


def test_a_password_is_set_by_code_once_and_then_changed_by_its_holder(callers: Callers) -> None:
    administrator = signed_in(callers, Role.ADMINISTRATOR)
    made = administrator.ask(
        'mutation { createAccount(name: "newcomer", role: ANALYST) { code account { id roleSaid { zh en } } } }'
    )["data"]["createAccount"]
    assert made["account"]["roleSaid"] == {"zh": "分析员", "en": "Analyst"}
    newcomer = Browser(callers)
    body = {"name": "newcomer", "code": made["code"], "new": "twelve characters and more"}
    assert newcomer.send("POST", "/password", body).status_code == 200
    assert code(newcomer.send("POST", "/password", body)) == (401, "UNAUTHENTICATED")
    signing = {"name": "newcomer", "password": body["new"]}
    assert newcomer.send("POST", "/session", signing).status_code == 200
    assert code(newcomer.send("POST", "/password", {"old": body["new"], "new": "short"})) == (400, "BAD_ARGUMENT")
    assert newcomer.send("POST", "/password", {"old": body["new"], "new": NEW}).status_code == 200
    assert noted(callers, 2) == [
        ("account", made["account"]["id"], "account.password", "begun", None),
        ("account", made["account"]["id"], "account.password", "answered", None),
    ]
    assert code(newcomer.send("POST", "/graphql", {"query": WHO})) == (401, "UNAUTHENTICATED")
    assert code(newcomer.send("POST", "/session", signing)) == (401, "UNAUTHENTICATED")
    assert newcomer.send("POST", "/session", signing | {"password": NEW}).status_code == 200


def test_too_many_at_once_are_told_to_wait(callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "_under_way", WAITING_MOST)
    assert code(Browser(callers).sign_in(Role.ANALYST)) == (503, "BUSY")
