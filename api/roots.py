"""Where a request begins: one node by id or code, any node by id, and lists of what is not personal.

Each root field is one query of the graph, whatever it selects and however many rows there are.
"""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import strawberry

from api.collect import Info, arguments
from api.context import Asking
from api.errors import BadArgument, NotFound
from api.limits import ROOT_MOST, STEP_DEFAULT, STEP_MOST, check_page
from api.nodes import Node
from api.pages import After, AsOf, First, Page, taking
from api.rows import Finished
from api.selection import At, Selector, wanted
from api.views import View, concrete, views
from api.words import both, field_name, plural, said
from graph.model import NODES
from queries.steps import is_listed
from queries.steps_roots import WITHIN, Kept, Listing, ask_any, ask_one, ask_page, ask_several

Given = strawberry.Info[Asking, None]
Id = Annotated[strawberry.ID | None, strawberry.argument(description=both("本系统的编号", "Our opaque id"))]
TheId = Annotated[strawberry.ID, strawberry.argument(description=both("本系统的编号", "Our opaque id"))]
Ids = Annotated[list[strawberry.ID], strawberry.argument(description=both("编号，最多 100 个", "Ids, at most 100"))]
Code = Annotated[str | None, strawberry.argument(description=both("编码，与编号二选一", "Its code, instead of the id"))]
Within = Annotated[
    strawberry.ID | None, strawberry.argument(description=both("限于此地方之内（编号）", "Within this place (its id)"))
]


def root_fields(made: dict[str, type]) -> dict[str, Any]:
    """Every root field of the model by its Python name."""
    fields: dict[str, Any] = {"node": _any_field(), "nodes": _several_field()}
    for view in views().values():
        if view.node.personal and view.abstract:
            continue
        fields[field_name(view.name)] = _one_field(view, made[view.name])
        if is_listed(view.node.label):
            fields[plural(field_name(view.name))] = _list_field(view, made[view.name])
    return fields


def _one_field(view: View, type_: type) -> Any:
    coded = not view.node.personal
    resolver = _by_id_or_code(view) if coded else _by_id(view)
    return strawberry.field(resolver=resolver, graphql_type=type_ | None, description=said(view.text, view.node.about))


def _by_id_or_code(view: View) -> Callable[..., Awaitable[Finished]]:
    async def resolve(info: Given, id: Id = None, code: Code = None, as_of: AsOf = None) -> Any:  # noqa: A002
        if (id is None) == (code is None):
            raise BadArgument("请给出 id 或 code 之一。", "Give either id or code.")
        return await _one(view, info, by="id" if code is None else "code", value=code or str(id), day=as_of)

    return resolve


def _by_id(view: View) -> Callable[..., Awaitable[Finished]]:
    async def resolve(info: Given, id: TheId, as_of: AsOf = None) -> Any:  # noqa: A002
        return await _one(view, info, by="id", value=str(id), day=as_of)

    return resolve


async def node_by_code(view: View, info: Given, code: str) -> Finished:
    """The node that a mutation has just made, as its selection asks for it."""
    return await _one(view, info, by="code", value=code, day=None)


async def _one(view: View, info: Given, *, by: str, value: str, day: dt.date | None) -> Finished:
    raw, asking = _raw(info), info.context
    selector = Selector(raw, asking.access)
    shape, read = selector.root(_seen(view), raw.field_nodes)
    row = await ask_one(asking.store, asking.access, shape=shape, by=by, value=value, kept=_kept(view), day=day)
    if row is None:
        raise NotFound
    return await _finished(selector, asking, read(row))


def _any_field() -> Any:
    async def node(info: Given, id: TheId, as_of: AsOf = None) -> Any:  # noqa: A002
        raw, asking = _raw(info), info.context
        selector = Selector(raw, asking.access)
        seen = [selector.node(concrete(label), raw.field_nodes) for label in NODES if is_listed(label)]
        shapes = tuple(shape for shape, _ in seen)
        row = await ask_any(asking.store, asking.access, shapes=shapes, value=str(id), day=as_of)
        if row is None:
            raise NotFound
        return await _finished(selector, asking, next(read(row) for _, read in seen if row[0] in read.variants))

    about = both("任何一个非人员节点", "Any node that is not a person")
    return strawberry.field(resolver=node, graphql_type=Node | None, description=about)


def _several_field() -> Any:
    async def nodes(info: Given, ids: Ids, as_of: AsOf = None) -> Any:
        raw, asking = _raw(info), info.context
        check_page(len(ids), STEP_MOST)
        selector = Selector(raw, asking.access)
        seen = [selector.node(concrete(label), raw.field_nodes, At(len(ids))) for label in NODES if is_listed(label)]
        shapes, texts = tuple(shape for shape, _ in seen), [str(each) for each in ids]
        rows: Any = await ask_several(asking.store, asking.access, shapes=shapes, ids=texts, day=as_of)
        found = {id_: next(read(row) for _, read in seen if row[0] in read.variants) for id_, row in rows}
        return await _finished(selector, asking, [found.get(each) for each in texts])

    about = both(
        "若干非人员节点，按所给次序；没有的为空",
        "Nodes that are not persons, in the order given; none for an unknown one",
    )
    return strawberry.field(resolver=nodes, graphql_type=list[Node | None] | None, description=about)


def _list_field(view: View, type_: type) -> Any:
    page: Any = Page(view.name, view.text, type_, counted=True).made()
    resolver = taking(_listed_within(view) if view.node.label in WITHIN else _listed(view), view.node.label)
    about = both(f"{view.text.zh}列表", f"{view.text.en}: a list")
    return strawberry.field(resolver=resolver, graphql_type=page | None, description=about)


def _listed_within(view: View) -> Callable[..., Awaitable[Finished]]:
    async def resolve(
        info: Given,
        first: First = STEP_DEFAULT,
        after: After = None,
        within: Within = None,
        as_of: AsOf = None,
        **_: Any,
    ) -> Any:
        return await _page(view, info, first=first, within=within, day=as_of)

    return resolve


def _listed(view: View) -> Callable[..., Awaitable[Finished]]:
    async def resolve(
        info: Given, first: First = STEP_DEFAULT, after: After = None, as_of: AsOf = None, **_: Any
    ) -> Any:
        return await _page(view, info, first=first, within=None, day=as_of)

    return resolve


async def _page(view: View, info: Given, *, first: int, within: str | None, day: dt.date | None) -> Finished:
    """Filter, order and cursor are read as steps read theirs."""
    raw, asking = _raw(info), info.context
    selector = Selector(raw, asking.access)
    check_page(first, ROOT_MOST)
    label: str = view.node.label
    where, order, after = wanted(label, arguments(raw, "Query", raw.field_nodes[0]), parts=1)
    shapes, read = selector.page(f"{view.name}Connection", _seen(view), raw.field_nodes, first=first)
    listing = Listing(label, first, after, within, _kept(view), where, order, read.counted)
    rows: Any = await ask_page(asking.store, asking.access, listing=listing, shapes=shapes, day=day)
    return await _finished(selector, asking, read(rows))


async def _finished(selector: Selector, asking: Asking, answer: Any) -> Finished:
    """The answer, once it is known where it comes from."""
    await selector.sources.fill(asking.desk.book)
    return Finished(answer)


def _seen(view: View) -> tuple[View, ...]:
    return concrete(view.node.label) if view.abstract else (view,)


def _kept(view: View) -> Kept:
    variant = next((v for v in view.node.variants if v.name == view.name), None)
    return Kept(variant, holders=view.office_only)


def _raw(info: Given) -> Info:
    """graphql-core's own view of the request, from which the selection is read."""
    return info._raw_info
