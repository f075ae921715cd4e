"""One store for this folder's tests, with the model's indexes, and a way to ask a question of a small world."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from typing import Any, TypeVar

import pytest

from graph.engine import Running
from graph.model.dates import today
from graph.project import ensure_schema
from graph.store import Store, opened
from guard.access import Access, Area, area_under
from tests.accesses import everything
from tests.queries.world import World

T = TypeVar("T")
Ask = Callable[..., Any]

DISTRICT = everything()


def area(*communities: str) -> Access:
    """The access of someone whose area is these communities."""
    return everything(Area(communities))


class Asking:
    """A store on a loop of its own, so that tests read as plain calls."""

    def __init__(self, runner: asyncio.Runner, store: Store) -> None:
        """Keep both ends."""
        self.runner, self.store = runner, store

    def run(self, work: Awaitable[T]) -> T:
        """The result of awaiting ``work``."""

        async def awaited() -> T:
            return await work

        return self.runner.run(awaited())

    def given(self, world: World) -> None:
        """Put this world, and nothing else, into the graph."""
        self.run(world.write(self.store, day=today()))

    def under(self, *places: str) -> Access:
        """The access of someone whose area is what lies below these places today."""
        return everything(self.run(area_under(self.store, places, day=today())))

    def __call__(
        self, question: Callable[..., Awaitable[T | None]], on: str = "", access: Access = DISTRICT, **params: Any
    ) -> T:
        """The answer of ``question`` as of the day ``on``; the test fails if there is none."""
        found = self.maybe(question, on, access, **params)
        assert found is not None
        return found

    def maybe(
        self, question: Callable[..., Awaitable[T | None]], on: str = "", access: Access = DISTRICT, **params: Any
    ) -> T | None:
        """The answer, or None."""
        as_of = dt.date.fromisoformat(on) if on else None
        return self.run(question(self.store, access, as_of=as_of, **params))


@pytest.fixture(scope="session")
def asking(neo4j_server: Running) -> Iterator[Asking]:
    """The shared Neo4j with the model's constraints and indexes."""
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        store = runner.run(stack.enter_async_context(opened(neo4j_server)))
        runner.run(ensure_schema(store))
        yield Asking(runner, store)
        runner.run(stack.aclose())
