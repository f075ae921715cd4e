"""The oracle's runs, short: nobody sees what they may not, everybody what they may, and whoever is shown is noted."""

import asyncio
from pathlib import Path

from graph.engine import Running
from tests.attacks import audited, timing
from tests.attacks.oracle.run import run


def test_nothing_leaks_and_what_may_be_seen_is(neo4j_server: Running, tmp_path: Path) -> None:
    told = asyncio.run(run(tmp_path / "home", neo4j_server, queries=300, seed=1, exact=0.7))
    assert told.leaks == []
    assert told.wrong == []
    assert told.share >= 0.4
    assert told.exact > 50


def test_everyone_shown_is_written_down_though_the_audit_fails(neo4j_server: Running, tmp_path: Path) -> None:
    told = asyncio.run(audited.audited(tmp_path / "home", neo4j_server, requests=100, seed=2))
    assert told.wrong == []
    assert told.failed > 10
    assert told.persons > 10


def test_what_is_outside_and_what_is_absent_answer_alike_in_bytes(neo4j_server: Running, tmp_path: Path) -> None:
    found = asyncio.run(timing.all_measured(tmp_path / "home", neo4j_server, times=3, seed=1, warm=0))
    assert [each.name for each in found if not each.alike] == []
