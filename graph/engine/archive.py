"""The offline archive: a plain tar whose first member names every other with its size and SHA-256.

    manifest.json     format, platform, python, files: {name: [sha256, size]}
    maven/…           the jars, as in the cache
    wheels/…          what requirements.lock names, the Java runtime among it

Plain, because jars and wheels are compressed already. Deterministic: the same files give the same bytes.
The manifest guards against accidents; against an attacker, who could rewrite it, unpack holds every file against
the locks in the checkout.
"""

from __future__ import annotations

import io
import json
import re
import sys
import sysconfig
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.engine.errors import BadArchiveError
from graph.engine.fetch import sha256

FORMAT = 1
MANIFEST = "manifest.json"
_NAME = re.compile(r"(maven/([\w.+-]+/)+[\w.+-]+\.jar|wheels/[\w.+!-]+\.whl)")


@dataclass(frozen=True)
class Manifest:
    platform: str
    python: str
    files: Mapping[str, tuple[str, int]]


def this_platform() -> tuple[str, str]:
    return sysconfig.get_platform(), "{}.{}".format(*sys.version_info)


def write_archive(target: Path, files: Mapping[str, Path]) -> None:
    """`files` is name in the archive → path. Renamed once written: a half-written archive never looks whole."""
    part = target.with_name(target.name + ".part")
    with tarfile.open(part, "w", format=tarfile.PAX_FORMAT) as tar:
        _add_bytes(tar, MANIFEST, _manifest(files))
        for name, path in sorted(files.items()):
            with path.open("rb") as content:
                tar.addfile(_member(name, path.stat().st_size), content)
    part.replace(target)


def _manifest(files: Mapping[str, Path]) -> bytes:
    platform, python = this_platform()
    sums = {name: [sha256(path), path.stat().st_size] for name, path in sorted(files.items())}
    document = {"format": FORMAT, "platform": platform, "python": python, "files": sums}
    return json.dumps(document, indent=1).encode()


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    tar.addfile(_member(name, len(content)), io.BytesIO(content))


def _member(name: str, size: int) -> tarfile.TarInfo:
    """No owner, no time: they would differ by machine and day."""
    member = tarfile.TarInfo(name)
    member.size = size
    member.mode = 0o644
    return member


def read_manifest(tar: tarfile.TarFile) -> Manifest:
    """The first member, checked. Raises BadArchiveError."""
    first = tar.next()
    content = tar.extractfile(first) if first is not None and first.name == MANIFEST and first.isreg() else None
    if content is None:
        raise bad("没有清单", "it has no manifest")
    raw = json.loads(content.read())
    if raw["format"] != FORMAT:
        raise bad("格式不同", "its format is another")
    files = {name: (str(digest), int(size)) for name, (digest, size) in raw["files"].items()}
    return Manifest(platform=raw["platform"], python=raw["python"], files=files)


def check_member(member: tarfile.TarInfo, manifest: Manifest) -> None:
    """Only plain files, only under the two folders, only those listed: no `..`, no link, no device."""
    if not member.isreg() or not _NAME.fullmatch(member.name) or ".." in member.name.split("/"):
        raise bad(f"含有不该有的成员 {member.name!r}", f"it holds {member.name!r}, which has no place in it")
    if member.name not in manifest.files or manifest.files[member.name][1] != member.size:
        raise bad(f"{member.name} 与清单不符", f"{member.name} is not as its manifest says")


def bad(zh: str, en: str) -> BadArchiveError:
    return BadArchiveError(
        f"离线包不可用：{zh}，请在联网的机器上用 jingwei engine pack 重新制作并再拷贝一次",
        f"The archive can't be used: {en}: make it anew with jingwei engine pack and copy it again",
    )
