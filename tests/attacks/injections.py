"""Strings that are code elsewhere, in every place of the schema that takes a string: they must be strings and no more.

python -m tests.attacks.injections [--strings 500]      all of them, over the wire; half an hour

Without effect: the graph is the same before and behind, to its version and to every property; nothing fails inside; and
no string comes back in an answer or a log line.
"""

import argparse
import asyncio
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

import httpx
import typer

from api.schema import schema
from graph.engine import Running
from graph.store import opened
from tests.attacks.logs import watched
from tests.attacks.places import GIVEN, Place, places
from tests.attacks.serving import Served, alone
from tests.attacks.strings import MARK, strings
from tests.desks import NODES, TIES

AT_ONCE = 10
"""Places tried in one request; all of them of one type, for a date that cannot be read ends the whole request."""
EXPECTED = frozenset({"NOT_FOUND", "BAD_ARGUMENT", "TOO_MANY", "FORBIDDEN", "GRANT_NEEDED", "GRANT_WRONG"})


@dataclass(slots=True)
class Tried:
    """What was tried, and what had an effect."""

    requests: int = 0
    strings: int = 0
    places: int = 0
    codes: set[str] = field(default_factory=set)
    effects: list[str] = field(default_factory=list)


def injected(served: Served, tried: list[str], every: list[Place]) -> Tried:
    """Try each string in each place."""
    told = Tried(strings=len(tried), places=len(every))
    before = asyncio.run(graph_hash(served.running))
    asked = [(found, *_request(found)) for found in _groups(every)]
    with served.client() as client, watched(re.compile(MARK)) as watch:
        for text in tried:
            for found, query, names in asked:
                _try(told, client, query=query, variables=dict.fromkeys(names, text), where=found)
    told.effects += [f"logged: {line}" for line in dict.fromkeys(watch.found)]
    if asyncio.run(graph_hash(served.running)) != before:
        told.effects.append("the graph is another")
    return told


def _try(told: Tried, client: httpx.Client, *, query: str, variables: dict[str, str], where: list[Place]) -> None:
    answer = client.post("/graphql", json={"query": query, "variables": variables})
    told.requests += 1
    codes = {error["extensions"]["code"] for error in answer.json().get("errors", ())}
    told.codes |= codes
    if answer.status_code >= 500 or not codes <= EXPECTED:
        told.effects.append(f"{sorted(codes - EXPECTED)} from {where[0].name}…: {next(iter(variables.values()))!r}")
    if MARK in answer.text:
        told.effects.append(f"came back from {where[0].name}…")


def _groups(every: list[Place]) -> Iterator[list[Place]]:
    def kind(place: Place) -> tuple[str, str]:
        return place.root, place.type

    for _, same in groupby(sorted(every, key=kind), key=kind):
        found = list(same)
        yield from (found[i : i + AT_ONCE] for i in range(0, len(found), AT_ONCE))


def _request(found: list[Place]) -> tuple[str, list[str]]:
    """One request that has each place under an alias, with a variable of its own."""
    names = [f"v{i}" for i in range(len(found))]
    fields = [f"a{name}: {_at(place, name)}" for name, place in zip(names, found, strict=True)]
    declared = ", ".join(f"${name}: {found[0].type}!" for name in names)
    return f"{found[0].root.lower()} ({declared}) {{ {' '.join(fields)} }}", names


def _at(place: Place, name: str) -> str:
    """The place's selection without its braces, with the variable where the string goes."""
    return place.selection.removeprefix("{ ").removesuffix(" }").replace(GIVEN, f"${name}")


async def graph_hash(running: Running) -> str:
    """A hash of everything in the graph: every node, every relationship, every property."""
    async with opened(running) as store:
        rows = [*await store.read(NODES), *await store.read(TIES)]
        about = await store.read("MATCH (g:Graph) RETURN properties(g) AS props")
    lines = sorted(repr(sorted(row.items(), key=str)) for row in [*rows, *about])
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strings", type=int, default=500)
    most = parser.parse_args().strings
    with alone() as served:
        told = injected(served, strings(most), places(schema()._schema))
    typer.echo(f"{told.strings} strings × {told.places} places in {told.requests} requests: {sorted(told.codes)}")
    typer.echo(f"{len(told.effects)} had an effect")
    for line in told.effects[:50]:
        typer.echo(line)
    raise SystemExit(bool(told.effects))


if __name__ == "__main__":
    main()
