"""Whatever is killed, no process is left behind, and the next start goes on with what was committed."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine import Engine
from graph.engine.errors import HomeTakenError
from graph.engine.folder import Folder
from graph.engine.process import Process, read_process, write_process
from tests.conftest import NEO4J_VERSION
from tests.engine.processes import ask, eventually, gone, owner


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One store for all: each test finds it as the one before left it, killed."""
    home = tmp_path_factory.mktemp("survival")
    yield home
    Engine(home).stop()


@pytest.fixture
def engine(home: Path) -> Engine:
    return Engine(home, version=NEO4J_VERSION)


def test_kill_of_the_owner_leaves_no_orphan(home: Path, engine: Engine):
    owned = owner(home)
    supervisor = owned.supervisor
    with pytest.raises(HomeTakenError, match=f"belongs to process {owned.process.pid}"):
        engine.start()
    owned.process.kill()
    owned.process.wait()
    assert eventually(lambda: gone(owned.java) and gone(supervisor))
    assert engine.status().running is None


def test_ctrl_c_in_the_owner_stops_it_in_order(home: Path, engine: Engine):
    """The terminal sends SIGINT to the owner's whole group: Java is not in it, and hears of it from the supervisor."""
    owned = owner(home)
    os.killpg(owned.process.pid, signal.SIGINT)
    owned.process.wait()
    assert eventually(lambda: gone(owned.java))
    assert "Stopped." in (engine.folder.logs / "neo4j.log").read_text()


def test_kill_of_java_ends_the_supervisor_and_loses_nothing_committed(engine: Engine):
    server = engine.start()
    ask(server, "UNWIND range(1, 1000) AS n CREATE (:Committed {n: n})")
    os.kill(server.pid or 0, signal.SIGKILL)
    assert eventually(lambda: engine.status().running is None)
    assert ask(engine.start(), "MATCH (c:Committed) RETURN count(c)") == [1000]
    engine.stop()


def test_kill_of_the_supervisor_stops_java_in_order(home: Path, engine: Engine):
    owned = owner(home)
    owned.supervisor.kill()
    assert eventually(lambda: gone(owned.java))
    owned.process.kill()
    owned.process.wait()


def test_kept_it_outlives_its_starter_until_somebody_stops_it(home: Path, engine: Engine):
    starter = owner(home, tie="kept")
    supervisor = starter.supervisor
    starter.process.wait()
    assert engine.status().owner is None
    assert not gone(starter.java)
    assert engine.stop()
    assert gone(starter.java)
    assert eventually(lambda: gone(supervisor))


def test_a_process_file_of_a_stranger_under_the_same_number_is_stale(tmp_path: Path):
    folder = Folder(tmp_path)
    write_process(
        folder, Process(pid=os.getpid(), created=1.0, port=1, version="5.26.30", owner=None, owner_created=None)
    )
    found = read_process(folder)
    assert found is not None
    assert found.alive() is None


@pytest.mark.parametrize("text", ["", "{", "[]", json.dumps({"pid": 1})])
def test_a_torn_process_file_counts_as_none(tmp_path: Path, text: str):
    (tmp_path / "running.json").write_text(text)
    assert read_process(Folder(tmp_path)) is None
