"""The test run that children are forked from: collected once, with one function changed in each child.

Its plan is in the file that JINGWEI_MUTATION_PLAN names: {"root", "folder", "covering", "results", "tries"}.
"""

import gc
import json
import os
import time
from collections import defaultdict
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.mutation.child import tried
from tests.mutation.covering import AT_IMPORT, Covering, Shared, Tracer, written
from tests.mutation.mutant import Mutant, function_in
from tests.mutation.planned import BROKEN, PLAN, try_each
from tests.mutation.running import Lent, calm_hypothesis, each_of, first_failing, move_to

MEASURED_IN = 900.0
"""Seconds of the processor for the tests of one file."""


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Begin, before anything of the product is imported: what the first conftest imports runs at import too."""
    plan = json.loads(Path(os.environ[PLAN]).read_text(encoding="utf-8"))
    calm_hypothesis()
    early_config.pluginmanager.register(Lent())
    early_config.pluginmanager.register(Forking(early_config, plan))


class Forking:
    """Measures, or tries the mutants of the plan, in place of running tests."""

    def __init__(self, config: pytest.Config, plan: dict[str, Any]) -> None:
        """With a tracer only where it is to measure."""
        self._config, self._plan, self._root = config, plan, Path(plan["root"])
        self._shared = Shared()
        self._tracer = Tracer(self._root, plan["folder"]) if "covering" in plan else None
        if self._tracer:
            config.pluginmanager.register(self._shared)
            self._tracer.start()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Nothing runs in this process itself."""
        if session.testsfailed:
            raise session.Interrupted("the tests could not be collected")
        gc.collect()
        gc.freeze()
        if self._tracer:
            self._measure(session, self._tracer)
        else:
            self._try(session)
        return True

    def _measure(self, session: pytest.Session, tracer: Tracer) -> None:
        tracer.stop()
        covering = Covering(tracer.lines())
        files: dict[str, list[pytest.Item]] = defaultdict(list)
        for item in session.items:
            files[item.nodeid.partition("::")[0]].append(item)
        for name, items in files.items():
            said = tried(partial(self._measured, items=items, tracer=tracer), seconds=MEASURED_IN)
            if not said.startswith("{"):
                raise session.Failed(f"{name}: {said}")
            found = json.loads(said)
            covering.lines |= found["lines"]
            covering.seconds |= found["seconds"]
        written(Path(self._plan["covering"]), covering)

    def _measured(self, folder: Path, *, items: list[pytest.Item], tracer: Tracer) -> str:
        move_to(folder, self._config)
        seconds: dict[str, float] = {}
        began, last = time.monotonic(), ""
        failed: list[str] = []
        for item in each_of(items, failed):
            if last:
                seconds[last] = time.monotonic() - began
            began, last, tracer.name = time.monotonic(), item.nodeid, item.nodeid
            tracer.start()
        tracer.stop()
        seconds[last] = time.monotonic() - began
        lines = tracer.lines()
        lines.pop(AT_IMPORT, None)
        passed = {n: s + self._shared.seconds for n, s in seconds.items() if n not in failed}
        return json.dumps({"lines": {n: seen for n, seen in lines.items() if n in passed}, "seconds": passed})

    def _try(self, session: pytest.Session) -> None:
        items = {item.nodeid: item for item in session.items}
        functions = _functions(f"{self._root}/{self._plan['folder']}/")

        def one(folder: Path, mutant: Mutant, tests: list[str]) -> str:
            there = functions.get((str(self._root / mutant.file), mutant.place.function), [])
            code = function_in(mutant.code(self._root / mutant.file), mutant.place.function)
            if code is None or not there or not _put(there, code):
                return f"{BROKEN}: no such function"
            move_to(folder, self._config)
            return first_failing([items[t] for t in tests if t in items])

        try_each(self._plan, one)


def _put(functions: list[FunctionType], code: CodeType) -> bool:
    """Give them other code; False where it closes over other names."""
    if any(each.__code__.co_freevars != code.co_freevars for each in functions):
        return False
    for each in functions:
        each.__code__ = code
    return True


def _functions(below: str) -> dict[tuple[str, str], list[FunctionType]]:
    """Every function that there is of the product, by file and qualified name."""
    gc.unfreeze()
    found: dict[tuple[str, str], list[FunctionType]] = defaultdict(list)
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(below):
            found[each.__code__.co_filename, each.__code__.co_qualname].append(each)
    gc.freeze()
    return found
