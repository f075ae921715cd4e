"""Where a fact comes from: the ledger rows that it stands on, looked up in the record book once for a whole answer."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import strawberry

from api.words import both
from graph.records import Book, Origin

SOURCES = both("所依据的台账行", "The ledger rows it stands on")
DISPUTED = both("各台账说法不一之处", "The properties on which ledgers differ")


@strawberry.type(description=both("一行台账", "A row of a ledger"))
class Source:
    """Where it was read; its values are in the fact itself."""

    record: strawberry.ID = strawberry.field(description=both("台账簿中的编号", "Its number in the record book"))
    ledger: str = strawberry.field(description=both("台账", "The ledger"))
    batch: int = strawberry.field(description=both("批次", "The batch"))
    sheet: str = strawberry.field(description=both("工作表", "The sheet"))
    row: int = strawberry.field(description=both("行号", "The row, as the sheet counts"))
    loaded: str = strawberry.field(description=both("装入之日", "The day it was loaded"))


@strawberry.interface(name="Sourced", description=both("可查来源", "What can tell where it comes from"))
class Sourced:
    """The rows, and where ledgers differ."""

    sources: list[Source] = strawberry.field(description=SOURCES)
    disputed: list[str] = strawberry.field(description=DISPUTED)


@dataclass(slots=True)
class Sources:
    """The rows that an answer names, filled in when all of it has been read."""

    _waiting: list[tuple[int, dict[str, Any], tuple[tuple[str, str], ...]]] = field(default_factory=list)

    def read(self, numbers: list[int], fields: tuple[tuple[str, str], ...]) -> list[dict[str, Any]]:
        """An answer for each record, as yet empty; ``fields`` are response keys with the names of what was selected."""
        answers: list[dict[str, Any]] = [{} for _ in numbers]
        self._waiting += [(number, answer, fields) for number, answer in zip(numbers, answers, strict=True)]
        return answers

    async def fill(self, book: Book) -> None:
        """Look them up. A record that is no longer in the book is said to be of no ledger."""
        if not self._waiting:
            return
        wanted = {number for number, _, _ in self._waiting}
        found = await asyncio.to_thread(book.origins, wanted)
        for number, answer, fields in self._waiting:
            said = {**_said(found.get(number)), "record": str(number), "__typename": "Source"}
            answer.update({key: said[name] for key, name in fields})
        self._waiting.clear()


def _said(origin: Origin | None) -> dict[str, Any]:
    if origin is None:
        return {"ledger": "", "batch": 0, "sheet": "", "row": 0, "loaded": ""}
    return {
        "ledger": origin.ledger,
        "batch": origin.batch,
        "sheet": origin.sheet,
        "row": origin.row,
        "loaded": origin.loaded,
    }
