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

from api.app import create_app
from api.serve import free_socket
from graph.engine import DEFAULT_VERSION, Engine, Running
from guard.grants.sample import SampleAccount
from guard.roles import Role
from tests.api.conftest import bearer, office, unlimited

SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Served:
    """Where the server listens, who may ask it, and the graph behind it."""

    url: str
    accounts: dict[Role, SampleAccount]
    running: Running
    home: Path

    def headers(self, role: Role = Role.INVESTIGATOR) -> dict[str, str]:
        """What a script of this role sends: its token, and its grant if it has one."""
        who = self.accounts[role]
        return bearer(who.token or "") | ({"X-Jingwei-Grant": who.grant} if who.grant else {})

    def client(self, role: Role = Role.INVESTIGATOR) -> httpx.Client:
        """A client that is signed in. Redirects are not followed: an answer is what the server said."""
        return httpx.Client(base_url=self.url, headers=self.headers(role), timeout=SECONDS, trust_env=False)

    def stranger(self) -> httpx.Client:
        """A client that is not."""
        return httpx.Client(base_url=self.url, timeout=SECONDS, trust_env=False)


@contextmanager
def serving(running: Running, home: Path, *, port: int = 18300) -> Iterator[Served]:
    """Serve the small district in a thread of this process, so that its memory is ours to measure; unlimited."""
    told: list[SampleAccount] = []
    app = create_app(lambda: office(home, running, told))
    with free_socket(port) as listening:
        server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning", server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        _await(lambda: server.started, thread)
        unlimited(app.state.office.gate.budget)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        try:
            yield Served(url, {each.account.role: each for each in told}, running, home)
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
