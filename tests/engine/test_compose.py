"""The containers, as far as they can be checked without an engine to run them."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.engine import DEFAULT_VERSION

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def test_neo4j_is_the_locked_version(compose: dict[str, Any]):
    assert compose["services"]["neo4j"]["image"] == f"neo4j:{DEFAULT_VERSION}-community"


def test_every_service_tells_whether_it_is_well(compose: dict[str, Any]):
    assert all(service["healthcheck"]["test"] for service in compose["services"].values())
    assert compose["services"]["jingwei"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}


def test_data_lie_in_named_volumes(compose: dict[str, Any]):
    mounts = [mount for service in compose["services"].values() for mount in service["volumes"]]
    assert {mount.split(":")[0] for mount in mounts} == set(compose["volumes"])


def test_no_password_has_a_default(compose: dict[str, Any]):
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    used = re.findall(r"(?<!\$)\$\{(\w+)(:?[-?+]?)", text)
    assert set(used) == {("NEO4J_PASSWORD", ":?")}
    assert compose["services"]["neo4j"]["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")
    assert compose["services"]["jingwei"]["environment"]["JINGWEI_GRAPH_PASSWORD"].startswith("${NEO4J_PASSWORD:?")


def test_only_jingwei_is_reached_and_only_from_this_machine(compose: dict[str, Any]):
    assert "ports" not in compose["services"]["neo4j"]
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["jingwei"]["ports"])


def test_routing_drivers_are_told_a_name_that_jingwei_reaches(compose: dict[str, Any]):
    assert compose["services"]["neo4j"]["environment"]["NEO4J_server_default__advertised__address"] == "neo4j"
    assert compose["services"]["jingwei"]["environment"]["JINGWEI_GRAPH_URL"] == "neo4j://neo4j:7687"


def test_the_image_installs_by_hash_and_does_not_run_as_root():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes" in text
    assert text.index("USER jingwei") < text.index("CMD")
    assert "//" not in text
