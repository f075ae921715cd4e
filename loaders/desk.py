"""What a loader works at: an open graph, the book and the seals of one home, and where refused rows go back to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.engine import Running
from graph.project import ensure_schema
from graph.project.schema import about_graph, holds_other_data, model_mark
from graph.records import BatchState, Book, opened_book
from graph.records.notes import REBUILDING
from graph.rotation import check
from graph.seals import Seals, open_seals
from graph.store import Store, StoreError, opened
from guard.access import Area
from guard.audit.log import AuditLog, opened_audit
from guard.noting import at_console

WHOLE = Area()


@dataclass(frozen=True, slots=True)
class Desk:
    """What a loader works with. ``by`` is who loads, an account's id or ``console:<user>``; ``area`` what they may
    load facts of.
    """

    store: Store
    book: Book
    seals: Seals
    audit: AuditLog
    returned: Path
    by: str
    area: Area = WHOLE


@asynccontextmanager
async def opened_desk(home: Path, server: Running, *, anew: bool = False) -> AsyncIterator[Desk]:
    """The desk of a home folder, at a running graph. ``anew``: the graph is about to be rebuilt, so it may not fit.

    Raises StoreError, BookError, SealError or AuditError, each with one sentence that says what to do.
    """
    folder = home / "book"
    async with opened(server) as store:
        with opened_book(folder) as book:
            seals = open_seals(home / "keys", create=book.last_record() == 0)
            check(book, seals)
            if not anew:
                await _must_fit(store, book)
            await ensure_schema(store)
            with opened_audit(home / "audit", seals, sample=book.sample) as audit:
                yield Desk(store, book, seals, audit, home / "returned", at_console())


async def must_be_ours(store: Store, book: Book) -> None:
    """Refuse a graph of another book, or of other data: what is written there would be neither's. Raises StoreError."""
    graph = await about_graph(store)
    if graph and graph.book not in {"", book.identity}:
        raise StoreError(
            "这个图属于另一本台账簿,请检查 JINGWEI_HOME 与 JINGWEI_GRAPH_URL。"
            "The graph belongs to another book: check JINGWEI_HOME and JINGWEI_GRAPH_URL."
        )
    if graph is None and not book.notes.get(REBUILDING) and await holds_other_data(store):
        raise StoreError(
            "这个图里有不是经纬写入的数据,请换一个空的 Neo4j。"
            "The graph holds data that are not Jingwei's: give it a Neo4j of its own."
        )


async def _must_fit(store: Store, book: Book) -> None:
    """The graph must be this book's, made by this model: else what is loaded now would stand on nothing."""
    await must_be_ours(store, book)
    graph = await about_graph(store)
    if graph is None and book.batches(BatchState.IN_GRAPH):
        raise StoreError("图是空的,台账簿不是,请运行 jingwei rebuild。The graph is empty: run jingwei rebuild.")
    if graph and graph.model != model_mark():
        raise StoreError(
            "图由另一版本的模型建成,请运行 jingwei rebuild。The graph is of another model: run jingwei rebuild."
        )
