"""The Neo4j to use: the user's own, the one at work, or one of our own for as long as we run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.engine.engine import Engine, Running
from graph.engine.lockfile import DEFAULT_VERSION
from graph.engine.settings import EngineSettings


@contextmanager
def running(home: Path, *, version: str = DEFAULT_VERSION) -> Iterator[Running]:
    """JINGWEI_GRAPH_URL if set; else the server already at work in `home`; else one started here and stopped at exit.

    The user's own server is taken at its word: the store asks for its version when it connects.
    """
    settings = EngineSettings()
    if settings.graph_url:
        password = settings.graph_password.get_secret_value()
        yield Running(url=settings.graph_url, user=settings.graph_user, password=password, pid=None, version=None)
        return
    engine = Engine(home, version=version)
    try:
        yield engine.start(join=True)
    finally:
        engine.release()
