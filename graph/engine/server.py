"""The Neo4j to use: the user's own, the one at work, or one of our own for as long as we run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.engine.engine import Engine
from graph.engine.lockfile import DEFAULT_VERSION
from graph.engine.settings import settings
from graph.engine.state import Running


@contextmanager
def running(home: Path, *, version: str = DEFAULT_VERSION) -> Iterator[Running]:
    """JINGWEI_GRAPH_URL if set; else the server already at work in `home`; else one started here and stopped at exit.

    The user's own server is taken at its word: the store asks for its version when it connects.
    """
    chosen = settings()
    if chosen.graph_url:
        password = chosen.graph_password.get_secret_value()
        yield Running(url=chosen.graph_url, user=chosen.graph_user, password=password, pid=None, version=None)
        return
    engine = Engine(home, version=version)
    try:
        yield engine.start(join=True)
    finally:
        engine.release()
