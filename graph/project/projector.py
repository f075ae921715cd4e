"""A batch → the graph, some thousands of records a transaction; and the whole book → a graph made anew."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence

from graph.facts import Fact, NodeFact, TieFact
from graph.model.dates import today
from graph.project.community import derive_all, moves_places
from graph.project.schema import changed, ensure_schema
from graph.project.write import Chunk, Interpret, steps_for, subjects_in
from graph.records import Batch, BatchState, Book, Record
from graph.records.notes import REBUILDING
from graph.store import Store

Told = Callable[[int], None]
"""Called with the number of records just carried into the graph."""

Numbered = list[tuple[int, list[Fact]]]

EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"


async def project_batch(
    store: Store, book: Book, batch: int, *, interpret: Interpret, told: Told, nodes_first: bool = False
) -> None:
    """Bring the graph to what the records say with ``batch`` in force. Doing it again changes nothing.

    ``nodes_first``: rows may tie to nodes that later rows of the batch declare, so all nodes go before all ties.

    New rows before the ones they replace: the other way round a corrected house would be gone for a moment, and with
    it the ties that other records state.
    """
    if nodes_first:
        await _carry(store, book, book.records_of(batch), _only(NodeFact, interpret), _untold)
    moved = await _carry(store, book, book.records_of(batch), interpret, told)
    moved |= await _carry(store, book, book.replaced_by(batch), interpret, told, removed=True)
    if moved:
        await derive_all(store, day=today())
    book.in_graph(batch)


async def rebuild(store: Store, book: Book, *, interpret: Interpret, told: Told) -> None:
    """Empty the graph and make it anew from the records in force.

    All nodes before all ties: a house whose row was corrected stands on a later batch than the ties to it.
    """
    book.reproject()
    await store.alone(EMPTY)
    await ensure_schema(store)
    waiting = unfinished(book)
    for batch in waiting:
        await _carry(store, book, book.records_of(batch.id), _only(NodeFact, interpret), told)
    for batch in waiting:
        await project_batch(store, book, batch.id, interpret=_only(TieFact, interpret), told=told)
    await derive_all(store, day=today())
    book.notes.drop(REBUILDING)


def _untold(_: int) -> None:
    """The pass over a batch's nodes is not counted: its rows are told when their ties are there too."""


def unfinished(book: Book) -> list[Batch]:
    """Batches that the book has acknowledged and the graph does not hold yet."""
    return book.batches(BatchState.BOOKED)


async def _carry(
    store: Store,
    book: Book,
    pages: Iterator[list[Record]],
    interpret: Interpret,
    told: Told,
    *,
    removed: bool = False,
) -> bool:
    """Carry pages of records over, and say whether they move places.

    The next page is read and interpreted while the server writes this one.
    """
    moved = False
    page = await asyncio.to_thread(_next, pages, interpret)
    while page:
        reading = asyncio.create_task(asyncio.to_thread(_next, pages, interpret))
        try:
            chunk = Chunk(added=(), removed=page) if removed else Chunk(added=page, removed=())
            steps = await steps_for(store, book, interpret, chunk)
            await store.write_all([*steps, changed(sample=book.sample, book=book.identity)])
        finally:
            upcoming = await reading
        moved = moved or moves_places(subjects_in(page))
        told(len(page))
        page = upcoming
    return moved


def _only(kind: type[NodeFact] | type[TieFact], interpret: Interpret) -> Interpret:
    def some(records: Sequence[Record]) -> Iterable[tuple[int, list[Fact]]]:
        return ((number, [f for f in facts if isinstance(f, kind)]) for number, facts in interpret(records))

    return some


def _next(pages: Iterator[list[Record]], interpret: Interpret) -> Numbered:
    records: list[Record] = next(pages, [])
    return list(interpret(records)) if records else []
