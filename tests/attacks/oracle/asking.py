"""The real application over the real graph, asked in process: one request is one call of the ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import orjson

from api.answering import Office
from api.app import create_app
from graph.engine import Running
from guard.gate import opened_gate
from loaders.desk import Desk, opened_desk
from tests.api.conftest import unlimited


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the body as it was sent, and read."""

    status: int
    body: str

    @property
    def read(self) -> dict[str, Any]:
        """The body as JSON."""
        found: dict[str, Any] = orjson.loads(self.body)
        return found

    @property
    def codes(self) -> list[str]:
        """The codes of its errors."""
        return [error["extensions"]["code"] for error in self.read.get("errors", ())]

    @property
    def empty(self) -> bool:
        """Whether no value at all is in its data."""
        return not _says(self.read.get("data"))


@dataclass(frozen=True, slots=True)
class Server:
    """The application, with what stands behind it."""

    office: Office
    client: httpx.AsyncClient

    @property
    def desk(self) -> Desk:
        """The graph and the book."""
        return self.office.desk

    async def ask(self, headers: dict[str, str], query: str, variables: dict[str, Any]) -> Answer:
        """Post a question."""
        found = await self.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
        return Answer(found.status_code, found.text)


@asynccontextmanager
async def served(home: Path, running: Running) -> AsyncIterator[Server]:
    """The application over a graph that is about to be filled, with nobody limited."""
    async with opened_desk(home, running, anew=True) as desk:
        desk.book.mark_sample()
        with opened_gate(home, desk.book, desk.seals, desk.audit) as gate:
            unlimited(gate.budget)
            app = create_app(None)  # type: ignore[arg-type] - opened here, and not by the application
            app.state.office, app.state.sample = Office(desk, gate), True
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://oracle") as client:
                yield Server(app.state.office, client)


def _says(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_says(each) for key, each in value.items() if not key.startswith("__typename"))
    if isinstance(value, list):
        return any(map(_says, value))
    return value is not None
