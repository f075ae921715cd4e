"""When a checkpoint goes out, by a clock that only the test moves: nothing waits here, and nothing runs beside it."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from guard.audit import AuditLog, anchoring
from guard.audit import append as append_module
from guard.audit.places import Folder
from guard.audit.tree import Frontier, unpacked
from tests.guard.audit.helpers import act, opened

Step = Callable[[], object]


class Looks:
    """Stands in for the event that ends the anchoring: each wait is one step of a test's, and the last one ends it."""

    def __init__(self, *steps: Step) -> None:
        self._left, self.waited = list(steps), list[float]()

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        self._left.pop(0)()
        return not self._left


class Office:
    """A log with its anchors, a clock, and the sizes at which checkpoints were taken to the anchors."""

    def __init__(self, log: AuditLog, *places: Folder) -> None:
        self.log, self.places, self.now, self.taken = log, places, 1_000.0, list[int]()

    def pass_(self, seconds: float) -> None:
        self.now += seconds

    def anchor(self, log: AuditLog, places: list[Folder]) -> None:
        self.taken.append(anchoring.size_of(log))
        self._anchor(log, places)

    _anchor = staticmethod(anchoring.anchor)

    def note(self, acts: int = 1, *, later: float = 0.0) -> Step:
        """So many acts, and so much time."""

        def step() -> None:
            for _ in range(acts):
                self.log.record_now(act())
            self.pass_(later)

        return step

    def keep(self, *steps: Step, seconds: float = 60.0, entries: int = 1_000) -> list[int]:
        """What is taken during these steps; the last one is the end of the server."""
        looks = Looks(*steps)
        anchoring._keep(self.log, self.places, looks, seconds, entries)  # type: ignore[arg-type]
        self.waited = looks.waited
        return self.taken


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """With two anchors: one that works, and one that fails until its file is taken away."""
    (tmp_path / "file").write_text("")
    with opened(tmp_path) as log:
        made = Office(log, Folder(str(tmp_path / "far")), Folder(str(tmp_path / "file" / "below")))
        monkeypatch.setattr(anchoring, "time", SimpleNamespace(monotonic=lambda: made.now))
        monkeypatch.setattr(anchoring, "anchor", made.anchor)
        yield made


def test_a_checkpoint_goes_out_when_its_time_has_come_and_not_before(office: Office) -> None:
    end = office.note(0)
    assert office.keep(office.note(1, later=59.9), office.note(1, later=0.05), end) == [2]
    office.taken.clear()
    assert office.keep(office.note(1, later=60.0), office.note(1, later=59.9), end) == [3, 4]
    assert office.waited == [1.0] * 3


def test_a_checkpoint_goes_out_when_there_are_as_many_new_entries(office: Office) -> None:
    steps = (office.note(2), office.note(1), office.note(2), office.note(1))
    assert office.keep(*steps, office.note(0), entries=3) == [3, 6, 6]


def test_where_nothing_is_new_nothing_goes_out(office: Office) -> None:
    office.places = office.places[:1]
    later = office.note(0, later=60.0)
    assert office.keep(later, office.note(1, later=60.0), later, later, office.note(0)) == [1]


def test_an_anchor_that_lacks_the_last_checkpoint_is_tried_again_each_time(office: Office, tmp_path: Path) -> None:
    later = office.note(0, later=60.0)

    def mended() -> None:
        (tmp_path / "file").unlink()
        office.pass_(60.0)

    assert office.keep(office.note(1, later=60.0), later, mended, later, office.note(0)) == [1, 1, 1]


def test_what_is_new_at_the_end_goes_out(office: Office) -> None:
    assert office.keep(office.note(0), office.note(1)) == [1]


def test_the_log_is_looked_at_as_often_as_a_checkpoint_may_be_due(office: Office) -> None:
    office.keep(office.note(0), seconds=0.05)
    assert office.waited == [0.05]


def test_the_thread_that_anchors_is_told_by_its_name_and_ends(tmp_path: Path) -> None:
    def names() -> set[str]:
        return {thread.name for thread in threading.enumerate()}

    with opened(tmp_path) as log, anchoring.anchoring(log, []):
        assert "anchoring" in names()
    assert "anchoring" not in names()


def test_where_the_log_ends_is_read_while_nobody_else_can_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[str] = []

    def another_process(size: int, peaks: bytes) -> Frontier:
        with closing(sqlite3.connect(tmp_path / "audit" / "audit.sqlite", timeout=0)) as db:
            try:
                db.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                refused.append(str(error))
        return unpacked(size, peaks)

    with opened(tmp_path) as log:
        monkeypatch.setattr(append_module, "unpacked", another_process)
        log.record_now(act())
    assert set(refused) == {"database is locked"}
