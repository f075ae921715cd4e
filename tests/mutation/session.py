"""One session of mutation: the copied tree, what was measured, what is planned, and what came of it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.mutation.child import KILLED_BY_TIME
from tests.mutation.covering import Covering, kept, written
from tests.mutation.equivalent import equivalent
from tests.mutation.importing import imported
from tests.mutation.mutant import Mutant, mutants_of
from tests.mutation.planned import BROKEN, PLAN, UNLENT
from tests.mutation.running import GRAPH

ROOT = Path(__file__).parents[2]
TREE = ("api", "graph", "guard", "loaders", "queries", "seeds", "tests", "docs", "jingwei.py", "pyproject.toml")
FOLDER = "guard"
TESTS = ("tests/guard", "tests/api/test_access.py", "tests/api/test_grants_api.py", "tests/api/test_signing.py")
TOO_LONG = frozenset({"tests/guard/test_stolen.py"})
"""They take minutes, and what they prove is not of the guard alone."""
LEAST, TIMES = 6.0, 1.5
"""Seconds of the processor that a mutant's tests may take: as many, and so many times what they took before."""
MOST = 20.0
"""Seconds of tests for one mutant, the quickest first: what survives them is told as a survivor."""


@dataclass(slots=True)
class Session:
    """``cache`` outlives it, so that what was killed once is not tried again while its module stays as it is."""

    cache: Path
    tests: Sequence[str] = TESTS
    graph: str | None = None
    known: dict[str, str] = field(default_factory=dict)
    """What was said of each mutant, by the hash of its module and its id: a test, KILLED_BY_TIME, or nothing."""

    def begin(self, *, keep: bool = False) -> None:
        """Copy the tree, unless the one of the session before is to be kept, and read what is known."""
        if not keep:
            shutil.rmtree(self.tree, ignore_errors=True)
            self.tree.mkdir(parents=True)
            for name in TREE:
                copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
                copy(ROOT / name, self.tree / name)
        lines = self.results.read_text(encoding="utf-8").splitlines() if self.results.exists() else []
        said = map(json.loads, lines)
        self.known = {each["key"]: each["said"] for each in said if not each["said"].startswith(BROKEN)}

    @property
    def results(self) -> Path:
        """A line for each try, as it ends."""
        return self.cache / "results.jsonl"

    @property
    def tree(self) -> Path:
        """Where the mutants are made."""
        return self.cache / "tree"

    def modules(self, wanted: Sequence[str]) -> dict[str, list[Mutant]]:
        """The mutants of the modules of the guard, or of those that are wanted."""
        paths = sorted((self.tree / FOLDER).rglob("*.py"))
        files = {p.relative_to(self.tree).as_posix(): p for p in paths}
        return {f: mutants_of(f, p.read_text(encoding="utf-8")) for f, p in files.items() if f in (wanted or files)}

    def covering(self) -> Covering:
        """What was measured; test files that are new or changed are measured now, all when the guard has changed."""
        path, guard = self.cache / "covering.json", self._hash(p for p in (self.tree / FOLDER).rglob("*.py"))
        found = kept(path) if path.exists() else Covering()
        now = {file: self._hash([self.tree / file]) + guard for file in self._test_files()}
        if not self.graph:  # what was measured with a graph will do; what is measured now lacks the tests that need one
            now = {f: marked if found.of.get(f) == marked else f"{marked} {UNLENT}" for f, marked in now.items()}
        changed = [file for file, marked in now.items() if found.of.get(file) != marked]
        if changed:
            self._pytest({"covering": str(path.with_suffix(".new"))}, changed)
            found = found.without(set(found.of) - (now.keys() - set(changed))).joined(kept(path.with_suffix(".new")))
            found.of = now
            written(path, found)
        return found

    def said(self, mutant: Mutant) -> str | None:
        """What is known of it; None if it has yet to be tried."""
        return self.known.get(self._key(mutant))

    def try_all(self, mutants: Iterable[Mutant], covering: Covering) -> None:
        """Try them, those inside functions in one process's children, the others importing anew."""
        some = list(mutants)
        inside = [m for m in some if m.place.function and not covering.at_import(m.file, m.place.first)]
        direct = [self._try(m, covering.tests_of(m.file, m.place.first, m.place.last), covering) for m in inside]
        if direct:
            files = dict.fromkeys(test.partition("::")[0] for each in direct for test in each["tests"])
            self._pytest({"tries": direct}, list(files))
            self.begin(keep=True)
        # What closes over other names than before cannot be put into the function that exists.
        left = [m for m in some if m not in inside or self.said(m) is None]
        if left:
            tries = [self._try(m, self._at_large(m.file, covering), covering) for m in left]
            self._run({"tries": tries}, "tests.mutation.anew")
            self.begin(keep=True)

    def _at_large(self, file: str, covering: Covering) -> list[str]:
        """For what runs at import: the tests of the files that import the module, then those that run its functions."""
        name = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        texts = {f: (self.tree / f).read_text(encoding="utf-8") for f in self._test_files()}
        importing = {f for f, text in texts.items() if name in imported(text)}
        return list(dict.fromkeys([*covering.tests_in(importing), *covering.tests_of_file(file)]))

    def _try(self, mutant: Mutant, tests: list[str], covering: Covering) -> dict[str, Any]:
        """With the quickest tests, so many as fit."""
        some: list[str] = []
        total = 0.0
        for test in tests:
            total += covering.seconds[test]
            if some and total > MOST:
                break
            some.append(test)
        seconds = LEAST + TIMES * total
        this = {"file": mutant.file, "id": mutant.id, "key": self._key(mutant)}
        return this | {"tests": some, "seconds": seconds, "survived": "" if self.graph else UNLENT}

    def _pytest(self, plan: dict[str, Any], files: Sequence[str]) -> None:
        self._run(plan, "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.mutation.plugin", *files)

    def _run(self, plan: dict[str, Any], module: str, *more: str) -> None:
        path = self.cache / f"plan-{os.getpid()}.json"
        whole = plan | {"root": str(self.tree), "folder": FOLDER, "results": str(self.results)}
        path.write_text(json.dumps(whole), encoding="utf-8")
        lent = {GRAPH: self.graph} if self.graph else {}
        env = os.environ | {"PYTHONPATH": str(self.tree), PLAN: str(path), "CI": ""} | lent
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", module, *more],
            cwd=self.tree,
            env=env,
            check=False,
            stdout=subprocess.DEVNULL,
        )
        path.unlink()
        if done.returncode:
            raise SystemExit(f"{module}: exit {done.returncode}")

    def _key(self, mutant: Mutant) -> str:
        text = (self.tree / mutant.file).read_bytes()
        return f"{hashlib.sha256(text).hexdigest()[:16]} {mutant.id}"

    def _test_files(self) -> list[str]:
        """The files of tests, from the root of the tree."""
        paths = [p for name in self.tests for p in sorted((self.tree / name).rglob("test_*.py")) or [self.tree / name]]
        return [f for p in paths if (f := p.relative_to(self.tree).as_posix()) not in TOO_LONG]

    def _hash(self, paths: Iterable[Path]) -> str:
        digest = hashlib.sha256()
        for path in sorted(paths):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:16]


def verdict(said: str | None, mutant: Mutant) -> str:
    """In a word: killed, timeout, survived, equivalent or untried."""
    if said is None:
        return "untried"
    if said in ("", UNLENT):
        return "equivalent" if mutant.id in equivalent() else "survived"
    return "timeout" if said == KILLED_BY_TIME else "killed"
