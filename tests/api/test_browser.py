"""In a real browser one signs in, names a grant, asks the first printed question, and leaves nothing behind."""

from collections.abc import Iterator

import pytest

from graph.engine import Running
from guard.roles import Role
from tests.api.chromium import Page, browser, chromium, no_browser
from tests.attacks.serving import Served, serving

pytestmark = pytest.mark.skipif(no_browser() is not None, reason=no_browser() or "")
SHOWN = 'document.querySelector("#desk:not([hidden]) .graphiql-execute-button") !== null'
ANSWER = 'document.querySelector(".graphiql-response .CodeMirror")?.CodeMirror.getValue()'


@pytest.fixture(scope="module")
def served(refilled: None, neo4j_server: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(neo4j_server, tmp_path_factory.mktemp("browser"), port=18800) as running:
        yield running


@pytest.fixture
def page(served: Served) -> Iterator[Page]:
    with chromium(browser()) as opened:
        opened.open(served.url)
        opened.until('document.querySelector("#door:not([hidden])") !== null')
        yield opened


def sign_in(page: Page, served: Served, role: Role) -> None:
    who = served.accounts[role]
    page.fill(name=who.account.name, password=who.password)
    page.run('document.querySelector("#sign-in .first").click()')
    page.until(SHOWN)


def test_newcomer_signs_in_and_the_first_question_is_answered(page: Page, served: Served) -> None:
    page.fill(name="investigator", password="not this one, surely")
    page.run('document.querySelector("#sign-in .first").click()')
    assert "登录名或密码不对" in page.until('document.getElementById("door-told").textContent')
    assert page.run('document.getElementById("password").value') == ""
    sign_in(page, served, Role.INVESTIGATOR)
    assert page.run('document.getElementById("who-name").textContent') == "investigator"
    assert page.run('document.getElementById("grant").value') == served.accounts[Role.INVESTIGATOR].grant
    page.run('document.querySelector(".graphiql-execute-button").click()')
    page.until(f"({ANSWER} ?? '').includes('occupants')")
    assert "甲" in page.run(ANSWER)
    page.run('document.getElementById("grant").value = ""; document.getElementById("grant").onchange()')
    page.run('document.querySelector(".graphiql-execute-button").click()')
    page.until(f"({ANSWER} ?? '').includes('GRANT_NEEDED')")
    assert page.run('document.querySelector(".grant.wanted") !== null')


def test_session_is_out_of_scripts_reach_and_ends_with_signing_out(page: Page, served: Served) -> None:
    sign_in(page, served, Role.ANALYST)
    (cookie,) = page.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("jingwei_session", True, "Strict")
    assert page.run("document.cookie") == ""
    page.run('document.getElementById("sign-out").click()')
    page.until('document.querySelector("#door:not([hidden])") !== null')
    assert page.cookies() == []
    assert page.run("sessionStorage.length") == 0


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.ADMINISTRATOR, Role.AUDITOR, Role.RESIDENT])
def test_every_kind_of_caller_finds_a_desk(page: Page, served: Served, role: Role) -> None:
    sign_in(page, served, role)
    assert page.run('document.getElementById("who-role").textContent').startswith(role.zh)
    assert not [each for each in page.complaints if "Uncaught" in each or "Content Security Policy" in each]


def test_page_asks_nobody_but_its_own_server(page: Page, served: Served) -> None:
    sign_in(page, served, Role.INVESTIGATOR)
    own = (f"{served.url}/", "data:", "blob:", "about:")
    assert [each for each in page.asked if not each.startswith(own)] == []
    assert not [each for each in page.asked if served.accounts[Role.INVESTIGATOR].password in each]
