"""Cases that schemathesis makes from the schema, over the wire to a real server: nothing fails inside.

python -m tests.attacks.schemathesis_run [--cases 5000]     prints what became of them

What it makes is valid by the schema and otherwise as odd as hypothesis can have it; half of the cases are asked about
nodes that there are and in pages that there are, so that the server has to answer too.
"""

import argparse
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import schemathesis
import typer
from graphql import introspection_from_schema
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.graphql import nodes

from api.schema import schema
from tests.attacks.serving import Served, alone

KNOWN = {
    "housePersons": "h1", "house": "h1", "buildingHouseholds": "b", "building": "b", "personHouses": "p1",
    "personAddresses": "p1", "resident": "p1", "officeHolder": "p1", "communityPage": "c1", "community": "c1",
    "unitPage": "o", "organization": "o", "committee": "o", "business": "f", "post": "w", "checkIn": "i",
    "place": "d", "node": "d", "town": "t", "district": "d", "grid": "g1", "compound": "k", "rollUp": "c1",
}  # fmt: skip
"""A node of the small district for each root field that has one."""
STRING = r'(?:"(?:[^"\\]|\\.)*"|null)'
FIRST = re.compile(r"\bfirst: -?\d+")


@dataclass(slots=True)
class Made:
    """What became of the cases."""

    cases: int = 0
    answered: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)


def made(served: Served, cases: int) -> Made:
    """Ask ``cases`` times."""
    told = Made()
    with served.client() as client:
        _asking(told, client, cases)()
    return told


def _asking(told: Made, client: httpx.Client, cases: int) -> Callable[[], None]:
    schemathesis.graphql.scalar("Date", st.dates().map(lambda day: nodes.String(day.isoformat())))
    bodies = schemathesis.graphql.from_dict({"data": _introspected()}).as_strategy().map(lambda case: case.body)

    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(body=bodies, answerable=st.booleans())
    def asked(body: str, answerable: bool) -> None:
        query = _with(str(body)) if answerable else str(body)
        _judge(told, client.post("/graphql", json={"query": query}), query)

    return asked


def _judge(told: Made, answer: httpx.Response, query: str) -> None:
    told.cases += 1
    content = answer.json()
    codes = [error["extensions"]["code"] for error in content.get("errors", ())]
    told.codes.update(set(codes) or {"answered"})
    told.answered += any(value is not None for value in (content.get("data") or {}).values())
    if answer.status_code >= 500 or "INTERNAL" in codes:
        told.failed.append(f"{answer.status_code} {codes}: {query}")


def _with(query: str) -> str:
    """The query, answerable: about a node that there is, in pages of a size that there is."""
    root = re.search(r"\w+", query)
    known = KNOWN.get(root[0] if root else "", "d")
    named = re.sub(rf"\b(id|house|building|person|community|place|unit): {STRING}", rf'\1: "{known}"', query)
    named = re.sub(rf"\b(code|after|within|idNumber): {STRING}", r"\1: null", named)
    return FIRST.sub(lambda found: f"first: {int(found[0][7:]) % 20 + 1}", named)


def _introspected() -> dict[str, object]:
    """The schema, as its own introspection tells it."""
    return dict(introspection_from_schema(schema()._schema))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=5_000)
    cases = parser.parse_args().cases
    with alone() as served:
        told = made(served, cases)
    typer.echo(f"{told.cases} cases, {told.answered} with data, {len(told.failed)} failed inside")
    typer.echo(", ".join(f"{code} {n}" for code, n in told.codes.most_common()))
    for line in told.failed[:20]:
        typer.echo(line)
    raise SystemExit(bool(told.failed) or told.cases < cases)


if __name__ == "__main__":
    main()
