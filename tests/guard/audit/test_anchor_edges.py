"""Several anchors at once, and how notes and addresses are told."""

from pathlib import Path

import pytest

from guard.audit.anchoring import (
    EVERY_ENTRIES,
    EVERY_SECONDS,
    Anchored,
    AuditSettings,
    anchor,
    anchors_of,
    come,
    size_of,
    window,
)
from guard.audit.checkpoints import checkpoint
from guard.audit.errors import AnchorError
from guard.audit.git_place import GitRemote
from guard.audit.notes import read_key
from guard.audit.places import Endpoint, Folder
from guard.audit.siting import is_loopback
from guard.audit.telling import anchored_line, verdict_lines, window_line
from guard.audit.verify import MOST, Verdict
from tests.guard.audit.helpers import act, judged, opened


def test_an_anchor_that_has_the_checkpoint_keeps_none_from_the_next(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.record_now(act())
        near, far = anchors_of(log, AuditSettings(audit_anchors=(str(tmp_path / "near"), str(tmp_path / "far"))))
        first = anchor(log, [near])
        states = anchor(log, [near, far])
        assert states[0] == first[0]
        assert [state.size for state in states] == [1, 1]
        assert all(state.time and state.failed is None and state.failure is None for state in states)
        assert (size_of(log), window(log, [far]), window(log, [])) == (1, 0, 1)


def test_a_checkpoint_goes_out_each_minute_or_each_thousand_entries() -> None:
    assert (EVERY_SECONDS, EVERY_ENTRIES) == (60, 1_000)


def test_a_verdict_counts_the_checkpoints_of_the_log_and_a_key_is_read_with_space_around_it(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        for _ in range(2):
            log.record_now(act("s1"))
            checkpoint(log.engine, log.key)
        assert judged(log).checkpoints == 2
        assert read_key(f" {log.key.public}\n") == log.key.public


def test_what_waits_is_on_the_disk_when_the_log_is_closed(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        for _ in range(50):
            log._submit(act(), lambda _: None)
        log.close()
        assert not log._writer.is_alive()
        assert size_of(log) == 50


def test_a_failure_is_kept_with_its_time_until_the_anchor_works_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with opened(tmp_path) as log:
        log.record_now(act())
        (place,) = anchors_of(log, AuditSettings(audit_anchors=(str(tmp_path / "file" / "below"),)))
        assert come(log, place) == Anchored(place.name, 0, None, None, None)
        (failed,) = anchor(log, [place])
        assert (failed.size, failed.time) == (0, None)
        assert failed.failed
        assert failed.failure
        (tmp_path / "file").unlink()
        (works,) = anchor(log, [place])
        assert (works.failed, works.failure) == (None, None)
        assert works.time


def test_an_anchor_is_named_without_its_user_and_query() -> None:
    assert Endpoint("https://user:secret@notary.example/notes?key=secret").name == "https://notary.example/notes"
    assert Folder("share/notes").name == "share/notes"


def test_a_remote_is_on_the_machine_that_its_address_names(tmp_path: Path) -> None:
    def of(where: str) -> tuple[Path | None, str | None]:
        place = GitRemote(where, tmp_path)
        return place.path(), place.host()

    assert of("git@git.example:far.git") == (None, "git.example")
    assert of("git.example:far.git") == (None, "git.example")
    assert of("ssh://git@git.example/far.git") == (None, "git.example")
    assert of("file:///srv/far.git") == (Path("/srv/far.git"), None)
    assert of("srv/far.git") == (Path("srv/far.git"), None)
    assert (Folder("srv").path(), Folder("srv").host()) == (Path("srv"), None)


def test_a_hosts_name_means_this_machine_by_its_address_or_its_last_part() -> None:
    assert all(is_loopback(host) for host in ("127.0.0.1", "::1", "0.0.0.0", "localhost", "Sub.LOCALHOST."))
    assert not any(is_loopback(host) for host in ("10.0.0.1", "localhost.example", "2001:db8::1"))


def test_a_folder_that_is_not_there_is_told_and_not_taken_for_empty(tmp_path: Path) -> None:
    with pytest.raises(AnchorError):
        Folder(str(tmp_path / "none")).notes("jingwei/x")


def test_the_state_of_an_anchor_is_one_line() -> None:
    assert anchored_line(Anchored("far", 1_024, 0, None, None)) == "far: 1,024 (1970-01-01 08:00:00+08:00) ✓"
    assert anchored_line(Anchored("far", 0, None, 1_000, "down")) == "far: 0 (—) ✗ 1970-01-01 08:00:01+08:00 down"
    assert "1,234" in window_line(1_234)


def test_a_verdict_tells_faults_first_and_proofs_only_of_a_sound_log() -> None:
    verdict = Verdict(size=10, root=b"\x01", signed=8, anchored=6, checkpoints=2)
    assert (verdict.sound, verdict.window) == (True, 4)
    sound = list(verdict_lines(verdict))
    assert [len(sound), "01" in sound[0], "6" in sound[1], "8" in sound[2], "4" in sound[3]] == [
        4,
        True,
        True,
        True,
        True,
    ]
    for number in range(MOST + 2):
        verdict.fault("坏。", "Bad.", number)
    told = list(verdict_lines(verdict))
    assert (MOST, len(told), told[0], verdict.more) == (100, MOST + 3, "坏。Bad. (#0)", 2)
    assert "2 more" in told[MOST]
    assert "changed" in told[-1]
