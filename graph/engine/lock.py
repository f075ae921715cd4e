"""Make a lock file: `python -m graph.engine.lock VERSION…`, where VERSION may be `newest`.

Only a maintainer runs this. jgo reads the POMs (45-60 s); the jars themselves are hashed as they stream past.
"""

from __future__ import annotations

import hashlib
import io
import logging
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx

from graph.engine.lockfile import Jar, Lock, check_server_version, lock_path, write_lock
from graph.engine.repository import repositories

if TYPE_CHECKING:
    from jgo.maven import Artifact

_log = logging.getLogger(__name__)
_MAIN_CLASSES = ("org.neo4j.server.CommunityEntryPoint", "org.neo4j.server.Neo4jCommunity")
_CLASS_FILE_OFFSET = 44  # class file version 65 is Java 21, and so on since Java 1.0.2


def make_lock(version: str) -> Lock:
    """Resolve, download and hash. Raises TooOldError, httpx.HTTPError, ValueError."""
    check_server_version(version)
    with httpx.Client(follow_redirects=True, timeout=60) as client, ThreadPoolExecutor(16) as pool:
        contents = list(pool.map(lambda artifact: _download(client, artifact), _resolve(version)))
    main_class, java = _entry_point([content for _, content in contents])
    return Lock(version=version, main_class=main_class, java=java, jars=tuple(jar for jar, _ in contents))


def newest() -> str:
    """The newest release in the repositories."""
    from jgo.maven import MavenContext

    project = MavenContext(remote_repos=repositories(), timeout=60).project("org.neo4j", "neo4j")
    project.update()
    return str(project.release)


def _resolve(version: str) -> list[Artifact]:
    """What Maven would put on the runtime classpath of org.neo4j:neo4j, itself included."""
    from jgo.maven import MavenContext

    context = MavenContext(remote_repos=repositories(), timeout=60)
    component = context.project("org.neo4j", "neo4j").at_version(version)
    dependency = context.create_dependency(f"org.neo4j:neo4j:{component.version}")
    inputs, transitive = context.resolver.resolve([dependency])
    return [each.artifact for each in [*inputs, *transitive] if each.scope not in ("test", "provided")]


def _download(client: httpx.Client, artifact: Artifact) -> tuple[Jar, bytes]:
    parts = [artifact.groupId, artifact.artifactId, artifact.version]
    coordinates = ":".join([*parts, artifact.classifier] if artifact.classifier else parts)
    blank = Jar(coordinates=coordinates, packaging=artifact.packaging, sha256="", size=0)
    for base in repositories().values():
        answer = client.get(f"{base}/{blank.path}")
        if answer.is_success:
            digest = hashlib.sha256(answer.content).hexdigest()
            return Jar(coordinates, artifact.packaging, digest, len(answer.content)), answer.content
    raise ValueError(f"{coordinates} is in none of the repositories that jgo knows.")


def _entry_point(contents: list[bytes]) -> tuple[str, int]:
    """The class that starts the server, and the Java that its class file asks for."""
    for content in contents:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in _MAIN_CLASSES:
                entry = name.replace(".", "/") + ".class"
                if entry in archive.namelist():
                    return name, int.from_bytes(archive.read(entry)[6:8], "big") - _CLASS_FILE_OFFSET
    raise ValueError(f"none of {', '.join(_MAIN_CLASSES)} is in the jars: look for the new main class.")


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    for argument in sys.argv[1:]:
        version = newest() if argument == "newest" else argument
        lock = make_lock(version)
        write_lock(lock, lock_path(version))
        _log.info("%s: %d jars, %.0f MB, Java %d", version, len(lock.jars), lock.size / 1e6, lock.java)


if __name__ == "__main__":
    main()
