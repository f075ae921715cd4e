"""Owners that can be killed: a Python of its own that starts the engine and then waits."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
from neo4j import GraphDatabase

from graph.engine import Running

_OWNER = """
import sys, time
from pathlib import Path
from graph.engine import Engine
from tests.conftest import NEO4J_VERSION
server = Engine(Path(sys.argv[1]), version=NEO4J_VERSION).start(owned=sys.argv[2] == "owned")
print(server.pid, flush=True)
if sys.argv[2] == "owned":
    time.sleep(600)
"""
_ROOT = Path(__file__).parents[2]


@dataclass
class Owner:
    process: subprocess.Popen[str]
    java: psutil.Process

    @property
    def supervisor(self) -> psutil.Process:
        return self.java.parent() or self.java


def owner(home: Path, *, tie: str = "owned") -> Owner:
    """Returns once Neo4j answers. In a process group of its own, as a shell would start it."""
    command = [sys.executable, "-c", _OWNER, str(home), tie]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
        process_group=0,
    )
    assert process.stdout is not None
    return Owner(process=process, java=psutil.Process(int(process.stdout.readline())))


def gone(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def eventually(condition: Callable[[], bool], *, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def ask(server: Running, query: str) -> list[object]:
    """The first column of the answer."""
    with GraphDatabase.driver(server.url, auth=(server.user, server.password)) as driver:
        return [record[0] for record in driver.execute_query(query, database_="neo4j").records]
