"""A forked child that tries one thing and is gone, whatever that thing does to it."""

import os
import resource
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

MEMORY = 6 << 30
"""Bytes of address space: a mutant may fill a list for ever."""
KILLED_BY_TIME = "timeout"
IDLE = 20.0
"""Seconds of the clock in which a child that is not stuck uses the processor, by itself or through its own children."""


def tried(work: Callable[[Path], str], *, seconds: float) -> str:
    """What ``work`` says in a child of its own, given a folder that goes with it; KILLED_BY_TIME if it never does.

    ``seconds`` is of the processor, so that a busy machine kills no mutant; of the clock it may take four times that,
    unless it waits for ever: what has not used the processor at all for IDLE seconds is stuck.
    """
    folder = Path(tempfile.mkdtemp(prefix="mutant"))
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        _be_child(work, folder, into, seconds)
    os.close(into)
    try:
        return _heard(out, child, time.monotonic() + 4 * seconds)
    finally:
        os.close(out)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        shutil.rmtree(folder, ignore_errors=True)


def _heard(out: int, child: int, until: float) -> str:
    said, used, stirred = b"", -1, time.monotonic()
    while (now := time.monotonic()) < until and now - stirred < IDLE:
        if select.select([out], [], [], min(1.0, until - now))[0]:
            some = os.read(out, 65_536)
            said += some
            if not some or said.endswith(b"\n"):
                return said.decode().removesuffix("\n") if said.endswith(b"\n") else KILLED_BY_TIME
        elif (now_used := _used(child)) != used:
            used, stirred = now_used, time.monotonic()
    return KILLED_BY_TIME


def _used(session: int) -> int:
    """Ticks of the processor that the processes of a session have used up to now."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15])) if int(fields[3]) == session else 0
    return ticks


def _be_child(work: Callable[[Path], str], folder: Path, into: int, seconds: float) -> None:
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for each in (0, 1, 2):
        os.dup2(nowhere, each)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        said = work(folder)
    except BaseException as error:
        said = f"broken: {type(error).__name__}"
    os.write(into, said.encode() + b"\n")

    os._exit(0)
