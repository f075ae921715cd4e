"""Tests run inside a child: the graph that is lent to them, and the first that fails."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import hypothesis
import pytest
from _pytest.runner import runtestprotocol

from graph.engine import Running

GRAPH = "JINGWEI_MUTATION_GRAPH"
"""url,user,password of the Neo4j that every child is lent in place of one of its own; without it, no test gets one."""


def calm_hypothesis() -> None:
    """The same examples each time, none kept and none shrunk."""
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    checks = list(hypothesis.HealthCheck)
    calm = {"database": None, "derandomize": True, "deadline": None, "suppress_health_check": checks, "phases": phases}
    hypothesis.settings.register_profile("mutation", **calm)  # type: ignore[arg-type]
    hypothesis.settings.load_profile("mutation")


class Lent:
    """A plugin: ``neo4j_server`` is the graph that was lent."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
    ) -> object | None:
        """Stands in for the fixture of tests/conftest.py."""
        if fixturedef.argname != "neo4j_server":
            return None
        url, user, password = os.environ[GRAPH].split(",")
        lent = Running(url, user, password, pid=None, version=None)
        fixturedef.cached_result = (lent, fixturedef.cache_key(request), None)  # type: ignore[arg-type]
        return lent

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Tests that need a graph are left out where none was lent."""
        if GRAPH not in os.environ:
            items[:] = [i for i in items if "neo4j_server" not in getattr(i, "fixturenames", ())]


def move_to(folder: Path, config: pytest.Config) -> None:
    """Let ``tmp_path`` be below the child's own folder."""
    factory = config._tmp_path_factory  # type: ignore[attr-defined]
    factory._basetemp, factory._given_basetemp = None, folder / "pytest"
    tempfile.tempdir = str(folder)


def first_failing(items: Sequence[pytest.Item]) -> str:
    """Run these until one fails: its node id, or nothing."""
    for item, following in _each_with_next(items):
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
            return item.nodeid
    return ""


def each_of(items: Sequence[pytest.Item], failed: list[str]) -> Iterator[pytest.Item]:
    """Run these, each when the next is asked for; ``failed`` is told of those that do."""
    for item, following in _each_with_next(items):
        yield item
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
            failed.append(item.nodeid)


def _each_with_next(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """What is set up for several goes after the last of them."""
    return zip_longest(items, items[1:])
