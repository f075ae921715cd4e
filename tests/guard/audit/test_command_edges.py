"""What ``jingwei audit`` does where it is easily got wrong: a file for its owner, one anchor of two, no proof yet."""

import datetime as dt
import json
import stat
from pathlib import Path

import pytest

from graph.model.dates import SHANGHAI
from graph.seals import open_seals
from guard.audit import commands
from guard.audit.anchoring import size_of
from guard.audit.commands import app
from guard.audit.errors import AuditError
from guard.audit.reading import acts, entry
from tests.guard.audit.helpers import act, opened
from tests.guard.audit.test_commands import home, run, runner

__all__ = ["home"]


def test_the_list_of_a_breach_is_for_its_owners_eyes_only(home: Path) -> None:
    run("extract", "--account", "a1", "--since", "2020-01-01", "--out", str(home / "out.jsonl"))
    assert stat.S_IMODE((home / "out.jsonl").stat().st_mode) == 0o600


def test_one_failing_anchor_of_two_fails_the_command(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("JINGWEI_AUDIT_ANCHORS", f"{home / 'far'},{home / 'file' / 'below'}")
    told = run("anchor", code=1)
    assert ("✓" in told, "✗" in told) == (True, True)


def test_one_anchor_that_cannot_be_asked_fails_the_verdict_and_the_others_are_heard(home: Path) -> None:
    run("anchor")
    told = run("verify", "--anchor", str(home / "none"), "--anchor", str(home / "far"), code=1)
    assert "the first 2 entries are what they were" in told


@pytest.mark.parametrize("number", ["-1", "3", "99"])
def test_no_number_but_an_entrys_has_a_proof(home: Path, number: str) -> None:
    assert "no such entry" in run("prove", "--", number, code=1)


def test_an_entry_that_no_checkpoint_covers_has_no_proof_yet(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(home) as log:
        before = commands.checkpoint(log.engine, log.key)
        log.record_now(act())
        monkeypatch.setattr(commands, "checkpoint", lambda *_: before)
        assert commands.proof(log, size_of(log) - 2)["size"] == before[0]
        with pytest.raises(AuditError, match="no such entry"):
            commands.proof(log, size_of(log) - 1)


def told(*words: str, code: int = 1) -> tuple[str, str]:
    """What is written to standard output, and what to standard error."""
    done = runner.invoke(app, list(words))
    assert done.exit_code == code, done.output
    return done.stdout, done.stderr


def test_status_says_how_long_the_log_is_and_by_which_key_it_is_checked(home: Path) -> None:
    with opened(home) as log:
        key = str(log.key.public)
    assert run("status").splitlines()[:2] == ["记录 entries: 2", f"公钥 public key: {key}"]


def test_an_anchor_is_told_with_how_many_checkpoints_it_gave(home: Path) -> None:
    run("anchor")
    assert f"{home / 'far'}: 1 个检查点 checkpoints" in run("verify")


def test_a_moment_without_a_zone_is_of_beijing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noon = dt.datetime(2030, 1, 1, 12, tzinfo=SHANGHAI)
    monkeypatch.setattr("guard.audit.append.time.time", noon.timestamp)
    with opened(home) as log:
        log.record_now(act("s9", caller="late"))
    words = ("extract", "--account", "late", "--since")
    assert json.loads(run(*words, "2030-01-01T12:00:00"))["time"] == "2030-01-01T12:00:00.000+08:00"
    assert run(*words, "2030-01-01T12:00:01") == ""


def test_a_proof_is_json_that_a_person_can_read_too(home: Path) -> None:
    shown = run("prove", "1")
    assert shown.startswith('{\n  "entry": ')
    assert json.loads(shown).keys() == {"entry", "seq", "size", "path", "checkpoint", "key"}
    assert json.loads(shown)["seq"] == 1


def test_what_was_asked_of_the_audit_is_noted_by_a_keyed_hash(home: Path) -> None:
    for seq in ("0", "1", "0"):
        run("prove", seq)
    run("extract", "--account", "a1", "--since", "2020-01-01")
    seals = open_seals(home / "keys", create=False)
    with opened(home) as log:
        hashes = [json.loads(entry(log.engine, each.seq) or b"")["hash"] for each in acts(log.engine)]
    moment = dt.datetime(2020, 1, 1, tzinfo=SHANGHAI).isoformat()
    asked = ["0", "1", "0", f"a1\x1f{moment}"]
    assert hashes[3::-1] == [seals.keyed_hash("audit", each) for each in asked]


def test_keys_that_are_lost_are_told_and_not_made_anew(home: Path) -> None:
    (home / "keys" / "keys.json").unlink()
    assert told("status")[0] == ""
    assert not (home / "keys" / "keys.json").exists()


def test_what_fails_is_said_where_errors_are_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, error = told("verify", "--anchor", str(home / "none"))
    assert ("cannot be used" in out, "cannot be used" in error) == (False, True)
    out, error = told("prove", "99")
    assert (out, "no such entry" in error) == ("", True)
    with opened(home) as log, log.engine.begin() as db:
        db.exec_driver_sql("DROP TABLE anchors")
        db.exec_driver_sql("CREATE TABLE anchors (x)")
    out, error = told("status")
    assert ("cannot be read" in out, "cannot be read" in error) == (False, True)
