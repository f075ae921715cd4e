"""What ``jingwei audit`` does where it is easily got wrong: a file for its owner, one anchor of two, no proof yet."""

import stat
from pathlib import Path

import pytest

from guard.audit import commands
from guard.audit.anchoring import size_of
from guard.audit.errors import AuditError
from tests.guard.audit.helpers import act, opened
from tests.guard.audit.test_commands import home, run

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
