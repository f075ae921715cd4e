"""Where nodes lie, as conditions in Cypher on ``$communities``, which is not null: what area rights are judged by.

``AREA`` says which facts about people a caller may read. ``judged`` says what may be written: more is needed for that,
for who may change a node that lies half in another area changes that area's data too.
"""

from graph.model import NODES

HERE = "({n}.community IN $communities OR {n}.id IN $communities)"
# A private fact lies where its house lies, a check-in at its community, a firm's operator at the firm's premises. Who
# holds a post is a fact of the place that the post is for; without one, of those that its organization is there for.
AREA = {
    "House": "{n}.community IN $communities",
    "CheckIn": "EXISTS {{ MATCH ({n})-[:TO_COMMUNITY]->(c:Place) WHERE c.id IN $communities }}",
    "Organization": "EXISTS {{ MATCH ({n})-[:LOCATED_AT]->(h:House) WHERE h.community IN $communities }}",
    "Post": (
        "EXISTS {{ MATCH ({n})-[:FOR]->(t) WHERE " + HERE.format(n="t") + " }}"
        " OR NOT EXISTS {{ ({n})-[:FOR]->() }}"
        " AND EXISTS {{ MATCH ({n})-[:IN]->(:Organization)-[:COVERS|SERVES|MANAGES]->(t) WHERE "
        + HERE.format(n="t")
        + " }}"
    ),
    "Person": (
        "EXISTS {{ MATCH ({n})-[:LIVES_IN|REGISTERED_AT|HOLDS_TENURE]->(h:House) WHERE h.community IN $communities }}"
    ),
}

LYING = frozenset({"Place", "House", "Building", "Compound"})
"""What lies in a community by itself."""
BY_TIES = {
    "CheckIn": ("-[:TO_COMMUNITY]->(t)",),
    "Organization": ("-[:LOCATED_AT]->(t)", "-[:COVERS|SERVES|MANAGES]->(t)"),
    "Post": ("-[:FOR]->(t)", "-[:IN]->(:Organization)-[:COVERS|SERVES|MANAGES]->(t)"),
    "Need": ("<-[:NEEDS]-(t)",),
    "Offer": ("<-[:OFFERS]-(:Organization)-[:LOCATED_AT]->(t)",),
    "Activity": ("-[:AT]->(t)",),
}
"""The ties that say where a node lies, the weightiest first: the later ones count where there is none of the first."""
PLACED_BY = frozenset({"LOCATED_AT", "COVERS", "SERVES", "MANAGES"})
"""The ties that say where an organization lies."""
THERE = "coalesce(" + HERE + ", false)"
WHOLLY = "NOT EXISTS {{ MATCH (n){way} WHERE NOT " + THERE.format(n="t") + " }}"
PARTLY = "EXISTS {{ MATCH (n){way} WHERE " + THERE.format(n="t") + " }}"


def judged(label: str) -> str:
    """``$ids``, ``$communities`` → [[id, wholly in the area, partly, nowhere]] of those nodes that are there."""
    found = [_by_ties(label, WHOLLY), _by_ties(label, PARTLY), _nowhere(label)]
    if label in LYING:
        found = [THERE.format(n="n"), THERE.format(n="n"), "false"]
    return (
        f"UNWIND $ids AS id MATCH (n:{NODES[label].label} {{id: id}}) "
        f"RETURN collect([n.id, {', '.join(found)}]) AS rows"
    )


def _by_ties(label: str, told: str) -> str:
    """By the first kind of ties that there are; a node without any lies nowhere, and so in nobody's area."""
    cases = (f"WHEN EXISTS {{ (n){way} }} THEN {told.format(way=way)}" for way in BY_TIES.get(label, ()))
    return f"CASE {' '.join(cases)} ELSE false END" if label in BY_TIES else "false"


def _nowhere(label: str) -> str:
    return " AND ".join(f"NOT EXISTS {{ (n){way} }}" for way in BY_TIES.get(label, ())) or "true"
