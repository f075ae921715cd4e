"""``jingwei erase`` and ``jingwei keys`` as they are given, each noted in the audit before it is done."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from typer import Typer
from typer.testing import CliRunner

import jingwei
from graph.engine import Running
from guard.audit.act import ActKind
from guard.audit.reading import acts
from guard.audit.tables import entries
from guard.erasure import Erasures
from guard.erasure.listing import Reason
from guard.key_commands import app as keys_app
from loaders.desk import Desk
from loaders.erasure_commands import app
from tests.desks import at_desk, desk_at
from tests.guard.homes import WANG, person, put_people, register_at

NOTED = ("erase_list", "erase_person", "erase_lift", "erase_replay", "erase_due", "keys_rotate", "keys_check")


@pytest.fixture
def home(neo4j_server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with people, at the tests' own graph, with an anchor in a folder."""
    server = {"URL": neo4j_server.url, "USER": neo4j_server.user, "PASSWORD": neo4j_server.password}
    for name, value in server.items():
        monkeypatch.setenv(f"JINGWEI_GRAPH_{name}", value)
    monkeypatch.setenv("JINGWEI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JINGWEI_AUDIT_ANCHORS", str(tmp_path / "anchor"))
    return tmp_path / "home"


def told(app: Typer, *words: str, code: int = 0) -> str:
    result: Result = CliRunner().invoke(app, list(words))
    assert result.exit_code == code, result.output
    return result.output


def test_a_person_is_erased_listed_and_let_in_again(home: Path, neo4j_server: Running, tmp_path: Path) -> None:
    async def fill(desk: Desk) -> str:
        await put_people(desk, tmp_path)
        return await person(desk)

    who = at_desk(home, neo4j_server, fill)
    assert "erased" in told(app, "person", who, "--reason", "asked")
    listed = told(app, "list")
    assert who in listed
    assert WANG not in listed
    (copy,) = (tmp_path / "anchor" / "erasures").iterdir()
    assert "0 erasures carried out" in told(app, "replay", str(copy))
    assert "let in again" in told(app, "lift", who)
    assert "nothing bars" in told(app, "lift", who)
    assert "knows nobody" in told(app, "person", "00", "--reason", "asked", code=1)
    assert "reason is one of" in told(app, "person", who, "--reason", "whim", code=1)
    assert "sessions" in told(app, "due")
    told(app, "keep", "sessions", "30")
    assert "30 天" in told(app, "due", "--apply")
    assert "for ever" in told(app, "keep", "audit", "30", code=1)
    assert "your own" in told(app, "scrub", code=1)
    assert "1 persons' keys" in told(keys_app, "rotate")
    assert "fits the book" in told(keys_app, "check")
    assert _noted(home) == set(NOTED)


def test_an_erasure_that_was_owed_is_noted_once(home: Path, neo4j_server: Running, tmp_path: Path) -> None:
    async def owed(desk: Desk) -> list[str]:
        await put_people(desk, tmp_path)
        register = register_at(home)
        Erasures(register).ask(await person(desk), name_hash=None, reason=Reason.ASKED, by="test")
        for _ in range(2):
            await jingwei._owed(desk, home)
        return [f"{act.what} {act.role} {act.outcome}" for act in acts(desk.audit.engine, kind=ActKind.ERASURE)]

    assert at_desk(home, neo4j_server, owed) == ["erase_owed console answered", "erase_owed console begun"]


def _noted(home: Path) -> set[str]:
    engine = sa.create_engine(f"sqlite:///{home / 'audit' / 'audit.sqlite'}")
    with engine.connect() as db:
        text = b"".join(db.execute(sa.select(entries.c.entry)).scalars()).decode(errors="replace")
    return {name for name in NOTED if name in text}


def test_an_empty_home_has_nothing_to_erase(home: Path, neo4j_server: Running) -> None:
    async def empty() -> None:
        async with desk_at(home, neo4j_server):
            pass

    asyncio.run(empty())
    assert told(app, "list") == ""
    assert "graph_remnants" in told(app, "due")
