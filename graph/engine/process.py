"""The Java process at work in a data folder: found again, told from strangers, ended."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass

import psutil

from graph.engine.folder import Folder
from graph.engine.supervisor import GRACE


@dataclass(frozen=True)
class Process:
    """The Java process at work in a folder, and the process it is tied to, if any.

    The times of creation tell them from later processes that got the same numbers.
    """

    pid: int
    created: float
    port: int
    version: str
    owner: int | None
    owner_created: float | None

    def alive(self) -> psutil.Process | None:
        return _find(self.pid, self.created)

    def abandoned(self) -> bool:
        """Tied to a process that is gone: it is about to stop, or, where nothing told it, an orphan."""
        return self.owner is not None and _find(self.owner, self.owner_created or 0) is None

    def owned_by_another(self) -> bool:
        """Tied to a process that lives, and is not this one."""
        return self.owner not in (None, os.getpid()) and not self.abandoned()

    def connected(self) -> bool:
        """Whether anybody is connected to it; as good as not where the system does not tell."""
        with suppress(psutil.Error):
            found = psutil.Process(self.pid).net_connections("tcp")
            return any(c.status == psutil.CONN_ESTABLISHED and c.laddr.port == self.port for c in found)
        return False


def _find(pid: int, created: float) -> psutil.Process | None:
    """The process itself, or None if it is gone, a zombie, or a stranger under the same number."""
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        if abs(process.create_time() - created) < 1 and process.status() != psutil.STATUS_ZOMBIE:
            return process
    return None


def read_process(folder: Folder) -> Process | None:
    """The process that the folder names, alive or not; a torn file is as good as none."""
    with suppress(OSError, ValueError, TypeError):
        return Process(**json.loads(folder.process_file.read_text(encoding="utf-8")))
    return None


def write_process(folder: Folder, process: Process) -> None:
    part = folder.process_file.with_suffix(".part")
    part.write_text(json.dumps(asdict(process)), encoding="utf-8")
    part.replace(folder.process_file)


def terminate(process: psutil.Process) -> None:
    """SIGTERM, on which Neo4j closes its store; a process that hangs is killed, and its store recovers."""
    try:
        process.terminate()
        process.wait(GRACE)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(GRACE)
    except psutil.NoSuchProcess:
        return
