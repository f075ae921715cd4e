"""What is around a node: by the kinds of ties, on a day, page by page, one or two steps away."""

import base64
import binascii
import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from graph.model import Text
from graph.model.dates import today
from graph.store import Store
from guard.access import Access
from guard.refusals import Unfit
from queries import network
from queries.ask import common
from queries.network.shapes import tie_of
from queries.question import question
from queries.rows import Rows
from queries.shapes import Dated, Holder

CAP = 500
Key = tuple[str, str, str, str]
"""How far, of which kind, by which code, by which id: nothing of a person but the id."""


@dataclass(frozen=True, slots=True)
class NeighbourTie:
    """与较近节点的一条关系 / A tie that joins it to a nearer node; forward if it points away from there."""

    near: Annotated[str, Text("较近一端的编号", "the id of the nearer end")]
    holder: Annotated[Holder | None, Text("较近一端的任职者", "the nearer end, if it is a person in a post")]
    kind: network.TieKind
    forward: Annotated[bool, Text("是否由较近一端指出", "whether it points away from the nearer end")]
    dated: Dated


@dataclass(frozen=True, slots=True)
class Neighbour:
    """附近的一个节点 / A node near by, and all ties that join it to nearer ones."""

    node: Annotated[network.NetworkNode, Text("节点", "the node")]
    holder: Holder | None
    depth: Annotated[int, Text("相距几步", "how many steps away")]
    ties: Annotated[tuple[NeighbourTie, ...], Text("与较近节点的关系", "its ties to nearer nodes")]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """一个节点的周围 / What is around a node, the nearest first, then by kind and code."""

    day: dt.date
    centre: Annotated[network.NetworkNode, Text("中心", "the node asked about")]
    holder: Annotated[Holder | None, Text("中心是任职者时，其人", "the centre, if it is a person in a post")]
    nodes: Annotated[tuple[Neighbour, ...], Text("周围的节点", "the nodes around it")]
    after: Annotated[str | None, Text("下一页的游标；空为已到末页", "the next page's cursor; none on the last page")]
    withheld: Annotated[
        bool,
        Text("所经岗位中有任职者未予显示者", "whether there are posts on the way whose holders are not told"),
    ]


QUESTION = question(
    __name__,
    network.FILE,
    text=Text("周围", "Neighbourhood"),
    about=Text("一个节点周围的节点与关系", "What is around a node, by kind of tie"),
    result=Neighbourhood,
    texts=("around", "nodes"),
)


async def neighbourhood(
    store: Store,
    access: Access,
    *,
    id: Annotated[str, Text("节点的编号", "the node's id")],  # noqa: A002 - the caller's word
    kinds: Annotated[tuple[network.TieKind, ...], Text("关系的种类；空为全部", "kinds of ties; all if empty")] = (),
    depth: Annotated[int, Text("一步或两步", "one step or two")] = 1,
    cap: Annotated[int, Text("一页至多几个，不超过 500", "how many on a page, up to 500")] = 100,
    after: Annotated[str | None, Text("上一页给出的游标", "the cursor that the page before gave")] = None,
    as_of: dt.date | None = None,
) -> Neighbourhood | None:
    """One page of what is around the node. Raises Unfit."""
    if depth not in (1, 2) or not 1 <= cap <= CAP:
        raise Unfit(f"depth 应为 1 或 2，cap 应在 1 到 {CAP} 之间。", f"depth must be 1 or 2, and cap from 1 to {CAP}.")
    begins = _read(after)
    rows = Rows(access, as_of or today())
    params = common(access, rows.day)
    access.note_holders("neighbourhood")
    walked = tuple(network.TieKind.of(each) for each in kinds) or tuple(network.TieKind)
    walk = network.Around(store, params, walked)
    first = await walk.of({id})
    second = await walk.of({tie.far for tie in first} - {id}) if depth == 2 else []
    ties = _nearest(id, first, second)
    keys = sorted(key for key in map(_key, ties.values()) if key > begins)
    page = [key[3] for key in keys[:cap]]
    shown = {id, *page, *(tie.near for each in page for tie in ties[each][1])}
    nodes = await network.nodes_of(store, rows, params, ids=shown)
    if id not in nodes:
        return None
    untold = id in nodes.untold or (depth == 2 and any(tie.untold for tie in first))
    someone = id in nodes.holders or (depth == 2 and any(tie.label is network.NodeKind.PERSON for tie in first))
    hidden = network.TieKind.HOLDS in walked and not network.told_everything(access) and (untold or someone)
    return Neighbourhood(
        rows.day,
        nodes.node(id),
        nodes.holder(id),
        tuple(_neighbour(each, ties[each], nodes, rows) for each in page),
        _written(keys[cap - 1]) if len(keys) > cap else None,
        hidden,
    )


Reached = tuple[int, list[network.Tie]]
"""How far a node is, and its ties to nearer ones."""


def _nearest(centre: str, first: Iterable[network.Tie], second: Iterable[network.Tie]) -> dict[str, Reached]:
    """Every node but the centre with its ties to nodes that are nearer than itself."""
    found: dict[str, list[network.Tie]] = defaultdict(list)
    for tie in first:
        if tie.far != centre:
            found[tie.far].append(tie)
    reached = {far: (1, ties) for far, ties in found.items()}
    further: dict[str, list[network.Tie]] = defaultdict(list)
    for tie in second:
        if tie.far != centre and tie.far not in reached:
            further[tie.far].append(tie)
    return reached | {far: (2, ties) for far, ties in further.items()}


def _key(reached: Reached) -> Key:
    depth, ties = reached
    return str(depth), ties[0].label.value, ties[0].code, ties[0].far


def _neighbour(id_: str, reached: Reached, nodes: network.Nodes, rows: Rows) -> Neighbour:
    depth, ties = reached
    ordered = sorted(ties, key=lambda tie: (tie.near, tie.order))
    return Neighbour(nodes.node(id_), nodes.holder(id_), depth, tuple(_tie(tie, nodes, rows) for tie in ordered))


def _tie(tie: network.Tie, nodes: network.Nodes, rows: Rows) -> NeighbourTie:
    said = tie_of(tie, rows)
    return NeighbourTie(tie.near, nodes.holder(tie.near), said.kind, said.forward, said.dated)


def _written(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


def _read(cursor: str | None) -> Key:
    """The key in a cursor, or one before all. Raises Unfit."""
    if not cursor:
        return "", "", "", ""
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (binascii.Error, ValueError):
        key = None
    if not (isinstance(key, list) and len(key) == 4 and all(isinstance(part, str) for part in key)):
        raise Unfit("after 不是本列表的游标。", "after is not a cursor of this list.")
    return key[0], key[1], key[2], key[3]
