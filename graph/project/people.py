"""In which communities a person is found: derived from their houses and posts, in the transaction that moves either.

It chooses candidates inside the search's index (CYPHER, search); what is told is judged on the facts again.
"""

from collections.abc import Iterable, Iterator, Mapping

from graph.facts import Subject
from graph.store import Params
from graph.text import cypher

Step = tuple[str, Params]

LIES = cypher(__file__, "community_of_people")
PRIVATE = "<-[:LIVES_IN|REGISTERED_AT|HOLDS_TENURE]-(p)"
WAYS = {
    "Person": ("Person", ""),
    "House": ("House", f"(x){PRIVATE}"),
    "Post": ("Post", "(x)<-[:HOLDS]-(p)"),
    "PostType": ("PostType", "(x)<-[:OF]-()<-[:HOLDS]-(p)"),
    "Organization": ("Organization", "(x)<-[:IN]-()<-[:HOLDS]-(p)"),
    "Compound": ("Compound", "(x)<-[:FOR]-()<-[:HOLDS]-(p)"),
    "Building": ("Building", "(x)<-[:FOR]-()<-[:HOLDS]-(p)"),
    "Houses": ("Building", f"(x)<-[:IN_BUILDING]-(){PRIVATE}"),
}
"""From what has changed to the people whose facts lie elsewhere by it. ``Houses`` are those of a building. No label
stands on the way: planned while the graph is empty, a query would begin at all people, and keep to it."""
CHANGING = {
    **dict.fromkeys(("LIVES_IN", "REGISTERED_AT", "HOLDS_TENURE", "HOLDS"), ("Person",)),
    **dict.fromkeys(("FOR", "IN", "OF"), ("Post",)),
    **dict.fromkeys(("COVERS", "SERVES", "MANAGES"), ("Organization",)),
    **dict.fromkeys(("WITHIN", "IN_BUILDING"), ("House", "Building", "Compound")),
}
"""The ties that say where people's facts lie, and at which label their sources are."""


def people_moved(touched: Iterable[Subject]) -> Iterator[Step]:
    """The steps that derive people's communities anew after a transaction that touches these."""
    ids: dict[str, set[str]] = {}
    for subject in touched:
        if len(subject) == 2 and subject[0] in ("Person", "PostType"):
            ids.setdefault(subject[0], set()).add(subject[1])
        elif len(subject) > 2 and subject[1] in CHANGING.get(subject[0], ()):
            ids.setdefault(subject[1], set()).add(subject[3])
    yield from _steps(ids | {"Houses": ids.get("Building", set())})


def text_of(way: str) -> str:
    """``$ids`` → the communities of the people that this way leads to."""
    label, path = WAYS[way]
    walked = f"WITH x MATCH {path} WITH DISTINCT p WHERE p:Person" if path else "WITH x AS p"
    return f"UNWIND $ids AS id MATCH (x:{label} {{id: id}}) {walked}\n{LIES}"


def _steps(ids: Mapping[str, set[str]]) -> Iterator[Step]:
    for way in WAYS:
        if ids.get(way):
            yield text_of(way), {"ids": sorted(ids[way])}
