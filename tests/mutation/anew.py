"""Mutants of what runs at import: each child imports the guard and its tests anew, all else is imported already.

python -m tests.mutation.anew, with its plan in the file that JINGWEI_MUTATION_PLAN names
"""

import importlib
import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.mutation.mutant import Mutant
from tests.mutation.planned import BROKEN, PLAN, try_each
from tests.mutation.running import Lent, calm_hypothesis, move_to

BEFORE = (
    *("argon2", "cryptography.fernet", "fastapi", "hypothesis.stateful", "joserfc.jwt", "neo4j"),
    *(
        "httpx",
        "orjson",
        "pydantic_settings",
        "rich.table",
        "sqlalchemy",
        "starlette.testclient",
        "strawberry",
        "typer",
    ),
    *("typer.testing", "graph.engine", "graph.model", "graph.records", "graph.seals", "graph.signing", "graph.store"),
)
"""Imported once, before any child is forked."""
QUICKLY = ("--assert=plain", *(f"-pno:{name}" for name in ("cacheprovider", "schemathesis", "anyio")))
"""A child needs no words for a failure, and none of the plugins that would be imported in each."""


class Changed(MetaPathFinder, Loader):
    """Finds one module, and runs the mutant in place of its file."""

    def __init__(self, mutant: Mutant, root: Path) -> None:
        """Of the tree at ``root``."""
        self._mutant, self._path = mutant, root / mutant.file
        self._name = mutant.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Only that one."""
        return spec_from_file_location(name, self._path, loader=self) if name == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        """The mutant."""
        exec(self._mutant.code(self._path), module.__dict__)


class First:
    """A plugin: runs some tests in their order, and remembers which failed first."""

    def __init__(self, tests: list[str], folder: Path) -> None:
        """By their node ids; ``folder`` is the child's own."""
        self._places, self._folder = {t: at for at, t in enumerate(tests)}, folder
        self.failed = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """The folder."""
        move_to(self._folder, session.config)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Only those."""
        items[:] = sorted((i for i in items if i.nodeid in self._places), key=lambda i: self._places[i.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The first."""
        if report.failed and not self.failed:
            self.failed = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot even be imported is a failure too."""
        if report.failed and not self.failed:
            self.failed = report.nodeid


def main(plan: dict[str, Any]) -> None:
    """Try the mutants of the plan."""
    for name in BEFORE:
        importlib.import_module(name)
    try_each(plan, partial(_tried, Path(plan["root"])))


def _tried(root: Path, folder: Path, mutant: Mutant, tests: list[str]) -> str:
    sys.meta_path.insert(0, Changed(mutant, root))
    calm_hypothesis()
    first = First(tests, folder)
    files = list(dict.fromkeys(t.partition("::")[0] for t in tests))
    code = pytest.main(["-x", "-q", *QUICKLY, *files], plugins=[Lent(), first])
    if code == pytest.ExitCode.INTERNAL_ERROR:
        return f"{BROKEN}: internal error"
    return first.failed or ("" if code == pytest.ExitCode.OK else f"exit {int(code)}")


if __name__ == "__main__":
    main(json.loads(Path(os.environ[PLAN]).read_text(encoding="utf-8")))
