"""The page comes whole from this server, carries the sample mark, and never sees a token in an address."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.answering import Office
from api.app import ASSETS, create_app
from graph.engine import Running
from guard.gate import opened_gate
from loaders.desk import opened_desk


@asynccontextmanager
async def unmarked(home: Path, server: Running) -> AsyncIterator[Office]:
    """An office whose book is no sample."""
    async with opened_desk(home, server, anew=True) as desk:
        with opened_gate(home, desk.book, desk.seals, desk.audit) as gate:
            yield Office(desk, gate)


OURS = ("page.html", "page.css", "page.js")


@pytest.mark.parametrize("path", ["/", "/graphql"])
def test_page_refers_to_nothing_outside_this_server(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for asset in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert asset == "data:," or client.get(f"/{asset}").status_code == 200, asset


def test_our_assets_name_no_address() -> None:
    for name in OURS:
        assert "//" not in re.sub(r"^\s*//.*", "", (ASSETS / name).read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_vendored_assets_load_nothing() -> None:
    css = (ASSETS / "vendor" / "graphiql.min.css").read_text(encoding="utf-8")
    assert {url[:5] for url in re.findall(r"url\(\"?([^)]{5})", css)} == {"data:"}
    assert "@import" not in css


def test_token_is_taken_from_the_fragment_only() -> None:
    script = (ASSETS / "page.js").read_text(encoding="utf-8")
    assert "location.hash" in script
    assert "location.search" not in script
    assert "localStorage" not in script


def test_sample_graph_is_marked(client: TestClient, neo4j_server: Running, tmp_path: Path) -> None:
    assert 'class="sample" >样例数据' in client.get("/").text
    with TestClient(create_app(lambda: unmarked(tmp_path, neo4j_server))) as real:
        assert 'class="sample" hidden>样例数据' in real.get("/").text


def test_health_says_whether_the_graph_answers(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
