import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.engine.archive import MANIFEST, this_platform, write_archive
from graph.engine.errors import BadArchiveError
from graph.engine.fetch import cached_path, fetch, missing_jars
from graph.engine.lockfile import Lock
from graph.engine.pack import pack_lock
from graph.engine.unpack import unpack_locks
from tests.engine.conftest import Repository

WHEEL = b"a wheel, as far as this test goes"
Members = list[tuple[tarfile.TarInfo, bytes]]


@pytest.fixture
def wheels_lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text(f"thing==1.0 \\\n    --hash=sha256:{hashlib.sha256(WHEEL).hexdigest()}\n")
    return path


@pytest.fixture
def archive(repository: Repository, tiny_lock: Lock, tmp_path: Path) -> Path:
    """What pack would write: the jars, and one wheel."""
    wheel = tmp_path / "thing-1.0-py3-none-any.whl"
    wheel.write_bytes(WHEEL)
    files = {f"maven/{jar.path}": path for jar, path in zip(tiny_lock.jars, fetch(tiny_lock), strict=True)}
    write_archive(tmp_path / "offline.tar", files | {f"wheels/{wheel.name}": wheel})
    return tmp_path / "offline.tar"


@pytest.fixture
def offline(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The archive, carried to a machine with an empty cache and no repository."""
    monkeypatch.setenv("JINGWEI_CACHE", str(tmp_path / "office"))
    (tmp_path / "jgo.conf").write_text("[repositories]\ncentral = http://127.0.0.1:1\n")
    return archive


def rewrite(archive: Path, change: Callable[[Members], Members]) -> None:
    with tarfile.open(archive) as tar:
        members = [(member, (tar.extractfile(member) or io.BytesIO()).read()) for member in tar]
    with tarfile.open(archive, "w") as tar:
        for member, content in change(members):
            member.size = len(content) if member.isreg() else 0
            tar.addfile(member, io.BytesIO(content))


def with_member(name: str, content: bytes, **attributes: object) -> Callable[[Members], Members]:
    """Added to the manifest too: an attacker would."""

    def change(members: Members) -> Members:
        manifest = json.loads(members[0][1])
        manifest["files"][name] = [hashlib.sha256(content).hexdigest(), len(content)]
        added = tarfile.TarInfo(name)
        for attribute, value in attributes.items():
            setattr(added, attribute, value)
        return [(members[0][0], json.dumps(manifest).encode()), *members[1:], (added, content)]

    return change


def test_what_was_packed_is_there_after_unpack(offline: Path, tiny_lock: Lock, wheels_lock: Path, tmp_path: Path):
    assert len(missing_jars(tiny_lock)) == 3
    assert unpack_locks(offline, tmp_path / "home", locks=[tiny_lock], wheels=wheels_lock) == 4
    assert missing_jars(tiny_lock) == []
    assert (tmp_path / "home/wheels/thing-1.0-py3-none-any.whl").read_bytes() == WHEEL


def test_the_same_files_give_the_same_bytes(repository: Repository, tiny_lock: Lock, tmp_path: Path):
    empty = tmp_path / "none.lock"
    empty.write_text("")
    for name in ("one.tar", "two.tar"):
        assert pack_lock(tmp_path / name, tiny_lock, requirements=empty) == 3
    assert (tmp_path / "one.tar").read_bytes() == (tmp_path / "two.tar").read_bytes()
    assert [path.name for path in tmp_path.glob("*.part")] == []


def change_a_jar(members: Members) -> Members:
    return [(member, content.replace(b"third", b"THIRD")) for member, content in members]


def lose_a_jar(members: Members) -> Members:
    return members[:-1]


def lose_the_manifest(members: Members) -> Members:
    return members[1:]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (change_a_jar, "has another SHA-256"),
        (lose_a_jar, "is missing"),
        (lose_the_manifest, "it has no manifest"),
        (with_member("maven/org/example/c/1.0/c-1.0.jar", b"THIRD"), "is in no lock of this checkout"),
        (with_member("wheels/evil-1.0-py3-none-any.whl", b"evil"), "is in no lock of this checkout"),
        (with_member("../../evil.jar", b"evil"), "has no place in it"),
        (with_member("maven/../../evil.jar", b"evil"), "has no place in it"),
        (with_member("/etc/evil.jar", b"evil"), "has no place in it"),
        (with_member("wheels/link.whl", b"", type=tarfile.SYMTYPE, linkname="/etc/passwd"), "has no place in it"),
        (with_member("wheels/hard.whl", b"", type=tarfile.LNKTYPE, linkname=MANIFEST), "has no place in it"),
        (with_member("bootstrap.py", b"evil"), "has no place in it"),
    ],
)
def test_a_tampered_archive_is_refused(
    offline: Path,
    tiny_lock: Lock,
    wheels_lock: Path,
    tmp_path: Path,
    change: Callable[[Members], Members],
    reason: str,
):
    rewrite(offline, change)
    with pytest.raises(BadArchiveError, match=f"{reason}: make it anew with jingwei engine pack and copy it again"):
        unpack_locks(offline, tmp_path / "home", locks=[tiny_lock], wheels=wheels_lock)
    assert not list(tmp_path.rglob("evil*"))
    third = cached_path(tiny_lock.jars[2])
    assert not third.exists() or third.read_bytes() == b"third"


@pytest.mark.parametrize("size", [0, 100, 5000, 300_000])
def test_a_cut_archive_is_refused(offline: Path, tiny_lock: Lock, wheels_lock: Path, tmp_path: Path, size: int):
    offline.write_bytes(offline.read_bytes()[:size])
    with pytest.raises(BadArchiveError, match="copy it again"):
        unpack_locks(offline, tmp_path / "home", locks=[tiny_lock], wheels=wheels_lock)


def test_an_archive_for_another_machine_is_refused(offline: Path, tiny_lock: Lock, wheels_lock: Path, tmp_path: Path):
    def elsewhere(members: Members) -> Members:
        manifest = json.loads(members[0][1]) | {"platform": "win-amd64"}
        return [(members[0][0], json.dumps(manifest).encode()), *members[1:]]

    rewrite(offline, elsewhere)
    with pytest.raises(BadArchiveError, match="it was made for win-amd64"):
        unpack_locks(offline, tmp_path / "home", locks=[tiny_lock], wheels=wheels_lock)
    assert this_platform()[0] != "win-amd64"


def test_an_absent_archive_is_refused(cache: Path, tiny_lock: Lock, wheels_lock: Path, tmp_path: Path):
    with pytest.raises(BadArchiveError, match="there is no"):
        unpack_locks(tmp_path / "nowhere.tar", tmp_path, locks=[tiny_lock], wheels=wheels_lock)
