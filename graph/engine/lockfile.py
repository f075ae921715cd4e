"""The jars of one Neo4j version, by coordinates and SHA-256.

A lock names no host: the same file serves the public repository, an office's mirror and an offline archive.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.engine.errors import TooOldError, UnknownVersionError

DEFAULT_VERSION = "5.26.30"
OLDEST = (5, 26)
_LOCKS = Path(__file__).parent / "locks"
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Jar:
    """One file of a repository; `coordinates` is group:artifact:version[:classifier]."""

    coordinates: str
    packaging: str
    sha256: str
    size: int

    @property
    def file_name(self) -> str:
        artifact, version, *classifier = self.coordinates.split(":")[1:]
        return "-".join([artifact, version, *classifier]) + f".{self.packaging}"

    @property
    def path(self) -> str:
        """Where a Maven repository keeps it, relative to the repository's address."""
        group, artifact, version = self.coordinates.split(":")[:3]
        return "/".join([group.replace(".", "/"), artifact, version, self.file_name])


@dataclass(frozen=True)
class Lock:
    """`main_class` starts the server; `java` is the oldest Java feature release its classes run on."""

    version: str
    main_class: str
    java: int
    jars: tuple[Jar, ...]

    @property
    def size(self) -> int:
        return sum(jar.size for jar in self.jars)


def version_key(version: str) -> tuple[int, ...]:
    """5.26.30 < 2026.08.1; a suffix such as -aura or -SNAPSHOT does not count."""
    return tuple(int(number) for number in _NUMBER.findall(version.partition("-")[0]))


def check_server_version(version: str) -> None:
    """Raise TooOldError for a Neo4j before 5.26: the first with every index and clause that the queries use."""
    if version_key(version)[:2] < OLDEST:
        raise TooOldError(
            f"Neo4j {version} 太旧，请升级到 5.26 或更新的版本",
            f"Neo4j {version} is too old: upgrade it to 5.26 or newer",
        )


def known_versions() -> list[str]:
    names = (path.stem.removeprefix("neo4j-") for path in _LOCKS.glob("neo4j-*.json"))
    return sorted(names, key=version_key)


def lock_path(version: str) -> Path:
    return _LOCKS / f"neo4j-{version}.json"


def read_lock(version: str) -> Lock:
    """The lock of a version that we ship. Raises TooOldError or UnknownVersionError."""
    check_server_version(version)
    if version not in known_versions():
        known = ", ".join(known_versions())
        raise UnknownVersionError(
            f"没有 Neo4j {version} 的锁文件，请改用 {known}",
            f"There is no lock file for Neo4j {version}: use one of {known}",
        )
    return parse_lock(lock_path(version).read_text(encoding="utf-8"))


def parse_lock(text: str) -> Lock:
    raw = json.loads(text)
    jars = tuple(Jar(**jar) for jar in raw.pop("jars"))
    return Lock(**raw, jars=jars)


def write_lock(lock: Lock, path: Path) -> None:
    """One jar a line, sorted: an upgrade is then a diff that can be read."""
    jars = sorted(lock.jars, key=lambda jar: jar.coordinates)
    lines = ",\n".join("    " + json.dumps(asdict(jar)) for jar in jars)
    head = "".join(
        f"  {json.dumps(key)}: {json.dumps(value)},\n" for key, value in asdict(lock).items() if key != "jars"
    )
    path.write_text(f'{{\n{head}  "jars": [\n{lines}\n  ]\n}}\n', encoding="utf-8")
