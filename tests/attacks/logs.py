"""Keeps watch that no log line says what it must not: every record of every logger, and the engine's own files.

In ``tests/conftest.py``:

    pytest_plugins = ["tests.attacks.logs"]

Then a session in which an 18-character resident ID was logged fails, whatever its tests say.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

BORN = r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
RESIDENT_ID = re.compile(rf"(?<![0-9A-Za-z])[1-9]\d{{5}}{BORN}\d{{3}}[0-9Xx](?![0-9A-Za-z])|99010\d{BORN}")
"""A region, a day of birth, three digits and a digit or X, standing alone (GB 11643); and what any sample ID begins
with, also when cut. A number of eighteen digits alone is none: Neo4j logs one, the random part of its store's id.
"""
LOGS = "*.log*"


class Watch(logging.Handler):
    """Remembers what was logged that fits ``pattern``: the logger and the line that called it, not the text."""

    def __init__(self, pattern: re.Pattern[str] = RESIDENT_ID) -> None:
        """Sees records of every level that their loggers let through."""
        super().__init__(logging.NOTSET)
        self.pattern = pattern
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Look at the whole line, with the traceback if it has one."""
        text = logging.Formatter().format(record)
        if self.pattern.search(text):
            self.found.append(f"{record.name} at {record.pathname}:{record.lineno}")


@contextmanager
def watched(pattern: re.Pattern[str] = RESIDENT_ID) -> Iterator[Watch]:
    """Watch every logger, those too that hand nothing on to the root."""
    watch = Watch(pattern)
    loggers = [logging.getLogger(), *_of_their_own()]
    for logger in loggers:
        logger.addHandler(watch)
    try:
        yield watch
    finally:
        for logger in [logging.getLogger(), *_of_their_own()]:
            logger.removeHandler(watch)


def in_files(folder: Path, pattern: re.Pattern[str] = RESIDENT_ID) -> list[str]:
    """Log files below ``folder`` with such a line, each with its first one's number."""
    found = []
    for path in sorted(p for p in folder.rglob(LOGS) if p.is_file()):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{path.name}:{number}")
                break
    return found


def _of_their_own() -> list[logging.Logger]:
    every = [logging.getLogger(name) for name in list(logging.root.manager.loggerDict)]
    return [logger for logger in every if not logger.propagate]


@dataclass(slots=True)
class Session:
    """The watch over one session of pytest: its handler, and where the engines of the session write."""

    watch: Watch = field(default_factory=Watch)
    folders: list[Path] = field(default_factory=list)

    def found(self) -> list[str]:
        """Everything that should not be there."""
        return [*self.watch.found, *(hit for folder in self.folders for hit in in_files(folder))]


KEY = pytest.StashKey[Session]()


def pytest_configure(config: pytest.Config) -> None:
    """Begin to watch before anything is imported that logs."""
    config.stash[KEY] = session = Session()
    logging.getLogger().addHandler(session.watch)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the session if anything was found. The folders of this session's temporary files are searched for logs."""
    kept = session.config.stash[KEY]
    factory = getattr(session.config, "_tmp_path_factory", None)
    if factory is not None and factory._basetemp is not None:
        kept.folders.append(factory.getbasetemp())
    logging.getLogger().removeHandler(kept.watch)
    if found := kept.found():
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            reporter.write_line(f"\na resident ID was logged: {', '.join(dict.fromkeys(found))}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
