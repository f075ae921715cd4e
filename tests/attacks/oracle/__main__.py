"""Print the figures of a long run."""

import argparse
import asyncio
import json
import tempfile
from pathlib import Path

import typer

from graph.engine import DEFAULT_VERSION, Engine, Running
from tests.attacks.oracle.run import EXACT_SHARE, Told, run

SHOWN_MOST = 20
FOUND = 3
"""The exit code of a run that found a fault, as against one that could not run."""


def main() -> None:
    """Exit 3 if anything leaked or was not as it should be, or too few answers had anything in them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--graph", help="url,user,password of a Neo4j whose data may be replaced; else one of its own")
    parser.add_argument("--first", action="store_true", help="stop at the first thing found")
    parser.add_argument("--exact", type=float, default=EXACT_SHARE, help="the share of questions of a known answer")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.graph:
            told = _run(Path(folder), Running(*given.graph.split(","), pid=None, version=None), given)
        else:
            engine = Engine(Path(folder) / "engine", version=DEFAULT_VERSION)
            try:
                told = _run(Path(folder), engine.start(), given)
            finally:
                engine.stop()
    _print(told)
    faulty = told.leaks or told.wrong or (told.share < 0.4 and not given.first)
    raise SystemExit(FOUND if faulty else 0)


def _run(folder: Path, running: Running, given: argparse.Namespace) -> Told:
    return asyncio.run(
        run(
            folder / "home",
            running,
            queries=given.queries,
            seed=given.seed,
            first=given.first,
            exact=given.exact,
            tell=_tell,
        )
    )


def _tell(told: Told) -> None:
    for leak in [*told.leaks, *told.wrong]:
        typer.echo(f"{leak.what}: {leak.caller}", err=True)
    typer.echo(
        f"{told.asked} asked, {told.share:.1%} not empty, {len(told.leaks)} leaks, {len(told.wrong)} wrong", err=True
    )


def _print(told: Told) -> None:
    typer.echo(
        f"{told.asked} questions in {told.seconds:.0f} s, {told.share:.1%} of the answers with something in them"
    )
    typer.echo(f"{told.exact} of a known answer; {dict(told.codes.most_common())}")
    typer.echo(f"leaks: {len(told.leaks)}; otherwise wrong: {len(told.wrong)}")
    for leak in [*told.leaks[:SHOWN_MOST], *told.wrong[:SHOWN_MOST]]:
        typer.echo(f"\n- {leak.caller}\n  {leak.what}\n  {leak.question.text}\n  {json.dumps(leak.question.variables)}")


if __name__ == "__main__":
    main()
