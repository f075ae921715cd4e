"""From a question's rows on into the graph: ``node`` on whatever row is a node, so that every type reaches the others.

All rows at one place of a selection are looked up in one query, as of the question's own day, by the same selector that
reads a request's roots: area, classes and audit are its.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import strawberry

from api.collect import Info
from api.context import Asking
from api.rows import Finished
from api.selection import At, Selector
from api.views import View, concrete, views
from api.words import both
from graph.model import NODES
from queries.doubling import Target
from queries.shapes import Holder, Resident
from queries.steps import is_listed
from queries.steps_roots import ALL, Kept, ask_several

ABOUT = both("图中的这个节点，由此继续", "This node of the graph, to go on from")
NAMED = {Resident: "Resident", Holder: "OfficeHolder", Target: "Node"}
ANY = "Node"


def node_of(cls: type) -> str | None:
    """The GraphQL type of the node that a row of a result is: ``HouseRow`` is a ``House``."""
    name = NAMED.get(cls) or cls.__name__.removesuffix("Row")
    known = name == ANY or name in views()
    return name if known and (cls in NAMED or cls.__name__.endswith("Row")) else None


def add_node(cls: Any, type_: Any) -> None:
    """Give the GraphQL type of a row its ``node``."""
    cls.__annotations__["node"] = type_ | None
    cls.node = strawberry.field(description=ABOUT)


def onward(name: str) -> Callable[[Any, Info], Awaitable[Any] | None]:
    """The resolver of ``node`` on rows that are nodes of the type ``name``."""

    def resolve(source: Any, info: Info) -> Awaitable[Any] | None:
        if source.id is None:
            return None
        key = (name, *(id(node) for node in info.field_nodes))
        waiting: dict[Any, Lookup] = info.context.lookups
        if key not in waiting:
            waiting[key] = Lookup(name, info)
            asyncio.get_running_loop().call_soon(waiting[key].begin, lambda: waiting.pop(key))
        return waiting[key].of(source.id)

    return resolve


@dataclass(slots=True)
class Lookup:
    """The nodes that all rows at one place of a selection are."""

    name: str
    info: Info
    _wanted: dict[str, "asyncio.Future[Any]"] = field(default_factory=dict)
    _task: "asyncio.Task[None] | None" = None

    def of(self, node: str) -> "asyncio.Future[Any]":
        """The node, once all have been looked up."""
        if node not in self._wanted:
            self._wanted[node] = asyncio.get_running_loop().create_future()
        return self._wanted[node]

    def begin(self, done: Callable[[], object]) -> None:
        """Every row has been here: look them up, and let rows that come later begin anew."""
        done()
        self._task = asyncio.ensure_future(self._answer())

    async def _answer(self) -> None:
        try:
            found = await self._found()
        except Exception as error:  # whatever it is, each row's field failed of it
            for each in self._wanted.values():
                each.set_exception(error)
        else:
            for node, each in self._wanted.items():
                each.set_result(found.get(node))

    async def _found(self) -> dict[str, Finished]:
        asking: Asking = self.info.context
        selector, ids = Selector(self.info, asking.access), list(self._wanted)
        seen = [selector.root(some, list(self.info.field_nodes), At(len(ids))) for some in _views(self.name)]
        rows: Any = await ask_several(
            asking.store,
            asking.access,
            shapes=tuple(shape for shape, _ in seen),
            ids=ids,
            kept=_kept(self.name),
            day=asking.days.get(_root(self.info)),
        )
        readers = {
            _variant(view): read for some, (_, read) in zip(_views(self.name), seen, strict=True) for view in some
        }
        found = {id_: readers[row[0]](row) for id_, row in rows}
        await selector.sources.fill(asking.desk.book)
        return {id_: Finished(answer) for id_, answer in found.items()}


def _views(name: str) -> list[tuple[View, ...]]:
    if name == ANY:
        return [concrete(label) for label in NODES if is_listed(label)]
    view = views()[name]
    return [concrete(view.node.label) if view.abstract else (view,)]


def _kept(name: str) -> Kept:
    return Kept(holders=True) if name == "OfficeHolder" else ALL


def _variant(view: View) -> str:
    return view.name if view.node.variants else view.node.label


def _root(info: Info) -> str | int:
    """Under which name the question was asked."""
    path = info.path
    while path.prev:
        path = path.prev
    return path.key
