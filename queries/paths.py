"""All ways from one thing to another that the caller may walk, up to a length and a number."""

import datetime as dt
from dataclasses import dataclass
from itertools import islice
from typing import Annotated

from graph.model import Text
from graph.model.dates import today
from graph.store import Store
from guard.access import Access
from guard.refusals import Unfit
from queries import network
from queries.ask import common
from queries.network.shapes import steps_of
from queries.network.simple_paths import ball, paths_in
from queries.question import question
from queries.rows import Rows
from queries.shapes import Holder
from queries.shortest_path import may_be_withheld

LONGEST, CAP = 6, 200


@dataclass(frozen=True, slots=True)
class NetworkPath:
    """一条路径 / One path. Two ties between the same two nodes are one path: the first in the closed list is shown."""

    steps: Annotated[tuple[network.PathStep, ...], Text("逐步的路径", "the way, step by step")]


@dataclass(frozen=True, slots=True)
class Paths:
    """全部许可路径，短者在先 / The permitted paths, the shortest first."""

    day: dt.date
    start: Annotated[Holder | None, Text("起点是任职者时，其人", "where it begins, if that is a person in a post")]
    end: Annotated[Holder | None, Text("终点是任职者时，其人", "where it ends, if that is a person in a post")]
    paths: Annotated[tuple[NetworkPath, ...], Text("各条路径", "the paths")]
    more: Annotated[bool, Text("是否还有更多路径", "whether there are more than the cap")]
    withheld: Annotated[
        bool,
        Text(
            "近旁有未予显示任职者的岗位，经其可能另有路径",
            "whether posts whose holders are not told stand so near that a way through them is thinkable",
        ),
    ]


QUESTION = question(
    __name__,
    network.FILE,
    text=Text("全部路径", "Paths"),
    about=Text("两个节点之间一定长度以内的全部许可路径", "All permitted ways between two things up to a length"),
    result=Paths,
    texts=("around", "nodes"),
)


async def paths(
    store: Store,
    access: Access,
    *,
    from_: Annotated[str, Text("起点的编号", "the id of where they begin")],
    to: Annotated[str, Text("终点的编号", "the id of where they end")],
    longest: Annotated[int, Text("至多几步，不超过 6", "how many steps at most, up to 6")] = 4,
    cap: Annotated[int, Text("至多几条，不超过 200", "how many paths at most, up to 200")] = 50,
    as_of: dt.date | None = None,
) -> Paths | None:
    """Every path without a node twice over DOMAIN 6's closed list. Raises Unfit."""
    if not (1 <= longest <= LONGEST and 1 <= cap <= CAP):
        raise Unfit(
            f"longest 应在 1 到 {LONGEST} 之间，cap 应在 1 到 {CAP} 之间。",
            f"longest must be from 1 to {LONGEST}, and cap from 1 to {CAP}.",
        )
    rows = Rows(access, as_of or today())
    params = common(access, rows.day)
    access.note_holders("paths")
    walk = network.Around(store, params, network.WALKED)
    ends = await network.nodes_of(store, rows, params, ids={from_, to})
    if from_ not in ends or to not in ends:
        return None
    ties = await ball(walk, (from_, to), longest=longest)
    found = list(islice(paths_in(ties, from_, to, longest=longest), cap + 1))
    shown = {from_, to, *(tie.far for path in found[:cap] for tie in path)}
    nodes = await network.nodes_of(store, rows, params, ids=shown)
    told = tuple(NetworkPath(network.path_of(steps_of(from_, path), nodes, rows)) for path in found[:cap])
    withheld = await may_be_withheld(walk, access, ends, ends=(from_, to), length=longest + 1)
    return Paths(rows.day, nodes.holder(from_), nodes.holder(to), told, len(found) > cap, withheld)
