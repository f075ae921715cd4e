"""What is left of a row when its person is taken out of it: a firm without its operator, and of most rows nothing."""

from functools import cache

from graph.facts import Fact
from graph.records.erasing import Held, Left
from graph.seals import PersonCipher, Seals
from loaders.reading import cells_of, mark_of
from loaders.registry import ledgers
from loaders.rows import Checked, RowReader
from loaders.stating import Stating


class Remains:
    """Reads rows with their person, and without."""

    def __init__(self, seals: Seals) -> None:
        """Each ledger's reader is made once."""
        self._seals = seals
        self._of = cache(lambda name: (RowReader(ledgers()[name], seals, sample=True), Stating(ledgers()[name], seals)))

    def cells(self, row: Held, cipher: PersonCipher | None) -> dict[str, str]:
        """All cells of a row. Raises SealError."""
        return cells_of(row.cells, row.sealed, cipher)

    def facts(self, row: Held, cipher: PersonCipher | None) -> list[Fact]:
        """What the row states. Raises SealError."""
        reader, stating = self._of(row.ledger)
        return stating.facts(reader.check(self.cells(row, cipher), row.row), cipher)

    def facts_left(self, row: Held) -> list[Fact]:
        """What it states without its person."""
        checked = self._alone(row)
        return self._of(row.ledger)[1].facts(checked, None) if checked else []

    def left(self, row: Held) -> Left | None:
        """Its open cells, if they still make a row that the ledger would take."""
        checked = self._alone(row)
        return Left(row.cells, checked.row_key, mark_of(self._seals, checked)) if checked else None

    def _alone(self, row: Held) -> Checked | None:
        checked = self._of(row.ledger)[0].check(cells_of(row.cells, None, None), row.row)
        return None if checked.faults or not checked.ids else checked
