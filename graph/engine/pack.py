"""`jingwei engine pack`: on a machine with internet, gather all that one without it needs."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from graph.engine import disk
from graph.engine.archive import write_archive
from graph.engine.errors import FetchError
from graph.engine.fetch import cached_path, fetch
from graph.engine.lockfile import DEFAULT_VERSION, Lock, read_lock

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements.lock"
_WHEELS_ROOM = 400 * 2**20


def pack(archive: Path, *, version: str = DEFAULT_VERSION) -> int:
    """Write `archive` for machines like this one; how many files it holds. Raises FetchError, DiskFullError."""
    return pack_lock(archive, read_lock(version), requirements=REQUIREMENTS)


def pack_lock(archive: Path, lock: Lock, *, requirements: Path) -> int:
    fetch(lock, thorough=True)
    disk.need(2 * _WHEELS_ROOM + lock.size, archive.absolute().parent)
    with disk.full_disk_named(archive), tempfile.TemporaryDirectory(dir=archive.absolute().parent) as wheels:
        _download_wheels(requirements, Path(wheels))
        files = {f"maven/{jar.path}": cached_path(jar) for jar in lock.jars}
        files |= {f"wheels/{wheel.name}": wheel for wheel in Path(wheels).glob("*.whl")}
        write_archive(archive, files)
    return len(files)


def _download_wheels(requirements: Path, folder: Path) -> None:
    """By hash, and wheels only: an office without internet can build nothing."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    done = subprocess.run([*command, "--require-hashes", "-r", str(requirements), "-d", str(folder)], check=False)
    if done.returncode != 0:
        raise FetchError(
            "下载 Python 包失败，请检查网络后重新运行",
            "The Python packages could not be downloaded: check the network and run this again",
        )
