"""A time limit reaches Neo4j, and a client that hangs up stops its query there."""

import asyncio
import socket
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from api.errors import TooSlow
from api.fields import graph as graph_field
from api.limits import in_time
from graph import store
from graph.engine import Running
from graph.store import QuestionTooSlow, Store, ending_in, opened
from tests.api.listening import Listening, listening, until

SLOW = "UNWIND range(1, 4000000000) AS slow WITH slow WHERE slow % 7 = 8 RETURN count(slow) AS n"
UNDER_WAY = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND range(1' RETURN count(*) AS n"


@pytest.fixture(scope="module")
def served(neo4j_server: Running, tmp_path_factory: pytest.TempPathFactory, refilled: None) -> Iterator[Listening]:
    with listening(neo4j_server, tmp_path_factory.mktemp("served")) as it:
        yield it


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """The graph's version takes for ever."""

    async def about(graph: Store) -> None:
        await graph.read(SLOW)

    monkeypatch.setattr(graph_field, "about_graph", about)


def under_way(served: Listening) -> int:
    row: Any = served.run(served.office.desk.store.read_one(UNDER_WAY))
    return row["n"]


def test_a_client_that_hangs_up_stops_its_query(served: Listening, slow: None) -> None:
    body = b'{"query": "{ graph { version } }"}'
    head = f"POST /graphql HTTP/1.1\r\nHost: {served.host}\r\nAuthorization: {served.token()}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    name, port = served.host.split(":")
    with socket.create_connection((name, int(port))) as line:
        line.sendall(head.encode() + body)
        until(lambda: under_way(served) == 1)
    until(lambda: under_way(served) == 0, seconds=10)
    until(lambda: served.latest().code == "HUNG_UP", seconds=10)
    act = served.latest()
    assert (act.what, act.outcome.value, act.persons) == ("graph", "failed", 0)


def test_a_client_that_hangs_up_in_the_middle_of_its_body_is_noted(served: Listening) -> None:
    head = f"POST /graphql HTTP/1.1\r\nHost: {served.host}\r\nAuthorization: {served.token()}\r\n"
    head += "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    before = served.latest().seq
    name, port = served.host.split(":")
    with socket.create_connection((name, int(port))) as line:
        line.sendall(head.encode())
        time.sleep(0.2)
    until(lambda: served.latest().seq > before, seconds=10)
    assert (served.latest().what, served.latest().code) == ("", "HUNG_UP")


@pytest.mark.parametrize("limited_by", ["the request's time", "Neo4j alone"])
def test_no_query_outlives_its_request(neo4j_server: Running, limited_by: str) -> None:
    async def asked() -> int:
        async with opened(neo4j_server) as graph:
            if limited_by == "Neo4j alone":
                with ending_in(0.5), pytest.raises(QuestionTooSlow):
                    await graph.read(SLOW)
            else:
                with pytest.raises(TooSlow):
                    await in_time(graph.read(SLOW), seconds=0.5)
            end = time.monotonic() + 10
            while (row := await graph.read_one(UNDER_WAY)) and row["n"] and time.monotonic() < end:
                await asyncio.sleep(0.05)
            return row["n"] if row else -1

    assert asyncio.run(asked()) == 0


def test_what_is_left_of_a_requests_time_is_the_limit_of_each_query(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(store, "time", SimpleNamespace(monotonic=lambda: now[0]))
    assert store._left(30) == 30
    with ending_in(10):
        assert store._left(30) == 10
        now[0] += 4
        assert (store._left(30), store._left(2)) == (6, 2)
        with ending_in(60):
            assert store._left(30) == 6
        now[0] += 6
        with pytest.raises(QuestionTooSlow):
            store._left(30)
    assert store._left(30) == 30
