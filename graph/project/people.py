"""In which communities a person is found: derived from their houses and posts, in the transaction that moves either.

It chooses candidates inside the search's index (CYPHER, search); what is told is judged on the facts again.
"""

from collections.abc import Iterable, Iterator, Mapping

from graph.facts import Subject
from graph.store import Params
from graph.text import cypher

Step = tuple[str, Params]

LIES = cypher(__file__, "community_of_people")
WAYS = {
    "Person": "(p:Person {id: id})",
    "House": "(:House {id: id})<-[:LIVES_IN|REGISTERED_AT|HOLDS_TENURE]-(p:Person)",
    "Post": "(:Post {id: id})<-[:HOLDS]-(p:Person)",
    "PostType": "(:PostType {id: id})<-[:OF]-(:Post)<-[:HOLDS]-(p:Person)",
    "Organization": "(:Organization {id: id})<-[:IN]-(:Post)<-[:HOLDS]-(p:Person)",
    "Compound": "(:Compound {id: id})<-[:FOR]-(:Post)<-[:HOLDS]-(p:Person)",
    "Building": "(:Building {id: id})<-[:FOR]-(:Post)<-[:HOLDS]-(p:Person)",
    "Houses": "(:Building {id: id})<-[:IN_BUILDING]-(:House)<-[:LIVES_IN|REGISTERED_AT|HOLDS_TENURE]-(p:Person)",
}
"""From what has changed to the people whose facts lie elsewhere by it. ``Houses`` are those of a building."""
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
    return f"UNWIND $ids AS id MATCH {WAYS[way]} WITH DISTINCT p\n{LIES}"


def _steps(ids: Mapping[str, set[str]]) -> Iterator[Step]:
    for way in WAYS:
        if ids.get(way):
            yield text_of(way), {"ids": sorted(ids[way])}
