"""A real server over the small district, on a port of its own: what an attacker from outside can reach."""

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from api.app import Settings, create_app
from api.serve import free_socket
from graph.engine import DEFAULT_VERSION, Engine, Running
from tests.api.conftest import TOKEN, bearer, district

SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Served:
    """Where the server listens, what to send with a request, and the graph behind it."""

    url: str
    headers: dict[str, str]
    running: Running

    def client(self) -> httpx.Client:
        """A client that is signed in. Redirects are not followed: an answer is what the server said."""
        return httpx.Client(base_url=self.url, headers=self.headers, timeout=SECONDS, trust_env=False)

    def ask(self, client: httpx.Client, query: str, **variables: Any) -> httpx.Response:
        """Ask over the wire."""
        return client.post("/graphql", json={"query": query, "variables": variables})


@contextmanager
def serving(running: Running, home: Path, *, port: int = 18300) -> Iterator[Served]:
    """Serve the small district in a thread of this process, so that its memory is ours to measure."""
    app = create_app(lambda: district(home, running), Settings(TOKEN))
    with free_socket(port) as listening:
        server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning", server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        _await(lambda: server.started, thread)
        try:
            yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}", bearer(), running)
        finally:
            server.should_exit = True
            thread.join(SECONDS)


@contextmanager
def alone() -> Iterator[Served]:
    """A server with an engine of its own, for a proof that is run as a command."""
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder) / "home", version=DEFAULT_VERSION)
        try:
            with serving(engine.start(), Path(folder) / "desk") as served:
                yield served
        finally:
            engine.stop()


def _await(ready: Any, thread: threading.Thread) -> None:
    until = time.monotonic() + SECONDS
    while not ready():
        assert thread.is_alive(), "the server ended before it began"
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.05)
