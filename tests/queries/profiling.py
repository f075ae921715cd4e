"""Plans of the questions: which operators they use, and whether any scans what an index serves.

python -m tests.queries.profiling --home HOME [--day DAY]

profiles every question on a loaded graph, with values found in it.
"""

import argparse
import asyncio
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.engine import running
from graph.store import Store, opened
from queries.question import questions
from tests.accesses import everything

SMALL_LABELS = {"Place", "Compound", "DoublingRule", "PostType", "OccupancyStandard"}
"""A few thousand nodes in a district: a whole level of places is read where a whole level is counted."""

EXAMPLES = """
MATCH (h:House) WITH h LIMIT 1 MATCH (b:Building) WITH h, b LIMIT 1
MATCH (:Person)-[:LIVES_IN]->(:House) WITH h, b LIMIT 1 MATCH (p:Person)-[:LIVES_IN]->() WITH h, b, p LIMIT 1
MATCH (u:Organization)-[:MEMBER_OF]->() WITH h, b, p, u LIMIT 1
MATCH (c:Place {level: 'community'}) WITH h, b, p, u, c LIMIT 1 MATCH (d:Place {level: 'district'})
RETURN h.id AS house, b.id AS building, p.id AS person, p.idHash AS id_hash, u.id AS unit, c.id AS community,
  d.id AS place, d.id AS within, u.id AS organization, 'community' AS by,
  COLLECT { MATCH (t:PostType) RETURN t.id } AS types,
  COLLECT { MATCH (:Post)-[:FOR]->(x:Building) RETURN DISTINCT x.id } AS buildings,
  ['district', 'town', 'community', 'grid', 'micro_grid'] AS levels
"""


def named(text: str) -> set[str]:
    """The parameters of a query text."""
    return set(re.findall(r"\$(\w+)", text))


def operators(plan: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Every operator of a plan with what it works on and its database hits."""
    details = plan["args"].get("Details", "")
    yield plan["operatorType"].split("@")[0], details, plan["args"].get("DbHits", 0)
    for child in plan.get("children", ()):
        yield from operators(child)


def needless_scans(plan: dict[str, Any]) -> list[str]:
    """Scans of all nodes, or of a label that has many."""
    scans = [(name, details) for name, details, _ in operators(plan) if name in ("AllNodesScan", "NodeByLabelScan")]
    return [f"{name} {details}" for name, details in scans if details.rpartition(":")[2] not in SMALL_LABELS]


async def _profile(store: Store, day: dt.date) -> int:
    found = await store.read_one(EXAMPLES, seconds=120)
    values = (found or {}) | {"day": day, **everything().parameters(), "rule": "R3"}
    values |= {"ids": [values["unit"]], "kinds": ["MEMBER_OF"], "from": values["unit"], "to": values["community"]}
    values |= {"within": None, "since": day.replace(year=day.year - 1)}
    values |= {"query": "+tokens:(Pwang* Nwang)", "limit": 80, "people": True, "holders": True}
    bad = 0
    for question in questions().values():
        for file, text in question.texts.items():
            plan = await store.explain(text, {name: values[name] for name in named(text)}, profile=True)
            scans = needless_scans(plan)
            bad += len(scans)
            hits = sum(each for _, _, each in operators(plan))
            print(f"{question.name:20} {file:20} {hits:10} db hits  {'; '.join(scans) or 'no needless scan'}")  # noqa: T201
    return bad


async def _all(home: Path, day: dt.date) -> int:
    with running(home) as server:
        async with opened(server) as store:
            return await _profile(store, day)


def main() -> int:
    """The command. Returns 1 when any query scans what an index serves."""
    parser = argparse.ArgumentParser(prog="python -m tests.queries.profiling")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--day", type=dt.date.fromisoformat, default=dt.date(2026, 10, 31))
    given = parser.parse_args()
    return 1 if asyncio.run(_all(given.home, given.day)) else 0


if __name__ == "__main__":
    raise SystemExit(main())
