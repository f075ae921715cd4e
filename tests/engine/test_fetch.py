import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from graph.engine.errors import DiskFullError, FetchError, TamperedError
from graph.engine.fetch import cached_path, fetch, missing_jars
from graph.engine.lockfile import Lock
from tests.engine.conftest import CONTENTS, Repository


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def names_left(cache: Path, suffix: str) -> list[str]:
    return sorted(path.name for path in cache.rglob(f"*{suffix}"))


def test_jars_arrive_whole_and_are_not_asked_for_twice(repository: Repository, tiny_lock: Lock, cache: Path):
    assert [path.read_bytes() for path in fetch(tiny_lock)] == list(CONTENTS.values())
    assert len(repository.asked) == 3
    fetch(tiny_lock)
    fetch(tiny_lock, thorough=True)
    assert len(repository.asked) == 3
    assert names_left(cache, ".part") == []


def test_a_cut_download_goes_on_from_where_it_was_cut(repository: Repository, tiny_lock: Lock):
    big = tiny_lock.jars[1]
    part = cached_path(big).with_name("b-1.0.jar.part")
    part.parent.mkdir(parents=True)
    part.write_bytes(CONTENTS["b"][:1234])
    fetch(tiny_lock)
    assert (big.path, "bytes=1234-") in repository.asked
    assert cached_path(big).read_bytes() == CONTENTS["b"]


def test_a_line_that_breaks_often_still_brings_the_whole(repository: Repository, tiny_lock: Lock):
    repository.cut = 200_000
    fetch(tiny_lock)
    assert missing_jars(tiny_lock) == []


def test_a_server_without_ranges_starts_over(repository: Repository, tiny_lock: Lock):
    repository.ranges = False
    part = cached_path(tiny_lock.jars[0]).with_name("a-1.0.jar.part")
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half")
    fetch(tiny_lock)
    assert missing_jars(tiny_lock) == []


def test_a_download_that_stays_cut_is_refused_and_its_beginning_kept(
    repository: Repository, tiny_lock: Lock, cache: Path
):
    repository.cut = 100
    with pytest.raises(FetchError, match=r"run this again, it goes on from where it was cut\.$"):
        fetch(tiny_lock)
    assert "b-1.0.jar" not in names_left(cache, ".jar")
    assert "b-1.0.jar.part" in names_left(cache, ".part")


def test_a_tampered_jar_is_refused_and_dropped(repository: Repository, tiny_lock: Lock, cache: Path):
    bad = tiny_lock.jars[2]
    repository.files[bad.path] = b"THIRD"
    with pytest.raises(TamperedError, match=r"org.example:c:1.0 does not match the lock's SHA-256 and was dropped"):
        fetch(tiny_lock)
    assert not cached_path(bad).exists()
    assert "c-1.0.jar.part" not in names_left(cache, ".part")


def test_a_jar_longer_than_the_lock_says_is_refused(repository: Repository, tiny_lock: Lock):
    repository.files[tiny_lock.jars[2].path] += b" and more"
    with pytest.raises(TamperedError):
        fetch(tiny_lock)


def test_a_jar_damaged_in_the_cache_is_found_by_the_thorough_look(repository: Repository, tiny_lock: Lock):
    path = fetch(tiny_lock)[2]
    path.write_bytes(b"THIRD")
    assert fetch(tiny_lock, thorough=True)[2].read_bytes() == b"third"


def test_an_absent_repository_is_named_as_a_network_fault(repository: Repository, tiny_lock: Lock, tmp_path: Path):
    (tmp_path / "jgo.conf").write_text("[repositories]\ncentral = http://127.0.0.1:1\n")
    with pytest.raises(FetchError, match="check the network"):
        fetch(tiny_lock)


def test_a_full_disk_is_refused_before_the_download(
    repository: Repository, tiny_lock: Lock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 5_000_000))
    with pytest.raises(DiskFullError, match=r"5 MB are free: make room and try again\.$"):
        fetch(tiny_lock)
    assert repository.asked == []


def test_a_disk_that_fills_up_meanwhile_is_named_too(
    repository: Repository, tiny_lock: Lock, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DiskFullError, match="make room"):
        fetch(tiny_lock)
