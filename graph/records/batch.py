"""A batch: one file of one ledger, booked whole and then carried into the graph."""

import datetime as dt
from dataclasses import dataclass

from graph.model.codes import Codes


class BatchState(Codes):
    """How far a batch has come. What interrupts it, the next command finishes or takes back."""

    OPEN = "open", "登记中", "Being booked"
    """Rows are still being read. Not acknowledged: an interruption takes it back."""
    BOOKED = "booked", "已登记", "Booked"
    """Acknowledged: an interruption leaves it to be finished."""
    IN_GRAPH = "in_graph", "已入图", "In the graph"


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of a file's rows."""

    accepted: int = 0
    corrected: int = 0
    unchanged: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """One load of one file."""

    id: int
    ledger: str
    file: str
    file_sha256: str
    by: str
    started: dt.datetime
    state: BatchState
    counts: Counts
