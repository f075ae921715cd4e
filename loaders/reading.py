"""Records of the book → the facts they state; and rows → records, with their personal cells sealed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

import orjson

from graph.facts import Fact
from graph.project import Interpret
from graph.records import Book, Record
from graph.seals import PersonCipher, Seals
from loaders.ledger import Ledger
from loaders.registry import ledgers
from loaders.rows import Checked, RowReader, sealed_columns
from loaders.stating import Stating

Cells = Mapping[str, str]


def interpreter(book: Book, seals: Seals) -> Interpret:
    """Reads records of any ledger. Of a record whose person's key is gone, what can stand without the person."""
    reader = cache(lambda name: (RowReader(ledgers()[name], seals, sample=True), Stating(ledgers()[name], seals)))

    def interpret(records: Sequence[Record]) -> Iterable[tuple[int, list[Fact]]]:
        ciphers = ciphers_of(book, seals, {r.person for r in records if r.person})
        for record in records:
            cipher = ciphers.get(record.person) if record.person else None
            rows, stating = reader(record.ledger)
            checked = rows.check(cells_of(record.cells, record.sealed, cipher), record.row)
            if record.person and not cipher and checked.faults:
                continue
            yield record.id, stating.facts(checked, cipher)

    return interpret


def ciphers_of(book: Book, seals: Seals, people: Iterable[str]) -> dict[str, PersonCipher]:
    """The ciphers of those people whose keys the book holds."""
    return {person: seals.person(wrapped) for person, wrapped in book.keys_of(people).items()}


def record_maker(ledger: Ledger) -> Callable[[Cells, PersonCipher | None], tuple[str, str | None]]:
    """Splits a row's cells into the open text and the sealed text of its record."""
    personal = sealed_columns(ledger)

    def make(cells: Cells, cipher: PersonCipher | None) -> tuple[str, str | None]:
        if not cipher:
            return _json(cells), None
        secret = {name: text for name, text in cells.items() if name in personal}
        return _json({n: t for n, t in cells.items() if n not in personal}), cipher.seal(_json(secret))

    return make


def mark_of(seals: Seals, checked: Checked) -> bytes:
    """What tells a row from one of the same key that says something else; 2019.3.5 and 2019-03-05 say the same."""
    return seals.mark(repr((sorted(checked.codes.items()), sorted(checked.values.items()))).encode())


def cells_of(cells: str, sealed: str | None, cipher: PersonCipher | None) -> dict[str, str]:
    """All cells of a record, or the open ones where there is no cipher. Raises SealError."""
    found: dict[str, str] = orjson.loads(cells)
    if sealed and cipher:
        found |= orjson.loads(cipher.open(sealed))
    return found


def _json(cells: Cells) -> str:
    return orjson.dumps(cells).decode()
