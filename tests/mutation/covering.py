"""Which tests run which lines of the guard, measured file by file with Python's own tracing."""

import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

AT_IMPORT = "import"
Lines = dict[str, dict[str, list[int]]]
"""By test (or AT_IMPORT), by file of the guard, the lines that it ran."""


class Tracer:
    """Notes the lines of ``folder`` that run, under the name that is set at the time."""

    def __init__(self, root: Path, folder: str) -> None:
        """Below ``root``."""
        self.name = AT_IMPORT
        self._root, self._below = f"{root}/", f"{root}/{folder}/"
        self._seen: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))

    def start(self) -> None:
        """In this thread, and those that begin from now on."""
        threading.settrace(self._called)
        sys.settrace(self._called)

    def stop(self) -> None:
        """And keep what was noted."""
        threading.settrace(None)
        sys.settrace(None)

    def lines(self) -> Lines:
        """What was noted, and forget it."""
        seen = {n: {f: sorted(lines) for f, lines in files.items()} for n, files in self._seen.items()}
        self._seen.clear()
        return seen

    def _called(self, frame: FrameType, event: str, arg: object) -> Any:
        if not frame.f_code.co_filename.startswith(self._below):
            return None
        noted = self._seen[self.name][frame.f_code.co_filename.removeprefix(self._root)]
        noted.add(frame.f_lineno)

        def step(frame: FrameType, event: str, arg: object) -> Any:
            # The name may have changed since: a thread outlives a test.
            self._seen[self.name][frame.f_code.co_filename.removeprefix(self._root)].add(frame.f_lineno)
            return step

        return step


@dataclass(slots=True)
class Covering:
    """What was measured: lines by test, and how long each test takes with what is set up for its file."""

    lines: Lines = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)
    """By test file, the hash of what was measured."""

    def without(self, files: set[str]) -> "Covering":
        """All but what was measured of these test files."""
        lines = {t: seen for t, seen in self.lines.items() if t.partition("::")[0] not in files}
        return Covering(lines, {t: s for t, s in self.seconds.items() if t.partition("::")[0] not in files})

    def joined(self, other: "Covering") -> "Covering":
        """Both, with what runs at import in either."""
        mine, others = self.lines.get(AT_IMPORT, {}), other.lines.get(AT_IMPORT, {})
        lines = {f: sorted({*mine.get(f, ()), *others.get(f, ())}) for f in {*mine, *others}}
        return Covering(self.lines | other.lines | {AT_IMPORT: lines}, self.seconds | other.seconds)

    def tests_of(self, file: str, first: int, last: int) -> list[str]:
        """The tests that run any of these lines, the quick ones first, each file's together."""
        wanted = set(range(first, last + 1))
        return self._in_order(t for t, files in self.lines.items() if wanted.intersection(files.get(file, ())))

    def tests_of_file(self, file: str) -> list[str]:
        """The tests that run anything of it."""
        return self._in_order(t for t, files in self.lines.items() if file in files)

    def tests_in(self, files: set[str]) -> list[str]:
        """The tests of these files."""
        return self._in_order(t for t in self.seconds if t.partition("::")[0] in files)

    def at_import(self, file: str, line: int) -> bool:
        """Whether a line runs at import already."""
        return line in self.lines.get(AT_IMPORT, {}).get(file, ())

    def _in_order(self, tests: Iterator[str]) -> list[str]:
        some = [t for t in tests if t != AT_IMPORT]
        quickest: dict[str, float] = {}
        for test in some:
            name = test.partition("::")[0]
            quickest[name] = min(quickest.get(name, 1e9), self.seconds.get(test, 1.0))
        return sorted(
            some, key=lambda t: (quickest[t.partition("::")[0]], t.partition("::")[0], self.seconds.get(t, 1.0))
        )


class Shared:
    """A plugin: how long is spent on what is set up for a whole file or package."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.seconds = 0.0

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
        """Its own time with that of what it needs: an upper bound."""
        began = time.monotonic()
        yield
        if fixturedef.scope != "function":
            self.seconds = max(self.seconds, time.monotonic() - began)


def written(path: Path, covering: Covering) -> None:
    """Keep it."""
    path.write_text(json.dumps(asdict(covering)), encoding="utf-8")


def kept(path: Path) -> Covering:
    """What was kept."""
    return Covering(**json.loads(path.read_text(encoding="utf-8")))
