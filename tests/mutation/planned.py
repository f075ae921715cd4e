"""What the processes that fork are told to try, and where they say what came of it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.mutation.child import tried
from tests.mutation.mutant import Mutant, mutants_of

PLAN = "JINGWEI_MUTATION_PLAN"
"""Names the file with the plan: ``root``, ``folder``; ``covering`` to measure, or ``results`` and ``tries``."""

UNLENT = "unlent"
"""What is said of a mutant that survived without the tests that need a graph."""

BROKEN = "broken"
"""How it begins when a child failed by itself: its mutant is tried again."""


def try_each(plan: dict[str, Any], work: Callable[[Path, Mutant, list[str]], str]) -> None:
    """Let ``work`` try every mutant of the plan in a child, given its folder and tests: a line for each, as it ends."""
    with Path(plan["results"]).open("a", encoding="utf-8") as results:
        for each, mutant in _planned(plan):

            def one(folder: Path, mutant: Mutant = mutant, tests: list[str] = each["tests"]) -> str:
                return work(folder, mutant, tests)

            said = tried(one, seconds=each["seconds"]) if each["tests"] else ""
            results.write(json.dumps({"key": each["key"], "said": said or each["survived"]}) + "\n")
            results.flush()


def _planned(plan: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Mutant]]:
    """The tries of a plan, each with its mutant; a module is read once where its tries stand together."""
    file, made = "", dict[str, Mutant]()
    for each in plan["tries"]:
        if each["file"] != file:
            file = each["file"]
            made = {m.id: m for m in mutants_of(file, (Path(plan["root"]) / file).read_text(encoding="utf-8"))}
        yield each, made[each["id"]]
