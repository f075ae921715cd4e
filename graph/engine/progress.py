"""Progress on standard error, so that a command's answer on standard output stays clean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar(Protocol):
    def advance(self, amount: int) -> None: ...


@contextmanager
def bytes_bar(title: str, *, total: int) -> Iterator[Bar]:
    """A bar that counts bytes."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(title, total=total)
        yield _RichBar(progress=progress, task=task)


@contextmanager
def waiting(title: str) -> Iterator[None]:
    """A spinner for a step whose length nobody knows."""
    from rich.console import Console

    with Console(stderr=True).status(title):
        yield


class _RichBar:
    def __init__(self, *, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task

    def advance(self, amount: int) -> None:
        self._progress.advance(self._task, amount)
