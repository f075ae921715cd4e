"""Run the machine for long."""

import argparse
import tempfile
import time
from pathlib import Path

import typer
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from graph.engine import Running
from tests.attacks.audited import engine_at
from tests.guard.machine.machine import Whole


def run(running: Running, *, examples: int, steps: int, seed: int) -> None:
    """So many histories of so many steps. Raises AssertionError, with the shortest history that was found."""
    how = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(_seeded(running, seed), settings=how)


def _seeded(running: Running, number: int) -> type[Whole]:
    """The machine over this graph, whose chances follow from a number."""
    made: type[Whole] = seed(number)(type("Whole", (Whole,), {"running": running}))
    return made


def main() -> None:
    """Exit 1 with the history that shows a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--graph", help="url,user,password of a Neo4j whose data may be replaced; else one of its own")
    given = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, engine_at(Path(folder), given.graph) as running:
        run(running, examples=given.examples, steps=given.steps, seed=given.seed)
    typer.echo(f"{given.examples} histories of {given.steps} steps in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
