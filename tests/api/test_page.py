"""The page comes whole from this server, carries the sample mark, and keeps secrets out of scripts and addresses."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.answering import Office
from api.app import ASSETS, create_app
from api.trusted import id_of, served
from graph.engine import Running
from guard.gate import opened_gate
from guard.roles import CLERKS, Role
from loaders.desk import opened_desk
from tests.api.browsers import OURS, Browser, signed_in
from tests.api.conftest import Callers


@asynccontextmanager
async def unmarked(home: Path, server: Running) -> AsyncIterator[Office]:
    """An office whose book is no sample."""
    async with opened_desk(home, server, anew=True) as desk:
        with opened_gate(home, desk.book, desk.seals, desk.audit) as gate:
            yield Office(desk, gate)


ASSET_NAMES = ("page.html", "page.css", "door.css", "page.js", "door.js", "asking.js")


@pytest.mark.parametrize("path", ["/", "/graphql"])
def test_page_refers_to_nothing_outside_this_server(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for asset in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert asset == "data:," or client.get(f"/{asset}").status_code == 200, asset


def read(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def test_our_assets_name_no_address() -> None:
    for name in ASSET_NAMES:
        assert "//" not in re.sub(r"^\s*//.*", "", (ASSETS / name).read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_vendored_assets_load_nothing() -> None:
    css = (ASSETS / "vendor" / "graphiql.min.css").read_text(encoding="utf-8")
    assert {url[:5] for url in re.findall(r"url\(\"?([^)]{5})", css)} == {"data:"}
    assert "@import" not in css


def test_modules_of_the_page_import_only_each_other() -> None:
    imported = [m for name in ASSET_NAMES if name.endswith("js") for m in re.findall(r'from "([^"]+)"', read(name))]
    assert set(imported) == {"./asking.js", "./door.js"}


def test_no_secret_is_in_an_address_or_in_what_a_script_can_read() -> None:
    scripts = "".join(read(name) for name in ASSET_NAMES if name.endswith("js"))
    for never in ("location.search", "localStorage", "document.cookie", "Authorization", "token"):
        assert never not in scripts
    # What single sign-on came back with is one of three words, and the fragment is emptied.
    assert scripts.count("location.hash") == 2


def test_every_form_goes_by_script_as_json(client: TestClient) -> None:
    page = client.get("/").text
    assert page.count("<form") == 3
    assert "action=" not in page
    assert "form-action 'self'" in client.get("/").headers["content-security-policy"]


def test_single_sign_on_is_offered_where_a_provider_is_configured(client: TestClient) -> None:
    assert '<button id="sso" type="button" hidden>' in client.get("/").text
    client.app.state.oidc = object()  # type: ignore[attr-defined]
    try:
        assert '<button id="sso" type="button" >' in client.get("/").text
    finally:
        client.app.state.oidc = None  # type: ignore[attr-defined]


def test_page_asks_who_is_there_by_a_document_that_everybody_may_ask(client: TestClient) -> None:
    named = re.search(r'data-me="([^"]+)"', client.get("/").text)
    assert named is not None
    assert served()[named[1]].roles == frozenset(Role)


@pytest.mark.parametrize("role", list(Role))
def test_page_opens_with_questions_that_the_role_may_ask(callers: Callers, role: Role) -> None:
    tabs = signed_in(callers, role).client.get("/questions-to-try", headers=OURS).json()
    assert tabs
    if role in CLERKS:
        assert {id_of(tab["query"]) for tab in tabs} < set(served())
        assert next(json.loads(tab["variables"]) for tab in tabs if "$house: ID!" in tab["query"])["house"]


def test_questions_are_of_ones_own_area_and_of_no_person(callers: Callers) -> None:
    accounts = callers.client.app.state.office.gate.accounts  # type: ignore[attr-defined]
    worker, root = (accounts.by_name(role.value) for role in (Role.GRID_WORKER, Role.ADMINISTRATOR))
    browser = signed_in(callers, Role.GRID_WORKER)
    for community in ("c2", "c1"):
        accounts.set_area(root, worker.id, area=[community])
        tabs = browser.client.get("/questions-to-try", headers=OURS).json()
        asked = [json.loads(tab["variables"]) for tab in tabs if tab["variables"]]
        assert [each["community"] for each in asked if "community" in each] == [community]
    for role in Role:
        text = signed_in(callers, role).client.get("/questions-to-try", headers=OURS).text
        assert not re.search(r"\bp[123]\b", text), role


def test_nobody_is_given_questions_who_is_not_signed_in(callers: Callers) -> None:
    assert Browser(callers).client.get("/questions-to-try").status_code == 401


def test_sample_graph_is_marked(client: TestClient, neo4j_server: Running, tmp_path: Path) -> None:
    assert 'class="sample" >样例数据' in client.get("/").text
    with TestClient(create_app(lambda: unmarked(tmp_path, neo4j_server))) as real:
        assert 'class="sample" hidden>样例数据' in real.get("/").text


def test_health_says_whether_the_graph_answers(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
