"""Constraints and indexes, from the model; and what the graph says of itself."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import NODES, RELATIONSHIPS, NodeType
from graph.store import Store
from graph.tokens import MARK, searchable_labels


def schema_texts() -> dict[str, str]:
    """The command that makes each constraint or index, by its name.

    Community Neo4j has no existence constraints: the loaders check instead.
    """
    made = {name: text for node in NODES.values() for name, text in _of(node)}
    return made | {"graph_id": unique("graph_id", "Graph", "id"), SEARCH: search_index()}


def model_mark() -> str:
    """Tells one model from another, so that a graph of an older one is noticed and made anew."""
    shape: list[tuple[str, list[object]]] = [(n.label, [(p.key, p.search) for p in n.props]) for n in NODES.values()]
    shape += [(r.type, [p.key for p in r.props]) for r in RELATIONSHIPS.values()]
    return hashlib.sha256(repr((MARK, sorted(shape))).encode()).hexdigest()[:16]


async def ensure_schema(store: Store) -> None:
    """Make what is missing, and wait until every index serves."""
    row = await store.read_one("SHOW INDEXES YIELD name, labelsOrTypes RETURN collect([name, labelsOrTypes]) AS known")
    known = dict(row["known"]) if row else {}
    if set(known.get(SEARCH, ())) != set(searchable_labels()):  # of an older model: an index's labels are fixed
        await store.alone(f"DROP INDEX {SEARCH} IF EXISTS")
        known.pop(SEARCH, None)
    missing = [text for name, text in schema_texts().items() if name not in known]
    for text in missing:
        await store.alone(text)
    if missing:
        await store.alone("CALL db.awaitIndexes(300)")


@dataclass(frozen=True, slots=True)
class GraphAbout:
    """What the graph says of itself. ``version`` grows with every change, so that what was computed can be kept.

    A graph that was made anew counts from the start again, and is told apart by ``born``.
    """

    version: int
    sample: bool
    model: str
    book: str
    born: str

    @property
    def state(self) -> tuple[str, int]:
        """What is another whenever anything in the graph is another."""
        return self.born, self.version


async def about_graph(store: Store) -> GraphAbout | None:
    """What the graph says of itself, or None when it is empty."""
    row = await store.read_one(ABOUT)
    return GraphAbout(**row) if row else None


async def holds_other_data(store: Store) -> bool:
    """Whether there is anything in a graph that says nothing of itself."""
    return bool(await store.read("MATCH (n) RETURN 1 AS one LIMIT 1"))


ABOUT = """
MATCH (g:Graph {id: 'jingwei'})
RETURN g.version AS version, g.sample AS sample, g.model AS model, coalesce(g.book, '') AS book,
  coalesce(g.born, '') AS born
"""
CHANGED = """
MERGE (g:Graph {id: 'jingwei'})
ON CREATE SET g.born = randomUUID()
SET g.version = coalesce(g.version, 0) + 1, g.sample = $sample, g.model = $model, g.book = $book
"""


def changed(*, sample: bool, book: str) -> tuple[str, dict[str, object]]:
    """The step by which a transaction says that it changed the graph."""
    return CHANGED, {"sample": sample, "model": model_mark(), "book": book}


SEARCH = "search"
"""The one full-text index."""


def search_index() -> str:
    """The command that makes the full-text index: over the tokens, and over the community, so that a search of an area
    reads no other (CYPHER, search). The tokens are ours, so the analyzer only parts them at blanks.
    """
    return (
        f"CREATE FULLTEXT INDEX {SEARCH} IF NOT EXISTS FOR (n:{'|'.join(searchable_labels())}) "
        "ON EACH [n.tokens, n.community] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
    )


def _of(node: NodeType) -> Iterator[tuple[str, str]]:
    yield f"{node.label.lower()}_id", unique(f"{node.label.lower()}_id", node.label, "id")
    for prop in node.props:
        name = f"{node.label.lower()}_{prop.name}"
        if prop.index == "unique":
            yield name, unique(name, node.label, prop.key)
        elif prop.index:
            what = "TEXT INDEX" if prop.index == "text" else "INDEX"
            yield name, f"CREATE {what} {name} IF NOT EXISTS FOR (n:{node.label}) ON (n.{prop.key})"


def unique(name: str, label: str, key: str) -> str:
    """The command that makes a constraint."""
    return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
