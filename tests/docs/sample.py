"""The tiny sample behind a real server, with an account a role: what the examples are asked of."""

import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uvicorn

from api.answering import Office
from api.app import create_app
from api.client import Jingwei
from api.greeting import first_accounts
from api.serve import config_of, free_socket
from graph.engine import Running
from guard.gate import opened_gate
from guard.grants.sample import SampleAccount
from guard.roles import Role
from loaders.pipeline import load
from loaders.registry import ledgers
from seeds import generate, ledger_files
from tests.api.conftest import unlimited
from tests.desks import desk_at, untold
from tests.sizes import TINY

SECONDS = 900.0
"""It is ready in half a minute where nothing else runs."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Where the server listens, who may ask it, and what it has open."""

    url: str
    accounts: dict[Role, SampleAccount]
    office: Office

    def asking(self, role: Role = Role.INVESTIGATOR, *, granted: bool = True) -> Jingwei:
        """A client of this role, which names its grant if it has one."""
        who = self.accounts[role]
        return _client(self.url, who.token or "", who.grant if granted else None)


@cache
def _client(url: str, token: str, grant: str | None) -> Jingwei:
    return Jingwei(url, token=token, grant=grant)


@contextmanager
def served(running: Running, folder: Path, *, port: int = 18500) -> Iterator[Sample]:
    """Serve the tiny sample in a thread of this process, with nobody limited."""
    generate(folder / "sample", size=TINY)
    told: list[SampleAccount] = []
    app = create_app(lambda: _office(running, folder, told))
    with free_socket(port) as listening:
        server = uvicorn.Server(config_of(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            _await(server, thread)
            unlimited(app.state.office.gate.budget)
            url = f"http://127.0.0.1:{listening.getsockname()[1]}"
            yield Sample(url, {each.account.role: each for each in told}, app.state.office)
        finally:
            server.should_exit = True
            thread.join(60)


@asynccontextmanager
async def _office(running: Running, folder: Path, told: list[SampleAccount]) -> AsyncIterator[Office]:
    async with desk_at(folder / "home", running) as desk:
        for ledger, file in ledger_files(folder / "sample"):
            await load(desk, ledgers()[ledger], file, told=untold)
        with opened_gate(folder / "home", desk.book, desk.seals, desk.audit) as gate:
            office = Office(desk, gate)
            told += await first_accounts(office)
            yield office


def _await(server: uvicorn.Server, thread: threading.Thread) -> None:
    until = time.monotonic() + SECONDS
    while not server.started:
        assert thread.is_alive(), "the server ended before it began"
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.05)
