"""Every mutant there is now, and the list of who killed them."""

import csv
from pathlib import Path

from tests.attacks.mutants.cypher import in_cypher
from tests.attacks.mutants.mutant import Mutant
from tests.attacks.mutants.python import in_python

LIVES, BROKEN = "LIVES", "BROKEN"
"""No proof found the mutant; it does not even run."""
KILLED = Path(__file__).parent / "killed.csv"


EQUIVALENT = {
    "api/fields/cost.py:compared:0": "clerks' own texts are refused before anything in them is asked",
    "api/onward.py:expression:0": "the ids are of holders who are told of already",
    "queries/doubling/dated_posts.cypher:shown post:0": "what an unseen post is for is unseen, so it stands nowhere",
    "queries/doubling/dated_tree.cypher:area:2": "no rule is counted over buildings",
    "queries/if_leaves.py:sees:1": "without the class no volunteer's post is among theirs, so none is mixed",
    "queries/premises.cypher:operators:0": "the column is of the class, and empty without it",
    "queries/search/ask.py:call:1": "whoever reads what is open reads who holds posts",
    "queries/search/ask.py:call:6": "the note about holders says the same whenever residents are not searched",
    "queries/search/hits.cypher:area:0": "the index keeps houses to the area",
    "queries/search/kinds.py:compared:1": "candidates alone: they are judged again on the facts",
    "queries/search/kinds.py:sees:0": "candidates alone: they are judged again on the facts",
}
"""Mutants that answer as the tree does, and why: another guard says the same."""


def every(root: Path) -> list[Mutant]:
    """All mutants of a tree that could answer otherwise."""
    return [mutant for mutant in made(root) if mutant.id not in EQUIVALENT]


def made(root: Path) -> list[Mutant]:
    """All mutants of a tree."""
    return [*in_cypher(root), *in_python(root)]


def killed() -> dict[str, str]:
    """Who killed each mutant of the list, by id; nobody who has not been tried yet."""
    if not KILLED.exists():
        return {}
    with KILLED.open(encoding="utf-8", newline="") as file:
        return {row["mutant"]: row["killed by"] for row in csv.DictReader(file)}
