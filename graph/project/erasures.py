"""How many erasures the graph has seen: an older copy of it has seen fewer than its book, and is made anew."""

from graph.store import Params, Store

NOTE = "MATCH (g:Graph {id: 'jingwei'}) SET g.erasures = $count"
NOTED = "MATCH (g:Graph {id: 'jingwei'}) RETURN coalesce(g.erasures, 0) AS count"
DROP = "UNWIND $people AS id MATCH (p:Person {id: id}) DETACH DELETE p"


def drop_people(people: list[str]) -> tuple[str, Params]:
    """The step after which nobody of these is in the graph, nor any tie of theirs."""
    return DROP, {"people": people}


async def note_erasures(store: Store, count: int) -> None:
    """Note that the graph has seen as many erasures."""
    await store.write(NOTE, {"count": count})


async def erasures_seen(store: Store) -> int | None:
    """How many erasures the graph has seen, or None when it is empty."""
    row = await store.read_one(NOTED)
    return row["count"] if row else None
