"""One server through its life: started, looked at, refused to others, stopped, started again."""

import os
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph.engine import Engine, Running, running
from graph.engine.errors import DiskFullError, HomeTakenError, NewerStoreError, PortTakenError, StartError
from tests.conftest import NEO4J_VERSION
from tests.engine.processes import ask, gone
from tests.engine.test_fetch import Usage


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = Engine(tmp_path_factory.mktemp("engine"), version=NEO4J_VERSION)
    engine.start()
    yield engine
    engine.stop()


@pytest.fixture
def server(engine: Engine) -> Running:
    return engine.start(join=True)


def home(engine: Engine) -> Path:
    return engine.folder.root.parent


def test_it_answers_queries_and_is_the_version_asked_for(server: Running):
    assert ask(
        server, "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]"
    ) == [NEO4J_VERSION]
    assert server.version == NEO4J_VERSION


def test_status_tells_where_it_answers_and_whom_it_ends_with(engine: Engine, server: Running):
    status = engine.status()
    assert (status.running, status.owner, status.jars_missing) == (server, psutil.Process().pid, 0)


def test_only_its_owner_can_read_the_password(engine: Engine, server: Running):
    assert stat.S_IMODE(engine.folder.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(engine.folder.root.stat().st_mode) == 0o700
    assert len(server.password) >= 32
    assert server.password not in repr(server)
    assert server.password not in " ".join(psutil.Process(server.pid).cmdline())


def test_it_listens_for_bolt_on_loopback_and_nothing_else(server: Running):
    listening = [c.laddr for c in psutil.Process(server.pid).net_connections() if c.status == psutil.CONN_LISTEN]
    assert [(address.ip.removeprefix("::ffff:"), address.port) for address in listening] == [
        ("127.0.0.1", int(server.url.rpartition(":")[2]))
    ]


def test_it_runs_in_a_session_of_its_own_so_ctrl_c_does_not_reach_it(server: Running):
    assert os.getsid(server.pid or 0) != os.getsid(0)


def test_a_second_start_is_refused_with_the_owners_number(engine: Engine, server: Running):
    with pytest.raises(HomeTakenError, match=f"belongs to process {psutil.Process().pid}: end that first"):
        Engine(home(engine), version=NEO4J_VERSION).start()


def test_running_joins_a_server_at_work_and_a_dropped_engine_stops_nothing(engine: Engine, server: Running):
    assert Engine(home(engine), version=NEO4J_VERSION).start(join=True) == server
    assert ask(server, "RETURN 1") == [1]


def test_a_neo4j_that_we_did_not_start_is_refused_too(engine: Engine, server: Running):
    """As when somebody runs a Neo4j of their own over the same data: its lock on the store tells."""
    hidden = engine.folder.process_file.rename(engine.folder.root / "hidden")
    command = [sys.executable, "-m", "graph.engine", "start", "--version", NEO4J_VERSION, "--home", str(home(engine))]
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    hidden.rename(engine.folder.process_file)
    assert refused.returncode == 1
    assert "belongs to another Neo4j: stop that first, or set another JINGWEI_HOME.\n" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert ask(server, "RETURN 1") == [1]


def test_after_a_stop_nothing_is_left_and_a_restart_has_the_data(engine: Engine, server: Running):
    ask(server, "CREATE (:Kept {what: '居民'})")
    java = psutil.Process(server.pid)
    assert engine.stop()
    assert gone(java)
    assert not engine.stop()
    assert engine.status().running is None
    assert ask(engine.start(), "MATCH (k:Kept) RETURN k.what") == ["居民"]


def test_a_users_own_server_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("JINGWEI_GRAPH_URL", "neo4j://graph.example:7687")
    monkeypatch.setenv("JINGWEI_GRAPH_USER", "jingwei")
    monkeypatch.setenv("JINGWEI_GRAPH_PASSWORD", "secret")
    with running(tmp_path) as server:
        assert server == Running("neo4j://graph.example:7687", "jingwei", "secret", pid=None, version=None)
    assert list(tmp_path.iterdir()) == []


def test_a_taken_port_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        monkeypatch.setenv("JINGWEI_NEO4J_PORT", str(port))
        with pytest.raises(PortTakenError, match=f"Port {port} is in use: set JINGWEI_NEO4J_PORT to another"):
            Engine(tmp_path).start()


def test_a_full_disk_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 0))
    with pytest.raises(DiskFullError, match=r"The disk is full: .* 0 MB are free"):
        Engine(tmp_path).start()


def test_a_start_that_fails_names_the_log_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("JINGWEI_NEO4J_HEAP", "1k")
    engine = Engine(tmp_path, version=NEO4J_VERSION)
    with pytest.raises(StartError, match=r"Neo4j ended while it started: see .*logs for the cause"):
        engine.start()
    assert engine.status().running is None
    assert not engine.folder.process_file.exists()


def test_the_current_release_starts_and_its_store_is_refused_by_an_older_one(tmp_path: Path):
    newest = Engine(tmp_path, version="2026.08.1")
    assert ask(newest.start(), "RETURN 1") == [1]
    newest.stop()
    with pytest.raises(NewerStoreError, match=r"was written by Neo4j 2026\.08\.1, which 5\.26\.30 can't open"):
        Engine(tmp_path, version="5.26.30").start()
