"""The GraphQL types of nodes, made from the model at import.

Types refer to each other in circles, so every class is there, empty, before the first is filled.
"""

from typing import Annotated, Any, Union

import strawberry

from api.pages import Edge, Page, step_field
from api.picking import picked_of
from api.scalars import annotation
from api.sourcing import Sourced
from api.views import View, concrete, views
from api.words import both, pascal, said
from graph.model import Prop, Text
from queries.steps import Way
from queries.steps_cypher import JUDGED


@strawberry.interface(name="Node", description=both("图中的一个节点", "A node of the graph"))
class Node(Sourced):
    """What every node says."""

    id: strawberry.ID = strawberry.field(description=both("本系统的编号", "Our opaque id"))


@strawberry.interface(name="Placed", description=both("在某村居的节点", "What lies in a community"))
class Placed:
    """The community, by its id, so that it can be looked up and filtered by."""

    community: str | None = strawberry.field(description=both("所在村居（编号）", "The community (its id)"))


def node_types() -> dict[str, type]:
    """Every node type by its GraphQL name."""
    made: dict[str, type] = {}
    for name, view in views().items():
        bases = (made[view.of],) if view.of else (Node, *((Placed,) if _placed(view) else ()))
        made[name] = type(name, bases, {"__doc__": view.text.en})
    pages = _Pages(made)
    for name, view in views().items():
        _fill(made[name], view, pages)
    return made


class _Pages:
    """The connection types of steps, one for each name; those of one relationship and view are shared."""

    def __init__(self, made: dict[str, type]) -> None:
        self._made = made
        self._pages: dict[str, type] = {}

    def of(self, way: Way) -> type:
        name = f"{'Or'.join(way.near)}{pascal(way.step.name)}"
        if name not in self._pages:
            edge = Edge(name, way, self._far(way)).made()
            counted = way.type.type not in JUDGED
            self._pages[name] = Page(name, way.step.text, self._far(way), edge, counted).made()
        return self._pages[name]

    def _far(self, way: Way) -> Any:
        """The type at the far end: a union where the model lets it be of several."""
        if len(way.far) == 1:
            person = concrete(way.far[0], person_as=way.step.view)[0].name
            return self._made[person if way.far == ("Person",) else way.far[0]]
        seen = [view for label in way.far for view in concrete(label, person_as=way.step.view)]
        name = "Or".join("Resident" if label == "Person" and way.step.view else label for label in way.far)
        about = both("或者".join(v.text.zh for v in seen), " or ".join(v.text.en for v in seen))
        types = tuple(self._made[v.name] for v in seen)
        return Annotated[Union[types], strawberry.union(name, description=about)]  # noqa: UP007 - made at run time


def _fill(cls: Any, view: View, pages: _Pages) -> None:
    """Give a class its fields and make it a GraphQL type; a view that implements another adds what that has not."""
    inherited = views()[view.of] if view.of else None
    cls.__annotations__ = {}
    for prop in view.props:
        if not (prop.key == "community" and _placed(view)) and (inherited is None or prop not in inherited.props):
            add_prop(cls, prop)
    for way in view.ways:
        if inherited is None or way not in inherited.ways:
            about = said(way.step.text, way.type.about)
            setattr(cls, way.step.name, step_field(pages.of(way), picked_of(way), about))
    make = strawberry.interface if view.abstract else strawberry.type
    kind = Text(f"{view.node.text.zh}的一种", f"a kind of {view.node.text.en}") if view.of else view.node.about
    make(cls, name=view.name, description=said(view.text, kind))


def _placed(view: View) -> bool:
    return any(prop.key == "community" for prop in view.props)


def add_prop(cls: Any, prop: Prop) -> None:
    """A property as a field."""
    cls.__annotations__[prop.name] = annotation(prop)
    setattr(cls, prop.name, strawberry.field(description=said(prop.text, prop.about)))
