"""One pipeline for every ledger: file → rows → checked → the book (acknowledged) → the graph → report.

Whatever interrupts a load, the next command finishes it or takes it back (``recover``): a batch that was still being
booked was never acknowledged, and goes; an acknowledged one is carried into the graph.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from graph.model.dates import today
from graph.project import derive_overtaken, project_batch, rebuild, unfinished
from graph.project.erasures import note_erasures
from graph.records import BatchState
from graph.records.notes import REBUILDING
from graph.seldom import collecting_seldom
from guard.audit.act import ActKind
from guard.noting import act_by, noted_meanwhile
from loaders.booking import Booking
from loaders.desk import Desk, must_be_ours
from loaders.ledger import Ledger
from loaders.reading import interpreter
from loaders.registry import ledgers
from loaders.report import Report
from loaders.returned import write_returned
from loaders.workbook import Sheet, SheetRow, UnreadableFile, sheets

ROWS_AT_ONCE = 10_000

Told = Callable[[str, int], None]
"""Called with "rows" or "graph", and how many more are done."""

Line = tuple[Sheet, SheetRow]


async def load(desk: Desk, ledger: Ledger, path: Path, *, told: Told) -> Report:
    """Load one file. Good rows are in the graph when this returns, bad ones in a workbook beside the report.

    Raises UnreadableFile, BookError, StoreError, NotAudited.
    """
    async with noted_meanwhile(desk.audit, act_by(ActKind.LOAD, desk.by, ledger.name)):
        return await _load(desk, ledger, path, told)


async def _load(desk: Desk, ledger: Ledger, path: Path, told: Told) -> Report:
    with desk.book.writing(), collecting_seldom():
        await recover(desk, told=told)
        report = Report(ledger, path)
        report.batch = await _book(desk, report, told)
        if report.batch:
            await _project(desk, report.batch, ledger.name, told)
    return report


async def recover(desk: Desk, *, told: Told) -> None:
    """Finish, or take back, what an earlier command left. The caller holds the pen."""
    for batch in desk.book.batches(BatchState.OPEN):
        desk.book.take_back(batch.id)
    if desk.book.notes.get(REBUILDING):
        await remade(desk, told)
    for batch in unfinished(desk.book):
        await _project(desk, batch.id, batch.ledger, told)
    await derive_overtaken(desk.store, day=today())


async def remake(desk: Desk, *, told: Told) -> None:
    """Make the graph anew from the book. Raises StoreError when the graph is not this book's."""
    async with noted_meanwhile(desk.audit, act_by(ActKind.LOAD, desk.by, "rebuild")):
        await _remake(desk, told)


async def _remake(desk: Desk, told: Told) -> None:
    with desk.book.writing(), collecting_seldom():
        await must_be_ours(desk.store, desk.book)
        for batch in desk.book.batches(BatchState.OPEN):
            desk.book.take_back(batch.id)
        await remade(desk, told)


async def remade(desk: Desk, told: Told) -> None:
    """Make the graph anew. The caller holds the pen, and no batch is open."""
    read = interpreter(desk.book, desk.seals)
    await rebuild(desk.store, desk.book, interpret=read, told=lambda n: told("graph", n))
    await note_erasures(desk.store, len(desk.book.erasing.carried_out()))


async def _project(desk: Desk, batch: int, ledger: str, told: Told) -> None:
    await project_batch(
        desk.store,
        desk.book,
        batch,
        interpret=interpreter(desk.book, desk.seals),
        told=lambda n: told("graph", n),
        nodes_first=ledgers()[ledger].refers_to_itself,
    )


async def _book(desk: Desk, report: Report, told: Told) -> int | None:
    """Book the file's good rows, and give the batch's number, or None when there is nothing new in it."""
    name, path = report.ledger.name, report.file
    batch = desk.book.begin(ledger=name, file=path.name, file_sha256=_sha256(path), by=desk.by)
    booking = Booking(desk, report, batch)
    try:
        for lines in _chunks(_lines(report), None if report.ledger.refers_to_itself else ROWS_AT_ONCE):
            await booking.add(lines)
            told("rows", len(lines))
        # Before the batch is acknowledged: a row that goes back must be there to be seen.
        report.returned = write_returned(report, desk.returned)
    except BaseException:
        desk.book.take_back(batch)
        raise
    if not report.accepted:
        desk.book.take_back(batch)
        return None
    desk.book.acknowledge(batch, report.counts)
    return batch


def _lines(report: Report) -> Iterator[Line]:
    for name, sheet in sheets(report.file, report.ledger):
        if sheet is None:
            report.passed_over.append(name)
            continue
        report.headings[name] = (sheet.headings, sheet.columns)
        if sheet.unused:
            report.unused[name] = sheet.unused
        for row in sheet:
            yield sheet, row


def _chunks(lines: Iterator[Line], size: int | None) -> Iterator[list[Line]]:
    chunk: list[Line] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(
            f"打不开文件 {path.name}({error.strerror})。The file {path.name} cannot be opened."
        ) from None
