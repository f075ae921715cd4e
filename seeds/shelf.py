"""A shelf of ledger books in one folder, with the faults that are planted in each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders.registry import ledgers
from seeds.books import Book
from seeds.chance import Chance
from seeds.faults import Kind, Spoiler, kinds_for
from seeds.formats import TextTable, Workbook
from seeds.numbers import FAULTY, Ids
from seeds.planted import Planted


@dataclass(slots=True)
class Shelf:
    """Opens the books of a folder, and counts the rows that went into each ledger."""

    folder: Path
    seed: int
    planted: Planted
    counts: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def book(self, name: str, columns: Sequence[str], *, whose: str, town: int = 0, faults: int = 2) -> Book:
        """A new book of the ledger ``name``; ``faults`` of the kinds in turn are planted, all kinds if negative."""
        ledger = ledgers()[name]
        kind = TextTable if name in ("needs", "offers") else Workbook
        path = self.folder / f"{ledger.text.zh}-{whose}.{'csv' if kind is TextTable else 'xlsx'}"
        chance = Chance(self.seed, f"book/{path.name}")
        found = tuple(ledger.column(column) for column in columns)
        spoiler = Spoiler(ledger, found, Ids(town), FAULTY + list(ledgers()).index(name), town)
        turn = 2 * town + list(ledgers()).index(name)
        due = _due(kinds_for(ledger, found), chance, faults=faults, turn=turn)
        self.files.append(path.name)
        return kind(path, ledger, whose, found, chance, self.planted, spoiler, due)

    def close(self, *books: Book) -> None:
        """Finish the books and add up their rows."""
        for book in books:
            book.close()
            self.counts[book.ledger.name] = self.counts.get(book.ledger.name, 0) + book.rows


def _due(kinds: list[Kind], chance: Chance, *, faults: int, turn: int) -> list[tuple[int, Kind]]:
    """Which faults fall due after how many rows. Towns take turns, so that every kind comes up in every ledger."""
    wanted = kinds if faults < 0 else [kinds[(turn + at) % len(kinds)] for at in range(faults)] if kinds else []
    return list(_after(wanted, chance))


def _after(kinds: list[Kind], chance: Chance) -> Iterator[tuple[int, Kind]]:
    after = 2
    for kind in kinds:
        after += chance.between(1, 5)
        yield after, kind
