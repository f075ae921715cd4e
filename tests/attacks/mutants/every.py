"""Every mutant there is now, and the list of who killed them."""

import csv
from pathlib import Path

from tests.attacks.mutants.cypher import in_cypher
from tests.attacks.mutants.mutant import Mutant
from tests.attacks.mutants.python import in_python

LIVES, BROKEN = "LIVES", "BROKEN"
"""No proof found the mutant; it does not even run."""
KILLED = Path(__file__).parent / "killed.csv"


def every(root: Path) -> list[Mutant]:
    """All mutants of a tree."""
    return [*in_cypher(root), *in_python(root)]


def killed() -> dict[str, str]:
    """Who killed each mutant of the list, by id; nobody who has not been tried yet."""
    if not KILLED.exists():
        return {}
    with KILLED.open(encoding="utf-8", newline="") as file:
        return {row["mutant"]: row["killed by"] for row in csv.DictReader(file)}
