"""Make every mutant of the guard, and say how many are found out.

python -m tests.mutation [--module guard/limits.py] [--one-in 10] [--again] [--told] [--graph url,user,password]
"""

import argparse
import tempfile
from collections import Counter
from pathlib import Path

import typer
from platformdirs import user_cache_path

from tests.attacks.audited import engine_at
from tests.mutation.planned import UNLENT
from tests.mutation.session import Session, verdict

GOAL = 0.9


def main() -> None:
    """Exit 1 if fewer than nine in ten are killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--module", action="append", default=[], help="a module of the guard; repeat for more")
    parser.add_argument("--one-in", type=int, default=1, help="one in so many, evenly spread")
    parser.add_argument("--again", action="store_true", help="try survivors again")
    parser.add_argument("--told", action="store_true", help="only say what is known")
    parser.add_argument("--keep", action="store_true", help="of the tree as it was copied before")
    parser.add_argument("--no-graph", action="store_true", help="without the tests that need one")
    parser.add_argument("--graph", help="url,user,password of a Neo4j whose data may be replaced; else one of its own")
    parser.add_argument("--cache", type=Path, default=user_cache_path("jingwei") / "mutation")
    given = parser.parse_args()
    session = Session(given.cache)
    session.begin(keep=given.keep or given.told)
    if not given.told:
        run(session, given)
    raise SystemExit(told(session, given.module) < GOAL)


def run(session: Session, given: argparse.Namespace) -> None:
    """Try what has not been tried, first by the tests that need no graph. What an interrupted run found is kept."""
    open_still = {None, UNLENT, ""} if given.again else {None}
    every = [mutant for mutants in session.modules(given.module).values() for mutant in mutants[:: given.one_in]]
    session.try_all([m for m in every if session.said(m) in open_still], session.covering())
    left = [m for m in every if session.said(m) == UNLENT]
    if left and not given.no_graph:
        with tempfile.TemporaryDirectory() as folder, engine_at(Path(folder), given.graph) as running:
            session.graph = f"{running.url},{running.user},{running.password}"
            session.try_all(left, session.covering())


def told(session: Session, modules: list[str]) -> float:
    """Say it; the share of those killed."""
    whole: Counter[str] = Counter()
    for name, mutants in session.modules(modules).items():
        verdicts = {m: verdict(session.said(m), m) for m in mutants}
        count = Counter(verdicts.values())
        whole += count
        if mutants:
            typer.echo(f"{name}: {_line(count)}")
        for mutant, said in verdicts.items():
            if said == "survived":
                typer.echo(f"    {mutant.place.first}: {mutant.id.removeprefix(f'{name}:')}")
    typer.echo(f"{len(session.modules(modules))} modules: {_line(whole)}")
    return _share(whole)


def _line(count: Counter[str]) -> str:
    return f"{', '.join(f'{n} {said}' for said, n in sorted(count.items()))}: {_share(count):.1%} killed"


def _share(count: Counter[str]) -> float:
    """Of those that were tried and that somebody could tell."""
    tried = count["killed"] + count["timeout"] + count["survived"]
    return (count["killed"] + count["timeout"]) / tried if tried else 1.0


if __name__ == "__main__":
    main()
