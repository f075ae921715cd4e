"""A desk for tests: an empty graph, a fresh book and fresh seals, with ledgers written as small CSV files."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from graph.engine import Running
from graph.records import Book, Record
from graph.records.tables import records
from loaders.desk import Desk, opened_desk
from loaders.pipeline import load
from loaders.registry import ledgers
from loaders.report import Report

T = TypeVar("T")

EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"

NODES = "MATCH (n) WHERE NOT n:Graph RETURN labels(n)[0] AS label, properties(n) AS props"
TIES = "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS props"


@asynccontextmanager
async def desk_at(home: Path, server: Running, *, sample: bool = True) -> AsyncIterator[Desk]:
    """A desk over an emptied graph."""
    async with opened_desk(home, server, anew=True) as desk:
        await desk.store.alone(EMPTY)
        if sample:
            desk.book.mark_sample()
        yield desk


def at_desk(home: Path, server: Running, work: Callable[[Desk], Awaitable[T]], *, sample: bool = True) -> T:
    """Run ``work`` at a fresh desk."""

    async def whole() -> T:
        async with desk_at(home, server, sample=sample) as desk:
            return await work(desk)

    return asyncio.run(whole())


def untold(*_: object) -> None:
    """Progress that nobody watches."""


async def put(desk: Desk, ledger: str, folder: Path, *rows: dict[str, Any], name: str | None = None) -> Report:
    """Write rows as a CSV of the ledger's own column names, and load it."""
    path = folder / (name or f"{ledger}.csv")
    path.write_text(csv_text(ledger, rows), encoding="utf-8")
    return await load(desk, ledgers()[ledger], path, told=untold)


def csv_text(ledger: str, rows: tuple[dict[str, Any], ...]) -> str:
    """Every column of the ledger, under its Chinese heading."""
    columns = ledgers()[ledger].columns
    lines = [",".join(c.text.zh for c in columns)]
    lines += [",".join(f'"{row.get(c.name, "")}"' for c in columns) for row in rows]
    return "\n".join(lines)


async def whole_graph(desk: Desk) -> tuple[list[Any], list[Any]]:
    """Everything in the graph, in an order that does not depend on how it got there."""
    nodes = await desk.store.read(NODES, seconds=120)
    ties = await desk.store.read(TIES, seconds=120)
    return sorted(map(_plain, nodes)), sorted(map(_plain, ties))


def _plain(row: dict[str, Any]) -> str:
    return repr({k: sorted(v.items()) if isinstance(v, dict) else v for k, v in sorted(row.items())})


def resident_id(birth: str, sequence: int = 1) -> str:
    """A valid ID of the sample region: ``birth`` as YYYYMMDD."""
    seventeen = f"990101{birth}{sequence:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return seventeen + "10X98765432"[sum(int(d) * w for d, w in zip(seventeen, weights, strict=True)) % 11]


def every_record_of(book: Book, batch: int) -> Iterator[list[Record]]:
    """All rows of a batch, in force or corrected since."""
    return book._pages(records.c.batch_id == batch)


PLACES = (
    {"place": "D", "name": "经纬区", "level": "区"},
    {"place": "T", "name": "锦绣街道", "level": "镇街", "parent": "D"},
    {"place": "V", "name": "梧桐社区", "level": "村居", "parent": "T"},
    {"place": "W", "name": "银杏社区", "level": "村居", "parent": "T"},
    {"place": "VG", "name": "梧桐一网格", "level": "网格", "parent": "V"},
    {"place": "VM", "name": "梧桐一微网格", "level": "微网格", "parent": "VG"},
)
BUILDINGS = ({"building": "B1", "name": "1号楼", "place": "VM"},)
HOUSES = (
    {"house": "H1", "address": "锦绣街道梧桐路1号1单元101室", "building": "B1", "use": "住宅"},
    {"house": "H2", "address": "锦绣街道梧桐路1号1单元102室", "building": "B1", "use": "住宅"},
    {"house": "H3", "address": "银杏村3组5号", "place": "W", "use": "住宅"},
)


async def put_houses(desk: Desk, folder: Path) -> None:
    """The small world that most loader tests stand on."""
    await put(desk, "places", folder, *PLACES)
    await put(desk, "buildings", folder, *BUILDINGS)
    await put(desk, "houses", folder, *HOUSES)
