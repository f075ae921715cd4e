"""Start the supervisor, and through it Java; the pipe that ties them to this process is kept here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import psutil

from graph.engine.errors import StartError
from graph.engine.folder import Folder
from graph.engine.process import Process
from graph.engine.supervisor import KEEP

_SUPERVISOR = Path(__file__).with_name("supervisor.py")
# In the C locale of a cron job or a bare container, Java reads no path with 数据 in it.
_LOCALE = {"LC_ALL": "C.UTF-8"} if sys.platform == "linux" else {}
_NEW_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)

# By data folder, and not in an Engine: a caller who drops the Engine must not close the pipe, and Neo4j, by it.
_tied: dict[Path, subprocess.Popen[bytes]] = {}


def launch(folder: Folder, *, java: Path, port: int, version: str) -> Process:
    """Java, tied to this process. In a session of its own, so that Ctrl-C reaches us and not Java under us."""
    command = [sys.executable, "-I", str(_SUPERVISOR), str(java), str(folder.java_args), str(folder.console)]
    with folder.supervisor_log.open("wb") as log:  # not our own stderr: who waits for its end would wait for Neo4j's
        supervisor = subprocess.Popen(
            [*command, str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=os.environ | _LOCALE,
            start_new_session=True,
            creationflags=_NEW_GROUP,
        )
    _tied[folder.root] = supervisor
    return _process(int(_pipe(supervisor.stdout).readline() or 0), port=port, version=version)


def _process(pid: int, *, port: int, version: str) -> Process:
    try:
        created = psutil.Process(pid).create_time()
    except psutil.Error as error:
        raise StartError(
            "Neo4j 进程没有启动，请运行 jingwei engine status 查看",
            "Java did not start: see jingwei engine status",
        ) from error
    owner = psutil.Process()
    return Process(
        pid=pid, created=created, port=port, version=version, owner=owner.pid, owner_created=owner.create_time()
    )


def keep(folder: Folder) -> None:
    """Cut the tie: from here on Neo4j outlives us, until somebody stops it."""
    supervisor = _tied.pop(folder.root)
    pipe = _pipe(supervisor.stdin)
    pipe.write(KEEP)
    pipe.close()


def tied(folder: Folder) -> bool:
    return folder.root in _tied


def untie(folder: Folder) -> None:
    """Let the supervisor end, and collect it: a zombie would look like an orphan."""
    supervisor = _tied.pop(folder.root, None)
    if supervisor is not None:
        _pipe(supervisor.stdin).close()
        _pipe(supervisor.stdout).close()
        supervisor.wait()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream
