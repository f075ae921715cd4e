"""Search beside the raw full-text call: ``python -m bench.search --home HOME`` on a loaded home.

The raw call sends the very query and limit that the question sends, and reads ids and scores; both are asked in turn in
one run, warm, so the ratio stands on any machine. The texts are beginnings of names and addresses found in the graph,
typed one key at a time, in Han signs and in pinyin.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from graph.engine import running
from graph.store import Store, opened
from graph.tokens.names import readings_of
from graph.tokens.wanted import wanted
from guard.access import Access, Area, Caller, Grounds
from guard.matrix import UNDER_GRANT
from guard.purposes import Purpose
from guard.roles import Role
from queries.search import SearchKind, search
from queries.search.ask import CANDIDATES, FIRST, LEAST
from queries.search.kinds import kinds_query

RAW = """
CALL db.index.fulltext.queryNodes('search', $query, {limit: $limit}) YIELD node, score
RETURN collect([node.id, score]) AS rows
"""
EXAMPLES = """
CALL { MATCH (p:Person) WHERE p.name IS NOT NULL RETURN p.name AS text LIMIT 20000 }
WITH collect(text) AS people
CALL { MATCH (h:House) WHERE h.address IS NOT NULL RETURN h.address AS text LIMIT 20000 }
WITH people, collect(text) AS addresses
CALL { MATCH (o:Organization) WHERE o.name IS NOT NULL RETURN o.name AS text LIMIT 5000 }
RETURN people, addresses, collect(text) AS organizations
"""


def access_to(communities: tuple[str, ...] | None) -> Access:
    """An investigator under a grant of everything, in an area."""
    classes = UNDER_GRANT[Role.INVESTIGATOR, Purpose.INQUIRY]
    return Access(
        Caller("bench", "bench", Role.INVESTIGATOR), Area(communities), Grounds("b", Purpose.INQUIRY, "b", classes)
    )


def typed(found: dict[str, list[str]], each: int) -> list[str]:
    """What is typed: names by keys and by pinyin, firms by a fragment, addresses by their end."""
    texts: list[str] = []
    for name in found["people"][:: max(1, len(found["people"]) // each)][:each]:
        spelt = "".join(readings_of(name, person=True)[0]) if readings_of(name, person=True) else name
        texts += [name[:1], name[:2], name, spelt[:1], spelt[:3], spelt]
    for address in found["addresses"][:: max(1, len(found["addresses"]) // each)][:each]:
        texts += [address[-10:], address[-5:], address]
    for name in found["organizations"][:: max(1, len(found["organizations"]) // each)][:each]:
        texts += [name[:2], name[2:6]]
    return texts


async def _timed(work: Callable[[], Awaitable[Any]]) -> float:
    begun = time.perf_counter()
    await work()
    return (time.perf_counter() - begun) * 1000


async def measured(store: Store, access: Access, texts: list[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of the question and of the raw call, text by text; the median of three each."""
    asked: list[float] = []
    raw: list[float] = []
    kinds = kinds_query(SearchKind, access)
    for text in texts:
        params = {"query": f"{wanted(text)} {kinds}", "limit": max(LEAST, CANDIDATES * FIRST)}
        ours, theirs = [], []
        for _ in range(3):
            theirs.append(await _timed(lambda params=params: store.read_one(RAW, params)))  # type: ignore[misc]
            ours.append(await _timed(lambda text=text: search(store, access, text=text)))  # type: ignore[misc]
        asked.append(statistics.median(ours))
        raw.append(statistics.median(theirs))
    return asked, raw


async def _all(home: Path, each: int) -> None:
    with running(home) as server:
        async with opened(server) as store:
            found = await store.read_one(EXAMPLES, seconds=120) or {}
            texts = typed(found, each)
            row = await store.read_one("MATCH (c:Place {level: 'community'}) RETURN min(c.id) AS one")
            for name, communities in (("one community", (row["one"],) if row else ()), ("the district", None)):
                access = access_to(communities)
                await measured(store, access, texts[:100])
                asked, raw = await measured(store, access, texts)
                ratios = [a / r for a, r in zip(asked, raw, strict=True)]
                sys.stdout.write(
                    f"{name}: {len(texts)} texts, question {statistics.median(asked):.2f} ms, raw "
                    f"{statistics.median(raw):.2f} ms, sum {sum(asked) / sum(raw):.2f} x, median ratio "
                    f"{statistics.median(ratios):.2f}, worst question {max(asked):.0f} ms\n"
                )


def main() -> None:
    """Measure on a loaded home."""
    parser = argparse.ArgumentParser(prog="python -m bench.search")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--each", type=int, default=30, help="how many names, firms and addresses")
    given = parser.parse_args()
    asyncio.run(_all(given.home, given.each))


if __name__ == "__main__":
    main()
