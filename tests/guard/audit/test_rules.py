"""The log on another database and on another machine, and how it is closed."""

import json
import locale
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from guard.audit.anchoring import AuditSettings, anchors_of
from guard.audit.checkpoints import checkpoint
from guard.audit.errors import AnchorError
from guard.audit.notes import read_note
from guard.audit.places import Folder
from guard.audit.tables import metadata
from tests.guard.audit.helpers import act, opened
from tests.guard.audit.test_commands import home, run

__all__ = ["home"]


def made_in(dialect: str) -> list[str]:
    """What would be sent to a database of this kind to make the audit's tables."""
    sent: list[str] = []
    engine = sa.create_mock_engine(
        f"{dialect}://", lambda what, *_, **__: sent.append(str(what.compile(dialect=engine.dialect)))
    )
    metadata.create_all(engine, checkfirst=False)
    return sent


def test_no_database_but_sqlite_is_given_sqlites_triggers() -> None:
    assert sum("TRIGGER" in each for each in made_in("sqlite")) == 2
    assert sum("TABLE entries" in each for each in made_in("postgresql")) == 1
    assert not [each for each in made_in("postgresql") if "TRIGGER" in each]


def test_closing_waits_until_everybody_has_been_told(tmp_path: Path) -> None:
    told: list[object] = []

    def slowly(number: object) -> None:
        time.sleep(0.1)
        told.append(number)

    with opened(tmp_path) as log:
        for _ in range(2):
            log._submit(act(), slowly)
        log.close()
        assert told == [0, 1]


@pytest.fixture
def plain_locale() -> Iterator[None]:
    """A machine on which text is ASCII unless somebody says otherwise."""
    before = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C")
    yield
    locale.setlocale(locale.LC_CTYPE, before)


@pytest.mark.usefixtures("plain_locale")
def test_notes_are_utf_8_on_any_machine(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "far.git")], check=True)
    with opened(tmp_path) as log:
        _, note = checkpoint(log.engine, log.key)
        assert not note.isascii()
        for where in ("far", "far.git"):
            (place,) = anchors_of(log, AuditSettings(audit_anchors=(str(tmp_path / where),)))
            for _ in range(2):
                place.put(read_note(note, log.key.public), note)
            assert place.notes(log.key.name) == [note]


@pytest.mark.usefixtures("plain_locale")
def test_an_extract_is_utf_8_on_any_machine(home: Path) -> None:
    with opened(home) as log:
        log.record_now(act("s1", caller="a9", what="居民"))
    run("extract", "--account", "a9", "--since", "2020-01-01", "--out", str(home / "out.jsonl"))
    assert json.loads((home / "out.jsonl").read_bytes())["what"] == "居民"


def test_a_note_that_is_no_text_makes_a_folder_unusable_and_not_empty(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        _, note = checkpoint(log.engine, log.key)
        place = Folder(str(tmp_path / "far"))
        place.put(read_note(note, log.key.public), note)
        (spoilt,) = (tmp_path / "far").rglob("*.note")
        spoilt.write_bytes(b"\xff\xfe")
        with pytest.raises(AnchorError):
            place.notes(log.key.name)
