"""``jingwei audit …`` on a home without a running graph."""

import base64
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graph.records import opened_book
from graph.seals import open_seals
from guard.audit import ActKind
from guard.audit.commands import app
from guard.audit.notes import read_note
from guard.audit.proofs import includes
from guard.audit.reading import acts
from guard.audit.subjects import Subjects
from tests.guard.audit import second
from tests.guard.audit.helpers import act, opened

runner = CliRunner()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sample's home, in which ``a1`` has seen the person ``p1``, with an anchor set."""
    monkeypatch.setenv("JINGWEI_HOME", str(tmp_path))
    monkeypatch.setenv("JINGWEI_AUDIT_ANCHORS", str(tmp_path / "far"))
    with opened_book(tmp_path / "book") as book, opened(tmp_path) as log:
        book.mark_sample()
        subject = Subjects(book, open_seals(tmp_path / "keys", create=False)).of(["p1"])["p1"]
        log.record_now(act(subject, grant="g1"))
    return tmp_path


def run(*words: str, code: int = 0) -> str:
    done = runner.invoke(app, list(words))
    assert done.exit_code == code, done.output
    return done.output


def test_verify_uses_the_anchors_that_are_set_or_named(home: Path) -> None:
    assert "FileNotFoundError" in run("verify", code=1)
    assert "✓" in run("anchor")
    assert "the first 2 entries are what they were" in run("verify")
    assert "the last 0 are not anchored" in run("verify", "--anchor", str(home / "far"))
    with opened(home) as log:
        log.record_now(act())
        key = str(log.key.public)
    assert "the last 1 are not anchored" in run("verify", "--key", key)
    assert "not the public key" in run("verify", "--key", "x", code=1)


def test_verify_says_that_a_log_was_cut_off(home: Path) -> None:
    run("anchor")
    for file in (home / "audit").glob("audit.sqlite*"):
        file.unlink()
    with opened(home) as log:
        log.record_now(act())
    assert "more entries than the log has" in run("verify", code=1)


def test_status_tells_how_far_each_anchor_has_come(home: Path) -> None:
    assert "the last 2 are not anchored" in run("status")
    run("anchor")
    told = run("status")
    assert f"{home / 'far'}: 2 (" in told
    assert "the last 0 are not anchored" in told


def test_a_failing_anchor_is_told_and_the_command_fails(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("JINGWEI_AUDIT_ANCHORS", f"{home / 'file' / 'below'}")
    assert "✗" in run("anchor", code=1)
    assert "✗" in run("status")


def test_an_anchor_on_the_same_disk_is_refused_outside_a_sample(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in (home / "book").glob("*"):
        file.unlink()
    assert "proves nothing" in run("anchor", code=1)
    monkeypatch.delenv("JINGWEI_AUDIT_ANCHORS")
    assert "No anchor is set" in run("anchor", code=1)


def test_extract_is_an_audited_act_and_finds_the_persons_if_asked(home: Path) -> None:
    words = ("extract", "--account", "a1", "--since", "2020-01-01")
    first = json.loads(run(*words))
    assert (first["person"], first["grant"], first["classes"]) == (None, "g1", ["phone", "resident"])
    assert json.loads(run(*words, "--persons"))["person"] == "p1"
    run(*words, "--format", "csv", "--out", str(home / "out.csv"))
    assert (home / "out.csv").read_text().startswith("seq,time,subject")
    run(*words, "--out", str(home / "out.csv"), code=1)
    run(*words, "--format", "xml", code=2)
    assert run("extract", "--account", "a2", "--since", "2020-01-01") == ""
    with opened(home) as log:
        noted = acts(log.engine, kind=ActKind.AUDIT_READ)
        assert len(noted) == 5
        assert noted[0].caller.startswith("console:")
        assert noted[0].what == "audit_extract"


def test_what_cannot_be_noted_is_not_shown(home: Path) -> None:
    with opened(home) as log, log.engine.begin() as db:
        db.exec_driver_sql("UPDATE tree SET peaks = x'00'")
    told = run("extract", "--account", "a1", "--since", "2020-01-01", code=1)
    assert "subject" not in told


def test_a_proof_leads_from_the_entry_to_the_signed_root(home: Path) -> None:
    said = json.loads(run("prove", "1"))
    with opened(home) as log:
        told = read_note(said["checkpoint"], log.key.public)
    path = [base64.b64decode(node) for node in said["path"]]
    entry = said["entry"].encode()
    assert (told.size, said["size"], said["key"]) == (3, 3, str(log.key.public))
    assert includes(entry, 1, told.size, path=path, root=told.root)
    assert second.root_by_path(1, 3, entry, path) == second.read_note(said["checkpoint"], said["key"])[1]
    assert "no such entry" in run("prove", "99", code=1)


def test_a_home_without_an_audit_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JINGWEI_HOME", str(tmp_path))
    assert "no audit here yet" in run("status", code=1)
    assert not list(tmp_path.iterdir())


def test_a_damaged_log_is_one_sentence(home: Path) -> None:
    with opened(home) as log, log.engine.begin() as db:
        db.exec_driver_sql("DROP TABLE anchors")
        db.exec_driver_sql("CREATE TABLE anchors (x)")
    assert "cannot be read or written" in run("status", code=1)
