"""The shortest way from one thing to another that the caller may walk: from a firm to a grid, say."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.model.dates import today
from graph.store import Store
from guard.access import Access
from guard.refusals import Unfit
from queries import network
from queries.ask import common
from queries.network.shapes import steps_of
from queries.network.ties import ties_of
from queries.question import question
from queries.rows import Rows
from queries.shapes import Holder

MOST = 10
"""So long a way may be; the query's text says it too."""


@dataclass(frozen=True, slots=True)
class ShortestPath:
    """最短的许可路径 / The shortest permitted path; without steps there is none of that length.

    ``withheld`` does not look at who holds the posts that are not told of, so it names nobody.
    """

    day: dt.date
    start: Annotated[Holder | None, Text("起点是任职者时，其人", "where it begins, if that is a person in a post")]
    end: Annotated[Holder | None, Text("终点是任职者时，其人", "where it ends, if that is a person in a post")]
    steps: Annotated[tuple[network.PathStep, ...], Text("逐步的路径；空为没有", "the way, step by step; empty if none")]
    withheld: Annotated[
        bool,
        Text(
            "近旁有未予显示任职者的岗位，经其可能另有更短的路",
            "whether posts whose holders are not told stand so near that a shorter way through them is thinkable",
        ),
    ]


QUESTION = question(
    __name__,
    network.FILE,
    text=Text("最短路径", "Shortest path"),
    about=Text("两个节点之间最短的许可路径", "The shortest permitted way from one thing to another"),
    result=ShortestPath,
    texts=("shortest", "nodes", "around"),
)


async def shortest_path(
    store: Store,
    access: Access,
    *,
    from_: Annotated[str, Text("起点的编号", "the id of where it begins")],
    to: Annotated[str, Text("终点的编号", "the id of where it ends")],
    most: Annotated[int, Text("至多几步，不超过 10", "how many steps at most, up to 10")] = 8,
    as_of: dt.date | None = None,
) -> ShortestPath | None:
    """The shortest way over DOMAIN 6's closed list, or that there is none. Raises Unfit."""
    if not 1 <= most <= MOST:
        raise Unfit(f"most 应在 1 到 {MOST} 之间。", f"most must be from 1 to {MOST}.")
    rows = Rows(access, as_of or today())
    params = common(access, rows.day)
    access.note_holders("shortestPath")
    walk = network.Around(store, params, network.WALKED)
    found = None
    if from_ != to:
        asked = params | {"from": from_, "to": to}
        found = await store.read_one(QUESTION.texts["shortest"], asked)
    ties = ties_of(found["ties"]) if found else []
    ties = ties if len(ties) <= most else []
    nodes = await network.nodes_of(store, rows, params, ids={from_, to, *(tie.far for tie in ties)})
    if from_ not in nodes or to not in nodes:
        return None
    steps = network.path_of(steps_of(from_, ties), nodes, rows) if ties or from_ == to else ()
    length = len(ties) if ties or from_ == to else most + 1
    withheld = await may_be_withheld(walk, access, nodes, ends=(from_, to), length=length)
    return ShortestPath(rows.day, nodes.holder(from_), nodes.holder(to), steps, withheld)


async def may_be_withheld(
    walk: network.Around, access: Access, nodes: network.Nodes, *, ends: tuple[str, str], length: int
) -> bool:
    """Whether a way of fewer than ``length`` steps could lead through somebody whom this caller is not told of."""
    if network.told_everything(access):
        return False
    people = frozenset(nodes.holders)
    return await network.withheld_on_the_way(walk, ends, untold=nodes.untold, people=people, length=length)
