"""`jingwei engine …` as a user types it."""

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from graph.engine.commands import app
from graph.engine.settings import settings
from tests.conftest import NEO4J_VERSION
from tests.engine.conftest import Repository
from tests.engine.processes import gone

ROOT = Path(__file__).parents[2]


def engine(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graph.engine", *arguments]
    environment = os.environ | {"JINGWEI_HOME": str(home)}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment, timeout=120)


def test_start_status_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Both outputs are pipes read to their end: Neo4j, which stays, must hold neither. The folder's name is Chinese,
    and the locale knows no such letters."""
    tmp_path = tmp_path / "数据 folder"
    monkeypatch.setenv("LC_ALL", "C")
    started = engine("start", "--version", NEO4J_VERSION, home=tmp_path)
    assert started.stdout.startswith(f"Neo4j {NEO4J_VERSION} bolt://127.0.0.1:")
    java = psutil.Process(int(started.stdout.split()[-1]))
    status = engine("status", home=tmp_path)
    assert (status.returncode, status.stdout.splitlines()[0]) == (0, started.stdout.strip())
    assert "until `stop`" in status.stdout
    assert engine("stop", home=tmp_path).stdout == "已停止 · stopped\n"
    assert gone(java)
    assert engine("stop", home=tmp_path).stdout == "未在运行 · not running\n"
    assert engine("status", home=tmp_path).returncode == 3


def test_fetch_of_an_old_version_is_one_sentence_in_two_languages():
    refused = CliRunner().invoke(app, ["fetch", "--version", "4.4.40"])
    assert refused.exit_code == 1
    assert refused.stderr == (
        "Neo4j 4.4.40 太旧，请升级到 5.26 或更新的版本。Neo4j 4.4.40 is too old: upgrade it to 5.26 or newer.\n"
    )


@pytest.mark.parametrize(("name", "value"), [("JINGWEI_NEO4J_PORT", "bolt"), ("JINGWEI_NEO4J_HEAP", "much")])
def test_a_setting_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(name, value)
    refused = CliRunner().invoke(app, ["status"])
    assert refused.exit_code == 1
    assert f"The environment's {name} can't be read: correct it" in refused.stderr


def test_an_archive_that_is_none_is_refused(repository: Repository, tmp_path: Path):
    (tmp_path / "a.tar").write_bytes(b"no archive")
    refused = CliRunner().invoke(app, ["unpack", str(tmp_path / "a.tar"), "--home", str(tmp_path)])
    assert refused.exit_code == 1
    assert "The archive can't be used" in refused.stderr


def test_the_graph_password_is_never_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JINGWEI_GRAPH_PASSWORD", "secret")
    assert "secret" not in repr(settings())
