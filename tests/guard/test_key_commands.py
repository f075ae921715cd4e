"""``jingwei keys``: what it says, and that both its commands are noted."""

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graph import rotation
from graph.records import opened_book
from graph.seals import open_seals
from guard.key_commands import app


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with two persons' keys."""
    monkeypatch.setenv("JINGWEI_HOME", str(tmp_path))
    monkeypatch.setattr(rotation.rotate, "__kwdefaults__", {"pause": 0.0})
    seals = open_seals(tmp_path / "keys", create=True)
    with opened_book(tmp_path / "book") as book:
        book.add_keys_if_absent({"p1": seals.new_person_key(), "p2": seals.new_person_key()})
    return tmp_path


def noted(home: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(home / "audit" / "audit.sqlite") as db:
        said = [json.loads(entry) for (entry,) in db.execute("SELECT entry FROM entries ORDER BY seq")]
    return [(each["kind"], each["what"], each["outcome"]) for each in said]


def test_a_rotation_says_how_many_keys_it_wrapped_and_is_noted(home: Path) -> None:
    before = (home / "keys" / "keys.json").read_bytes()
    done = CliRunner().invoke(app, ["rotate"])
    assert (done.exit_code, "2 persons' keys" in done.stdout) == (0, True)
    assert "custody" in done.stdout
    assert (home / "keys" / "keys.json").read_bytes() != before
    assert noted(home) == [("keys", "keys_rotate", "begun"), ("keys", "keys_rotate", "answered")]


def test_a_key_file_that_fits_is_said_to_fit(home: Path) -> None:
    done = CliRunner().invoke(app, ["check"])
    assert (done.exit_code, "fits the book" in done.stdout, "not finished" in done.stdout) == (0, True, False)
    assert noted(home) == [("keys", "keys_check", "begun"), ("keys", "keys_check", "answered")]


def test_an_unfinished_rotation_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "under_way", lambda _: True)
    assert "run keys rotate again" in CliRunner().invoke(app, ["check"]).stdout


def test_a_key_file_that_does_not_fit_is_one_sentence_and_a_failure(home: Path, tmp_path: Path) -> None:
    open_seals(tmp_path / "others", create=True)
    secrets = json.loads((home / "keys" / "keys.json").read_text())
    others = json.loads((tmp_path / "others" / "keys.json").read_text())
    (home / "keys" / "keys.json").write_text(json.dumps(secrets | {"wrapping": others["wrapping"]}))
    done = CliRunner().invoke(app, ["check"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert noted(home)[-1] == ("keys", "keys_check", "failed")


def test_a_lost_key_file_is_never_made_anew(home: Path) -> None:
    (home / "keys" / "keys.json").unlink()
    for command in ("check", "rotate"):
        assert CliRunner().invoke(app, [command]).exit_code == 1
    assert not (home / "keys" / "keys.json").exists()
