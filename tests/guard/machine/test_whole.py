"""The machine over the whole, short."""

from graph.engine import Running
from tests.guard.machine.__main__ import run


def test_access_follows_whatever_is_done(neo4j_server: Running) -> None:
    run(neo4j_server, examples=2, steps=10, seed=1)
