"""Stands between us and Java, so that Java ends when we do, however we end.

    supervisor.py JAVA ARGS_FILE CONSOLE OWNER_PID      stdin: the owner's pipe; stdout: Java's process id, once

The owner holds the only write end of stdin. Its end (return, exception, kill -9) closes the pipe, and Java is told to
stop in order. The word `keep` cuts that tie: for `jingwei engine start`. A child that the owner forked may hold the
pipe open after it, so the parent's id is watched too. If the supervisor itself is killed, Linux tells Java to stop;
where there is no such signal, the next start finds Java by `running.json`.

Standard library only, and run as a file with `-I`: it starts in 30 ms and needs no more memory than an idle Python.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

GRACE = 30.0
KEEP = b"keep"
_TICK = 0.2
_PR_SET_PDEATHSIG = 1


def main(java: str, arguments: str, console: str, owner: str) -> int:
    stop = threading.Event()
    kept = threading.Event()
    _listen_to_signals(stop)
    child = _start_java(java, arguments, console)
    sys.stdout.write(f"{child.pid}\n")
    sys.stdout.close()
    threading.Thread(target=_watch_pipe, args=(stop, kept), daemon=True).start()
    while child.poll() is None and not stop.wait(_TICK):
        if not kept.is_set() and _orphaned(int(owner)):
            stop.set()
    return _end(child)


def _listen_to_signals(stop: threading.Event) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


def _start_java(java: str, arguments: str, console: str) -> subprocess.Popen[bytes]:
    with open(console, "wb") as log:
        return subprocess.Popen(
            [java, f"@{arguments}"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=_die_with_parent(),
        )


def _die_with_parent() -> Callable[[], None] | None:
    """SIGTERM, not SIGKILL: Java then still closes its store. Safe here, for this process has one thread so far."""
    if sys.platform != "linux":
        return None
    import ctypes

    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _watch_pipe(stop: threading.Event, kept: threading.Event) -> None:
    """A thread, not select(): Windows can't select on a pipe. Not sys.stdin: its lock would outlast the interpreter."""
    if os.read(0, len(KEEP)) == KEEP:
        kept.set()
    else:
        stop.set()


def _orphaned(owner: int) -> bool:
    return os.name == "posix" and os.getppid() != owner


def _end(child: subprocess.Popen[bytes]) -> int:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
    return child.wait()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
