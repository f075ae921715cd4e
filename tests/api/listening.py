"""A server over the small district that listens on loopback as ``jingwei run`` does, in a thread of this process."""

import asyncio
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from api.answering import Office
from api.app import create_app
from api.serve import config_of, free_socket
from graph.engine import Running
from guard.audit.reading import acts
from guard.grants.sample import SampleAccount
from guard.roles import Role
from tests.api.conftest import bearer, office, unlimited

SECONDS = 60.0


@dataclass(slots=True)
class Listening:
    """The server, everybody who may ask it, and a way into its own event loop."""

    host: str
    app: FastAPI
    accounts: dict[Role, SampleAccount]
    loop: asyncio.AbstractEventLoop
    server: uvicorn.Server

    @property
    def office(self) -> Office:
        """What the server holds open."""
        return self.app.state.office  # type: ignore[no-any-return]

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """The result of ``work``, done in the server's loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(SECONDS)

    def token(self, role: Role = Role.INVESTIGATOR) -> str:
        """The header's value of a script of this role."""
        return f"Bearer {self.accounts[role].token}"

    def client(self, role: Role = Role.INVESTIGATOR, *, seconds: float = SECONDS) -> httpx.Client:
        """A script of this role."""
        headers = bearer(self.accounts[role].token or "")
        return httpx.Client(base_url=f"http://{self.host}", headers=headers, timeout=seconds, trust_env=False)

    def latest(self) -> Any:
        """The last act of the audit."""
        return next(iter(acts(self.office.gate.audit.engine)))


@contextmanager
def listening(running: Running, home: Path, *, port: int = 18400) -> Iterator[Listening]:
    """The small district, listening until the block ends."""
    told: list[SampleAccount] = []
    app = create_app(lambda: office(home, running, told))
    with free_socket(port) as socket:
        server = uvicorn.Server(config_of(app))
        loops: list[asyncio.AbstractEventLoop] = []

        async def serve() -> None:
            loops.append(asyncio.get_running_loop())
            await server.serve(sockets=[socket])

        thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
        thread.start()
        until(lambda: server.started)
        unlimited(app.state.office.gate.budget)
        address = f"127.0.0.1:{socket.getsockname()[1]}"
        try:
            yield Listening(address, app, {each.account.role: each for each in told}, loops[0], server)
        finally:
            server.should_exit = True
            thread.join(SECONDS)
            assert not thread.is_alive()


def until(done: Any, *, seconds: float = SECONDS) -> None:
    """Wait for something that must come."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)
