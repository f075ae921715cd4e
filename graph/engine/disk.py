"""Room on the disk, asked for before the work and not found out in the middle of it."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.engine.errors import DiskFullError

MARGIN = 256 * 2**20  # what Neo4j needs for a first transaction log, an empty store and its own logs


def need(room: int, folder: Path) -> None:
    """Raise DiskFullError unless `folder`, which need not exist yet, has `room` bytes and a margin free."""
    existing = next(parent for parent in [folder, *folder.absolute().parents] if parent.exists())
    free = shutil.disk_usage(existing).free
    if free < room + MARGIN:
        raise full(folder, wanted=room + MARGIN, free=free)


@contextmanager
def full_disk_named(folder: Path) -> Iterator[None]:
    """Turn the system's ENOSPC into DiskFullError."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise full(folder, wanted=MARGIN, free=0) from error


def full(folder: Path, *, wanted: int, free: int) -> DiskFullError:
    want_mb, free_mb = wanted // 10**6, free // 10**6
    return DiskFullError(
        f"磁盘空间不足：{folder} 需要 {want_mb} MB，只剩 {free_mb} MB，请清理后再试",
        f"The disk is full: {folder} needs {want_mb} MB and {free_mb} MB are free: make room and try again",
    )
