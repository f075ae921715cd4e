"""A graph that somebody works with is not made anew under their hands."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from graph.engine import Engine
from graph.engine.process import Process, write_process
from graph.store import StoreError
from loaders.scrubbing import scrub
from tests.desks import untold


@pytest.fixture
def sleeper() -> Iterator[psutil.Process]:
    """Another process."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    yield psutil.Process(process.pid)
    process.kill()
    process.wait()


def test_scrub_refuses_while_another_process_owns_the_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sleeper: psutil.Process
) -> None:
    monkeypatch.delenv("JINGWEI_GRAPH_URL", raising=False)
    engine = Engine(tmp_path)
    engine.folder.make()
    at_work = sleeper.pid, sleeper.create_time()
    write_process(engine.folder, Process(*at_work, 1, engine.version, *at_work))
    with pytest.raises(StoreError, match="uses the graph"):
        asyncio.run(scrub(tmp_path, told=untold))
    assert sleeper.is_running()


def test_a_graph_that_stays_is_in_use_while_another_process_is_connected(tmp_path: Path) -> None:
    me = psutil.Process()
    engine = Engine(tmp_path)
    engine.folder.make()
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        write_process(engine.folder, Process(os.getpid(), me.create_time(), port, engine.version, None, None))
        assert not engine.used_by_another()
        with closing(socket.create_connection(("127.0.0.1", port))), closing(server.accept()[0]):
            assert engine.used_by_another()
