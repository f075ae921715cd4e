"""When the graph has changed: one small query a second for all watches of a server, and none while nobody watches."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from api.errors import told_of
from graph.model.dates import today
from graph.project import about_graph
from graph.store import Store

EVERY = 1.0
"""Seconds between two looks."""

Version = tuple[str, int, dt.date]
"""The book, how often the graph has changed, and the day: an answer of today may be another one tomorrow."""


@dataclass(slots=True)
class Versions:
    """The graph's version, kept current as long as somebody follows it."""

    store: Store
    every: float = EVERY
    _now: Version | None = None
    _followers: int = 0
    _looking: asyncio.Task[None] | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def followed(self) -> AsyncIterator[None]:
        """Look for a new version every second while this lasts."""
        self._followers += 1
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            yield
        finally:
            self._followers -= 1
            if not self._followers:
                self._looking.cancel()
                self._looking, self._now = None, None

    async def latest(self) -> Version:
        """The version as it was last seen; looks if it was not. Raises StoreError."""
        if self._now is None:
            self._now = await self._read()
        return self._now

    async def after(self, seen: Version) -> Version:
        """The first version that is another one."""
        while self._now is None or self._now == seen:
            await self._news.wait()
        return self._now

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(self.every)
            try:
                found = await self._read()
            except Exception as error:
                told_of(error)  # the log has its kind; whoever asks something meanwhile is told
                continue
            if found != self._now:
                self._now = found
                news, self._news = self._news, asyncio.Event()
                news.set()

    async def _read(self) -> Version:
        about = await about_graph(self.store)
        return (*about.state, today()) if about else ("", 0, today())
