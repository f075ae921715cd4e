"""What the log and its anchors do with a disk or a remote that fails: give it up, say so, and begin afresh."""

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from guard.audit import log as log_module
from guard.audit.anchoring import size_of
from guard.audit.append import append
from guard.audit.checkpoints import checkpoint
from guard.audit.errors import AnchorError
from guard.audit.git_place import GitRemote
from guard.audit.notes import read_note
from guard.audit.places import Endpoint
from guard.refusals import NotAudited
from tests.guard.audit.helpers import act, opened

Git = Callable[[str], Path]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Puts a git of the test's own in the place of git, which does as it is told; gives the file it may write."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SAID", str(tmp_path / "said"))

    def made(does: str) -> Path:
        (tmp_path / "bin" / "git").write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / "bin" / "git").chmod(stat.S_IRWXU)
        return tmp_path / "said"

    return made


def test_a_remote_that_hangs_is_given_up(tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    git("exec sleep 20")
    monkeypatch.setattr("guard.audit.git_place.SECONDS", 0.1)
    with pytest.raises(AnchorError, match="TimeoutExpired"):
        GitRemote(str(tmp_path / "far.git"), tmp_path / "scratch").notes("jingwei/1")


def test_a_remote_asks_nobody_at_the_terminal_and_is_told_who_writes(tmp_path: Path, git: Git) -> None:
    said = git('echo "$GIT_TERMINAL_PROMPT $GIT_AUTHOR_NAME $GIT_COMMITTER_EMAIL" > "$SAID"; exit 1')
    with pytest.raises(AnchorError, match="CalledProcessError"):
        GitRemote(str(tmp_path / "far.git"), tmp_path / "scratch").notes("jingwei/1")
    assert said.read_text() == "0 jingwei audit audit@jingwei.invalid\n"


def test_a_copy_that_was_begun_and_not_finished_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / "scratch" / "git").mkdir(parents=True)
    with pytest.raises(AnchorError, match="CalledProcessError"):
        GitRemote(str(tmp_path / "none.git"), tmp_path / "scratch").notes("jingwei/1")
    assert (tmp_path / "scratch" / "git" / "HEAD").exists()


def test_a_note_is_sent_as_text_and_a_place_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    def request(method: str, where: str, **more: object) -> httpx.Response:
        asked.update(more, method=method, where=where)
        return httpx.Response(201)

    monkeypatch.setattr(httpx, "request", request)
    with opened(tmp_path) as log:
        _, note = checkpoint(log.engine, log.key)
        Endpoint("https://notary.example/notes").put(read_note(note, log.key.public), note)
    assert asked == {
        "method": "POST", "where": "https://notary.example/notes", "timeout": 15.0, "content": note.encode(),
        "headers": {"Content-Type": "text/plain; charset=utf-8"},
    }  # fmt: skip


def test_a_connection_that_failed_is_thrown_away_before_the_next_act(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    thrown: list[object] = []
    kept, fails = log_module.append, [True]

    def failing(*given: object) -> object:
        if fails.pop() if fails else False:
            raise OSError("the disk is gone")
        return kept(*given)  # type: ignore[arg-type]

    with opened(tmp_path) as log:
        sa.event.listen(log.engine, "invalidate", lambda *_: thrown.append(None))
        monkeypatch.setattr(log_module, "append", failing)
        with pytest.raises(NotAudited):
            log.record_now(act())
        assert len(thrown) == 1
        assert log.record_now(act()) == 0
        assert len(thrown) == 1


def test_no_more_acts_go_into_one_transaction_than_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    kept, told = log_module.append, list[object]()
    monkeypatch.setattr(log_module, "AT_ONCE", 3)
    monkeypatch.setattr(log_module, "append", lambda db, some: sizes.append(len(some)) or kept(db, some))
    with opened(tmp_path) as log:
        with log._closing:  # nothing can be submitted meanwhile, and the queue is filled at once
            for _ in range(8):
                log._queue.put((act(), told.append))
        log.close()
    assert (sum(sizes), max(sizes)) == (8, 3)
    assert told == list(range(8))


def test_a_group_that_fails_leaves_the_log_as_it_was_and_free_for_others(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        log.record_now(act())
        with log.engine.begin() as change:
            change.exec_driver_sql("DROP TABLE subtrees")
        with closing(sqlite3.connect(tmp_path / "audit" / "audit.sqlite")) as db:
            with pytest.raises(sqlite3.OperationalError):
                append(db, [act(*("s" for _ in range(300)))])
            assert not db.in_transaction
        assert size_of(log) == 1
