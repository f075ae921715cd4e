"""Bring the jars of a lock into the cache: in parallel, resumed where they were cut, checked by SHA-256.

The cache is laid out like a Maven repository and shared by every checkout and version. A file has its final name only
once its hash is right, so whatever interrupts a fetch, the next one goes on from there.
"""

from __future__ import annotations

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from graph.engine import disk
from graph.engine.errors import EngineError, FetchError, TamperedError
from graph.engine.lockfile import Jar, Lock
from graph.engine.progress import Bar, bytes_bar
from graph.engine.repository import repositories
from graph.engine.settings import settings

if TYPE_CHECKING:
    import httpx

PARALLEL = 16
TRIES = 3


def cached_path(jar: Jar) -> Path:
    return settings().cache / "maven" / jar.path


def missing_jars(lock: Lock) -> list[Jar]:
    """By name and size: 20 ms for a whole lock, where hashing it anew would cost every start a second."""
    return [jar for jar in lock.jars if not _present(cached_path(jar), size=jar.size)]


def damaged_jars(lock: Lock) -> list[Jar]:
    """By hash: what `jingwei engine fetch` looks at."""
    return [jar for jar in lock.jars if not (path := cached_path(jar)).exists() or sha256(path) != jar.sha256]


def fetch(lock: Lock, *, thorough: bool = False) -> list[Path]:
    """The lock's jars as paths, downloading what is missing. Raises FetchError, TamperedError, DiskFullError.

    Several processes may fetch at once: one downloads, the others wait and find the files there.
    """
    if thorough or missing_jars(lock):
        cache = settings().cache
        with disk.full_disk_named(cache):
            cache.mkdir(parents=True, exist_ok=True)
            with FileLock(cache / "fetch.lock"):
                _download_all(damaged_jars(lock) if thorough else missing_jars(lock))
    return [cached_path(jar) for jar in lock.jars]


def _download_all(jars: list[Jar]) -> None:
    if not jars:
        return
    import httpx

    size = sum(jar.size for jar in jars)
    disk.need(size, settings().cache)
    stop = threading.Event()
    limits = httpx.Limits(max_connections=PARALLEL)
    with (
        bytes_bar("Neo4j", total=size) as bar,
        httpx.Client(follow_redirects=True, limits=limits, timeout=30) as client,
    ):
        pool = ThreadPoolExecutor(PARALLEL)
        try:
            for done in as_completed([pool.submit(_download, jar, client, bar=bar, stop=stop) for jar in jars]):
                done.result()
        finally:  # also on Ctrl-C: no thread may go on writing behind the user's back
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)


def _download(jar: Jar, client: httpx.Client, *, bar: Bar, stop: threading.Event) -> None:
    """Try each repository in turn, each several times; the last failure is the one reported."""
    path = cached_path(jar)
    part = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    failure: EngineError = FetchError("没有仓库", "No repository is known: see jgo's settings")
    for base in [base for base in repositories().values() for _ in range(TRIES)]:
        if stop.is_set():
            return
        try:
            _transfer(jar, f"{base}/{jar.path}", client=client, part=part, bar=bar, stop=stop)
            _accept(jar, part, path)
            return
        except EngineError as error:
            failure = error
    raise failure


def _transfer(jar: Jar, url: str, *, client: httpx.Client, part: Path, bar: Bar, stop: threading.Event) -> None:
    """Append to `part` from where it ends. A server that knows no ranges sends the whole and starts it over.

    Raw bytes as they arrive: collected into larger chunks, up to a chunk of them is lost when the line breaks.
    """
    import httpx

    have = part.stat().st_size if part.exists() else 0
    if have == jar.size:
        return
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    try:
        with client.stream("GET", url, headers=headers) as answer:
            answer.raise_for_status()
            resumed = answer.status_code == httpx.codes.PARTIAL_CONTENT
            with part.open("ab" if resumed else "wb") as file:
                for chunk in answer.iter_raw():
                    file.write(chunk)
                    bar.advance(len(chunk))
                    if stop.is_set():
                        return
    except httpx.HTTPError as error:
        raise FetchError(
            f"下载 {jar.coordinates} 失败（{type(error).__name__}），请检查网络后重新运行，会从断点继续",
            f"{jar.coordinates} could not be downloaded ({type(error).__name__}): check the network "
            "and run this again, it goes on from where it was cut",
        ) from error


def _accept(jar: Jar, part: Path, path: Path) -> None:
    size = part.stat().st_size
    if size < jar.size:
        raise FetchError(
            f"{jar.coordinates} 的下载中断（{size}/{jar.size} 字节），请重新运行，会从断点继续",
            f"The download of {jar.coordinates} was cut ({size} of {jar.size} bytes): "
            "run this again, it goes on from there",
        )
    if sha256(part) != jar.sha256:
        part.unlink()
        raise TamperedError(
            f"{jar.coordinates} 与锁文件的 SHA-256 不符，已丢弃，请检查镜像或代理后重新运行",
            f"{jar.coordinates} does not match the lock's SHA-256 and was dropped: "
            "check the mirror or proxy and run this again",
        )
    part.replace(path)


def _present(path: Path, *, size: int) -> bool:
    return path.exists() and path.stat().st_size == size


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
