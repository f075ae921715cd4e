"""The one door to Neo4j: sessions, retries, time limits, errors.

StoreError                 anything the graph could not do; one sentence that says what to do
├── GraphUnreachable       no server answers
├── GraphTooOld            the server is older than we support
└── QuestionTooSlow        the time limit ended a query
"""

import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, LiteralString, cast

import neo4j
from neo4j import AsyncDriver, AsyncGraphDatabase, AsyncManagedTransaction, unit_of_work
from neo4j.exceptions import ClientError, DriverError, Neo4jError, ServiceUnavailable

from graph.engine import Running, check_server_version

Row = dict[str, Any]
Params = Mapping[str, Any]

READ_SECONDS = 30.0
WRITE_SECONDS = 300.0
SCHEMES = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")
RETRY_SECONDS = 10.0
"""A server that was lost for longer is not coming back by itself; say so rather than wait."""
LEAST_SECONDS = 0.01
"""The driver counts in milliseconds, and takes none of them for no limit at all."""
_until: ContextVar[float | None] = ContextVar("until", default=None)


class StoreError(Exception):
    """The graph could not do what was asked."""


class GraphUnreachable(StoreError):
    """No server answers."""


class GraphTooOld(StoreError):
    """The server is older than we support."""


class QuestionTooSlow(StoreError):
    """A time limit ended the query."""


@dataclass(slots=True)
class Store:
    """An open graph. ``asked`` counts the queries sent, so that a test can hold a request to its number."""

    driver: AsyncDriver
    database: str | None = None
    asked: int = field(default=0)

    async def read(self, query: str, params: Params | None = None, *, seconds: float = READ_SECONDS) -> list[Row]:
        """Every row of a read query, as plain dicts. Raises StoreError."""
        return await self._run("execute_read", query, params or {}, seconds)

    async def read_one(self, query: str, params: Params | None = None, *, seconds: float = READ_SECONDS) -> Row | None:
        """The only row of a read query, or None. A page travels as one record (CYPHER, pages)."""
        rows = await self.read(query, params, seconds=seconds)
        return rows[0] if rows else None

    async def write(self, query: str, params: Params | None = None, *, seconds: float = WRITE_SECONDS) -> list[Row]:
        """Every row of a write query, committed when this returns. Raises StoreError."""
        return await self._run("execute_write", query, params or {}, seconds)

    async def write_all(self, steps: list[tuple[str, Params]], *, seconds: float = WRITE_SECONDS) -> None:
        """Several queries in one transaction: all of them are in the graph, or none is."""

        @unit_of_work(timeout=_left(seconds))
        async def work(tx: AsyncManagedTransaction) -> None:
            for query, params in steps:
                await (await tx.run(_text(query), dict(params))).consume()

        self.asked += len(steps)
        with _told():
            async with self.driver.session(database=self.database) as session:
                await session.execute_write(work)

    async def alone(self, query: str, params: Params | None = None) -> None:
        """Run a command that makes its own transactions: schema, and work IN TRANSACTIONS."""
        with _told():
            async with self.driver.session(database=self.database) as session:
                await (await session.run(_text(query), dict(params or {}))).consume()

    async def explain(self, query: str, params: Params | None = None, *, profile: bool = False) -> Any:
        """The plan of a query, profiled if asked, as the server describes it."""
        with _told():
            async with self.driver.session(database=self.database) as session:
                word = "PROFILE " if profile else "EXPLAIN "
                summary = await (await session.run(_text(word + query), dict(params or {}))).consume()
        return summary.profile if profile else summary.plan

    async def _run(self, how: str, query: str, params: Params, seconds: float) -> list[Row]:
        @unit_of_work(timeout=_left(seconds))
        async def work(tx: AsyncManagedTransaction) -> list[Row]:
            result = await tx.run(_text(query), dict(params))
            # Not result.data(), which copies every list of a page again; our queries return plain values.
            return [dict(zip(record.keys(), record.values(), strict=True)) async for record in result]

        self.asked += 1
        with _told():
            async with self.driver.session(database=self.database) as session:
                return cast("list[Row]", await getattr(session, how)(work))


@asynccontextmanager
async def opened(running: Running) -> AsyncIterator[Store]:
    """The graph behind a running server. Raises GraphUnreachable or GraphTooOld."""
    if not running.url.startswith(SCHEMES):
        raise GraphUnreachable(
            "图数据库地址须以 neo4j:// 或 bolt:// 开头,请改正 JINGWEI_GRAPH_URL。"
            "The graph's address must begin with neo4j:// or bolt://: correct JINGWEI_GRAPH_URL."
        )
    with _told():
        driver = AsyncGraphDatabase.driver(
            running.url,
            auth=(running.user, running.password),
            notifications_min_severity="OFF",
            telemetry_disabled=True,
            max_transaction_retry_time=RETRY_SECONDS,
        )
    async with driver:
        with _told():
            info = await driver.get_server_info()
        _check_version(info)
        yield Store(driver)


@contextmanager
def ending_in(seconds: float) -> Iterator[None]:
    """Whatever is asked within ends in time: what is left of ``seconds`` is the limit of each query that is sent.

    Neo4j ends a transaction by itself when its time is over, whether or not anybody still waits for it.
    """
    until = time.monotonic() + seconds
    outer = _until.get()
    token = _until.set(until if outer is None else min(until, outer))
    try:
        yield
    finally:
        _until.reset(token)


def _left(seconds: float) -> float:
    """The time limit of a query that may take ``seconds``. Raises QuestionTooSlow where no time is left."""
    until = _until.get()
    if until is None:
        return seconds
    left = until - time.monotonic()
    if left <= 0:
        raise _too_slow()
    return max(min(seconds, left), LEAST_SECONDS)


def _too_slow() -> QuestionTooSlow:
    return QuestionTooSlow("查询超过时限,请缩小范围。The question took too long; ask for less at a time.")


def _check_version(info: neo4j.ServerInfo) -> None:
    try:
        check_server_version(info.agent.removeprefix("Neo4j/"))
    except Exception as error:
        raise GraphTooOld(str(error)) from error


def _text(query: str) -> LiteralString:
    """Query text is ours: it comes from a file or from the compiler of steps, never from a user."""
    return query


class _told:  # noqa: N801 - reads as a word where it is used
    """Turns the driver's errors into ours. Their messages can quote values, so ours name only the code."""

    def __enter__(self) -> None:
        """Nothing to set up."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ServiceUnavailable):
            raise GraphUnreachable(
                "连不上图数据库,请先启动(jingwei engine start)或检查 JINGWEI_GRAPH_URL。"
                "The graph does not answer: start it (jingwei engine start) or check JINGWEI_GRAPH_URL."
            ) from None
        if isinstance(error, ClientError) and "TransactionTimedOut" in (error.code or ""):
            raise _too_slow() from None
        if isinstance(error, Neo4jError):
            raise StoreError(f"图数据库拒绝了请求。The graph refused the request ({error.code}).") from _bare(error)
        if isinstance(error, DriverError):
            raise StoreError(f"图数据库请求失败。The request to the graph failed ({type(error).__name__}).") from None


def _bare(error: Neo4jError) -> Exception | None:
    """The cause, kept for syntax errors only: those quote our own text and no value."""
    return error if "SyntaxError" in (error.code or "") else None
