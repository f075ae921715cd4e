"""Run every mutant in a copy of the tree, and write down who killed it.

python -m tests.attacks.mutants [--only queries/] [--graph url,user,password]
"""

import argparse
import csv
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from tests.attacks.audited import engine_at
from tests.attacks.mutants.every import BROKEN, KILLED, LIVES, every, killed
from tests.attacks.mutants.mutant import Mutant
from tests.attacks.mutants.proofs import GRAPH, PROOFS, in_order

ROOT = Path(__file__).parents[3]
TREE = ("api", "graph", "guard", "loaders", "queries", "seeds", "tests", "jingwei.py", "pyproject.toml")
SECONDS = 600
FOUND, FAILED = 3, 1
"""Exit codes of our own proofs, and of pytest, that say that a fault was found."""


Proofs = Callable[[Mutant], Iterable[str]]
"""Which proofs are made of a mutant."""


class Unfit(Exception):
    """A proof that could not be made."""


def main() -> None:
    """Exit 1 if any of them lives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="ids that begin like this")
    parser.add_argument("--part", default="0/1", help="0/2 and 1/2: by halves, each with a graph of its own")
    parser.add_argument(
        "--new", action="store_true", help="those alone that the list does not have as killed, untried ones first"
    )
    parser.add_argument(
        "--likely", action="store_true", help="the likeliest proof of each alone; whom it does not find stays untried"
    )
    parser.add_argument("--by", choices=list(PROOFS), help="this proof alone; whom it does not find stays untried")
    parser.add_argument("--graph", help="url,user,password of a Neo4j whose data may be replaced; else one of its own")
    given = parser.parse_args()
    known = killed()
    part, parts = map(int, given.part.split("/"))
    some = [m for m in every(ROOT)[part::parts] if m.id.startswith(given.only)]
    some = [m for m in some if not given.new or known.get(m.id, "") in ("", LIVES, BROKEN)]
    some.sort(key=lambda m: known.get(m.id) in (LIVES, BROKEN))  # what is not known yet first
    begun, most = time.monotonic(), 1 if given.likely else len(PROOFS)
    with tempfile.TemporaryDirectory() as folder, engine_at(Path(folder), given.graph) as running:
        graph = f"{running.url},{running.user},{running.password}"
        proofs = [given.by] if given.by else None
        for mutant, killer in _run(Path(folder) / "tree", some, graph, lambda m: proofs or [*in_order(m)][:most]):
            typer.echo(f"{mutant.id}: {killer}")
            if killer in PROOFS or not (given.likely or given.by):
                known = _written(mutant, killer)
    lives = [m.id for m in some if known.get(m.id) not in PROOFS]
    typer.echo(f"{len(some)} mutants, {len(some) - len(lives)} killed, in {time.monotonic() - begun:.0f} s")
    raise SystemExit(bool(lives))


def _run(tree: Path, mutants: Iterable[Mutant], graph: str, proofs: Proofs) -> Iterator[tuple[Mutant, str]]:
    tree.mkdir()
    for name in TREE:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tree / name)
    sound: set[str] = set()
    for mutant in mutants:
        yield mutant, _killer(tree, mutant, graph, sound, proofs=proofs(mutant))


def _killer(tree: Path, mutant: Mutant, graph: str, sound: set[str], *, proofs: Iterable[str]) -> str:
    """The first proof that finds a fault, and finds none without the mutant. One that cannot even run proves nothing.

    ``sound``: the proofs that are known to find none. ``proofs``: those that are made, in order.
    """
    try:
        for name in proofs:
            proof = PROOFS[name]
            with _in_the_tree(tree, mutant):
                found = _fails(tree, proof, graph)
            if found and name not in sound and _fails(tree, proof, graph):
                raise SystemExit(f"without any mutant this fails: {name}")
            if found:
                sound.add(name)
                return name
    except Unfit as error:
        typer.echo(f"{mutant.id}: {error}")
        return BROKEN
    return LIVES


@contextmanager
def _in_the_tree(tree: Path, mutant: Mutant) -> Iterator[None]:
    """The tree with the mutant in it, and afterwards without."""
    path = tree / mutant.file
    whole = path.read_text(encoding="utf-8")
    path.write_text(mutant.text, encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(whole, encoding="utf-8")


def _fails(tree: Path, proof: tuple[str, ...], graph: str) -> bool:
    more = () if proof[0] == "pytest" else ("--graph", graph)
    try:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", *proof, *more],
            cwd=tree,
            env=os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1", GRAPH: graph},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unfit(f"{proof[:2]} took too long") from None
    if done.returncode not in (0, FAILED if proof[0] == "pytest" else FOUND):
        raise Unfit(f"{proof[:2]} could not run: {done.stderr.decode()[-400:]}")
    return done.returncode != 0


def _written(mutant: Mutant, killer: str) -> dict[str, str]:
    """The list with this one, whole or not at all, without mutants that there are no more; one part at a time."""
    ids = [each.id for each in every(ROOT)]
    folder = os.open(KILLED.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        known = killed() | {mutant.id: killer}
        half = KILLED.with_suffix(f".{os.getpid()}.part")
        with half.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(("mutant", "killed by"))
            lines.writerows((each, known.get(each, "")) for each in ids)
        half.replace(KILLED)
    finally:
        os.close(folder)
    return known


if __name__ == "__main__":
    main()
