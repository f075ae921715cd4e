"""Shared by every package's tests: one real Neo4j for the session, and nothing that outlives it."""

import os
from collections.abc import Iterator

import pytest

from graph.engine import DEFAULT_VERSION, Engine, Running

pytest_plugins = ["tests.attacks.logs"]

NEO4J_VERSION = os.environ.get("JINGWEI_TEST_NEO4J", DEFAULT_VERSION)


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An empty Neo4j of our own, whatever JINGWEI_GRAPH_URL says: a test must never write into a user's graph.

    It is shared: a test module that needs an empty graph deletes every node first.
    """
    engine = Engine(tmp_path_factory.mktemp("home"), version=NEO4J_VERSION)
    yield engine.start()
    engine.stop()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On CI a run that skipped a test has failed: a proof that can be passed over is none."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter is not None and reporter.stats.get("skipped"):
        reporter.write_line("\nskipped tests fail on CI; run pytest -rs to see them", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
