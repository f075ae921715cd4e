"""Checkpoints go to a second place, and a place that proves nothing is refused."""

import logging
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from guard.audit import AuditLog
from guard.audit.anchoring import AuditSettings, anchor, anchoring, anchors_of, come, window
from guard.audit.checkpoints import checkpoint
from guard.audit.errors import AnchorError
from guard.audit.git_place import GitRemote
from guard.audit.notes import read_note
from guard.audit.places import Endpoint, Folder, Place
from guard.audit.siting import device_of, is_loopback, on_this_machine, place_at
from tests.guard.audit.helpers import act, judged, opened


class Notary(BaseHTTPRequestHandler):
    """Keeps every note, gives all of them back."""

    kept: list[bytes] = []  # noqa: RUF012
    answer = 200

    def do_POST(self) -> None:
        self.kept.append(self.rfile.read(int(self.headers["Content-Length"])))
        self._say(b"")

    def do_GET(self) -> None:
        self._say(b"".join(self.kept))

    def _say(self, body: bytes) -> None:
        self.send_response(self.answer)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def notary() -> Iterator[tuple[str, type[Notary]]]:
    handler = type("OneNotary", (Notary,), {"kept": [], "answer": 200})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://user:secret@127.0.0.1:{server.server_port}/notes?token=secret", handler
    server.shutdown()
    server.server_close()


@pytest.fixture
def remote(tmp_path: Path) -> str:
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "far.git")], check=True)
    return str(tmp_path / "far.git")


def grown(log: AuditLog) -> str:
    """One more act, and the checkpoint that covers it."""
    log.record_now(act("s1"))
    return checkpoint(log.engine, log.key)[1]


def test_every_kind_of_anchor_gives_back_what_it_was_given(
    tmp_path: Path, notary: tuple[str, type[Notary]], remote: str
) -> None:
    with opened(tmp_path) as log:
        wanted = f" {tmp_path / 'far'} , {notary[0]},{remote},"
        places = anchors_of(log, AuditSettings(audit_anchors=wanted))  # type: ignore[arg-type]
        assert [type(place) for place in places] == [Folder, Endpoint, GitRemote]
        notes = []
        for _ in range(3):
            notes.append(grown(log))
            states = anchor(log, places)
            assert [state.failure for state in states] == [None] * 3
            anchor(log, places)  # nothing new: nothing is sent
        for place in places:
            assert place.notes(log.key.name) == notes
            verdict = judged(log, *place.notes(log.key.name))
            assert (verdict.sound, verdict.anchored, verdict.window) == (True, 6, 0)
        assert window(log, places) == 0


def test_a_git_anchor_goes_on_after_its_copy_is_lost_and_refuses_a_second_history(tmp_path: Path, remote: str) -> None:
    with opened(tmp_path / "one") as log:
        checkpoints = [grown(log), grown(log)]
        for at, note in enumerate(checkpoints):
            copy = tmp_path / f"copy{at}"
            place = GitRemote(remote, copy)
            for _ in range(2):
                place.put(read_note(note, log.key.public), note)
        assert place.notes(log.key.name) == checkpoints
        assert GitRemote(remote, tmp_path / "fresh").notes("jingwei/nobody") == []


def test_a_folder_never_takes_another_checkpoint_of_the_same_size(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        note = grown(log)
        place = Folder(str(tmp_path / "far"))
        told = read_note(note, log.key.public)
        place.put(told, note)
        place.put(told, note)
        with pytest.raises(AnchorError, match="Another"):
            place.put(told, log.key.note(2, b"\0" * 32))


def test_an_anchor_on_the_same_disk_or_machine_is_refused_outside_a_sample(tmp_path: Path) -> None:
    same = [
        str(tmp_path / "not" / "yet" / "there"),
        str(tmp_path / "far.git"),
        f"file://{tmp_path}/far.git",
        "http://localhost:1/",
        "https://127.8.0.1/notes",
        "http://[::1]/",
        "http://0.0.0.0/",
        "ssh://git@localhost/far.git",
        "git@localhost:far.git",
        "https://LOCALHOST./far.git",
    ]
    for where in same:
        with pytest.raises(AnchorError, match="proves nothing"):
            place_at(where, home=tmp_path, sample=False, scratch=tmp_path)
        assert isinstance(place_at(where, home=tmp_path, sample=True, scratch=tmp_path), Place)
    for where in ("https://notary.example/n", "git@git.example:far.git", "ssh://git.example/far.git"):
        assert place_at(where, home=tmp_path, sample=False, scratch=tmp_path).where == where
    for where in ("ftp://notary.example/n", ""):
        with pytest.raises(AnchorError, match="folder"):
            place_at(where, home=tmp_path, sample=True, scratch=tmp_path)


def test_a_folder_on_another_disk_serves(tmp_path: Path) -> None:
    far = Folder(str(tmp_path / "far"))
    assert on_this_machine(far, tmp_path)
    assert not on_this_machine(far, tmp_path, lambda path: len(path.parts))
    assert device_of(tmp_path / "not" / "there") == tmp_path.stat().st_dev
    assert is_loopback("sub.localhost")
    assert not is_loopback("localhost.example")


def test_a_failing_anchor_is_told_without_values_and_the_others_go_on(
    tmp_path: Path, notary: tuple[str, type[Notary]], caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    with opened(tmp_path) as log:
        wanted = (notary[0], str(tmp_path / "file" / "below"), f"{tmp_path}/none.git", str(tmp_path / "far"))
        places = anchors_of(log, AuditSettings(audit_anchors=wanted))
        notary[1].answer = 503
        with caplog.at_level(logging.DEBUG):
            grown(log)
            states = anchor(log, places)
        assert [(state.size, bool(state.failure)) for state in states] == [(0, True)] * 3 + [(2, False)]
        assert sum(record.name == "jingwei.audit" for record in caplog.records) == 3
        assert not any(word in caplog.text for word in ("secret", str(tmp_path), "/notes"))
        assert not any("secret" in state.place for state in states)
        assert window(log, places) == 0
        assert window(log, places[:3]) == 2
        notary[1].answer = 200
        assert anchor(log, places)[0].failure is None
        for place in places[1:3]:
            with pytest.raises(AnchorError):
                place.notes(log.key.name)
        with pytest.raises(AnchorError):
            Endpoint("http://127.0.0.1:1/").notes("")


def until(reached: object) -> bool:
    for _ in range(500):
        if reached():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def test_while_serving_a_checkpoint_goes_out_by_time_by_number_and_at_the_end(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        (place,) = anchors_of(log, AuditSettings(audit_anchors=(str(tmp_path / "far"),)))
        with anchoring(log, [place], seconds=0.05):
            log.record_now(act("s1"))
            assert until(lambda: come(log, place).size == 2)
        with anchoring(log, [place], seconds=3600, entries=3):
            log.record_now(act("s1", "s2"))
            assert until(lambda: come(log, place).size == 5)
            log.record_now(act())
        assert come(log, place).size == 6
        assert judged(log, *place.notes(log.key.name)).window == 0


def test_anchoring_outlives_a_log_that_cannot_be_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with opened(tmp_path) as log, log.engine.begin() as db:
        db.exec_driver_sql("DROP TABLE tree")
    with caplog.at_level(logging.ERROR), anchoring(log, [], seconds=0.01):
        assert until(lambda: "audit not anchored" in caplog.text)


def test_anchors_are_set_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert AuditSettings().audit_anchors == ()
    monkeypatch.setenv("JINGWEI_AUDIT_ANCHORS", "a, b c ,")
    assert AuditSettings().audit_anchors == ("a", "b c")
