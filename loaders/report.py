"""What became of a file: counts, what was refused and why, which sheets and columns were not used, count drift."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.model import Text
from graph.records import Counts
from loaders.faults import Fault
from loaders.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not accepted, as it stood in the file."""

    sheet: str
    row: int
    faults: tuple[Fault, ...]
    raw: Sequence[Any]


@dataclass(slots=True)
class Report:
    """The report of one file. ``batch`` is None when the file changed nothing."""

    ledger: Ledger
    file: Path
    batch: int | None = None
    accepted: int = 0
    corrected: int = 0
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    headings: dict[str, tuple[list[str], dict[int, str]]] = field(default_factory=dict)
    unused: dict[str, list[str]] = field(default_factory=dict)
    passed_over: list[str] = field(default_factory=list)
    returned: Path | None = None

    @property
    def counts(self) -> Counts:
        """The numbers that the book keeps."""
        return Counts(self.accepted, self.corrected, self.unchanged, len(self.refused))

    @property
    def rows(self) -> int:
        """All rows of the file."""
        return self.accepted + self.unchanged + len(self.refused)

    def drift(self) -> Text | None:
        """A sentence when the number of rows is not one that this ledger is expected to have."""
        low, high = self.ledger.expects
        if low <= self.rows <= high:
            return None
        return Text(
            f"共 {self.rows} 行,超出预期的 {low}–{high} 行,请确认文件是否完整",
            f"{self.rows} rows, outside the expected {low}-{high}: is this the right and whole file?",
        )
