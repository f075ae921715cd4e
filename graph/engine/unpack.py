"""`jingwei engine unpack`: take in an archive made by `pack`, on a machine that reaches nothing."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Mapping
from pathlib import Path

from graph.engine import disk
from graph.engine.archive import bad, check_member, read_manifest, this_platform
from graph.engine.fetch import sha256
from graph.engine.lockfile import Lock, known_versions, read_lock
from graph.engine.pack import REQUIREMENTS
from graph.engine.settings import settings

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def unpack(archive: Path, home: Path) -> int:
    """Jars go into the cache, wheels into `<home>/wheels`, where bootstrap.py finds them. Raises BadArchiveError.

    A file is accepted if the manifest *and* a lock of this checkout name its hash.
    """
    return unpack_locks(archive, home, locks=[read_lock(version) for version in known_versions()], wheels=REQUIREMENTS)


def unpack_locks(archive: Path, home: Path, *, locks: list[Lock], wheels: Path) -> int:
    allowed = {f"maven/{jar.path}": {jar.sha256} for lock in locks for jar in lock.jars}
    wheel_hashes = set(_HASH.findall(wheels.read_text(encoding="utf-8")))
    try:
        with tarfile.open(archive, "r:") as tar:
            return _take_in(tar, home, allowed=allowed, wheel_hashes=wheel_hashes)
    except (tarfile.TarError, ValueError, KeyError, TypeError, EOFError) as error:
        raise bad("不完整", "it is not whole") from error
    except FileNotFoundError as error:
        raise bad(f"找不到 {error.filename}", f"there is no {error.filename}") from error


def _take_in(tar: tarfile.TarFile, home: Path, *, allowed: Mapping[str, set[str]], wheel_hashes: set[str]) -> int:
    manifest = read_manifest(tar)
    if (manifest.platform, manifest.python) != this_platform():
        made = f"{manifest.platform}, Python {manifest.python}"
        raise bad(f"它是为 {made} 做的", f"it was made for {made}")
    disk.need(sum(size for _, size in manifest.files.values()), settings().cache)
    seen: set[str] = set()
    for member in tar:
        if member.name == "manifest.json" and not seen:
            continue
        check_member(member, manifest)
        digest = manifest.files[member.name][0]
        if digest not in allowed.get(member.name, wheel_hashes if member.name.startswith("wheels/") else set()):
            raise bad(f"{member.name} 不在锁文件中", f"{member.name} is in no lock of this checkout")
        _store(tar, member, _target(member.name, home), digest=digest)
        seen.add(member.name)
    if missing := manifest.files.keys() - seen:
        raise bad(f"缺少 {min(missing)}", f"{min(missing)} is missing")
    return len(seen)


def _target(name: str, home: Path) -> Path:
    root = home if name.startswith("wheels/") else settings().cache
    return root / name


def _store(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path, *, digest: str) -> None:
    """Under its final name only once its hash is right. Not by tar.extract: no mode, owner or link is taken over."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".unpack")
    content = tar.extractfile(member)
    assert content is not None
    with disk.full_disk_named(target.parent), part.open("wb") as file:
        while chunk := content.read(2**20):
            file.write(chunk)
    if sha256(part) != digest:
        part.unlink()
        raise bad(f"{member.name} 的 SHA-256 不符", f"{member.name} has another SHA-256")
    part.replace(target)
