"""Results of questions as GraphQL types: every frozen dataclass becomes one, with its fields and its properties.

A type is called as its class; ``Row`` is put behind a name that a type of the model has, and the unit's page is the
user's JointBuildingUnit.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping
from operator import attrgetter
from typing import Annotated, Any

import strawberry

from api import pages
from api.labels import TYPES, field_text
from api.onward import add_node, node_of, onward
from api.scalars import enum_of
from api.telling import Resolver, resolver
from api.views import views
from api.words import both
from graph.model import Text
from graph.model.base import camel
from graph.model.codes import Codes
from graph.model.dates import Moment
from queries.shapes import Dated

CALLED = {"UnitPage": "JointBuildingUnit"}


@strawberry.type(name="Span", description=both(TYPES["Span"].zh, TYPES["Span"].en))
class Span(pages.DatedFact):
    """When a fact of a result holds, said as the edges of steps say it."""

    @classmethod
    def is_type_of(cls, source: object, _: Any) -> bool:
        """A result's ``Dated`` is no instance of this class."""
        return isinstance(source, Dated)


class Results:
    """The GraphQL types of results made so far, by dataclass."""

    def __init__(self, nodes: Mapping[str, type] | None = None) -> None:
        """The two that every fact has are declared by hand, so that results and steps speak of dates alike.

        ``nodes`` are the types of the graph by name, to which rows lead on.
        """
        self.nodes = nodes or {}
        self.made: dict[type, type] = {Moment: pages.Moment, Dated: Span}
        self._names = {"Moment", "Span"}

    def type_of(self, cls: type, description: str | None = None) -> type:
        """The GraphQL type of a dataclass."""
        if cls not in self.made:
            name = self._name(cls)
            made: Any = type(name, (), {"__doc__": cls.__doc__, "__annotations__": {}})
            self.made[cls] = made
            for field, hint in fields_of(cls).items():
                made.__annotations__[field] = _id(hint) if field == "id" else self.annotation(hint)
                setattr(made, field, strawberry.field(description=_said(name, field, hint)))
            if (node := node_of(cls)) and node in self.nodes:
                add_node(made, self.nodes[node])
            strawberry.type(made, description=description or _about(name, cls))
        return self.made[cls]

    def annotation(self, hint: Any) -> Any:
        """A Python annotation with every dataclass and code list replaced by its GraphQL type."""
        if typing.get_origin(hint) is Annotated:
            return self.annotation(typing.get_args(hint)[0])
        if typing.get_origin(hint) is tuple:
            return list[self.annotation(typing.get_args(hint)[0])]  # type: ignore[misc]
        if isinstance(hint, types.UnionType):
            return self.annotation(next(a for a in typing.get_args(hint) if a is not type(None))) | None
        if isinstance(hint, type) and issubclass(hint, Codes):
            return enum_of(hint)
        return self.type_of(hint) if isinstance(hint, type) and dataclasses.is_dataclass(hint) else hint

    def resolvers(self) -> dict[str, dict[str, Resolver]]:
        """For each type: the resolver of each field, by its name in GraphQL."""
        made = {type_.__name__: cls for cls, type_ in self.made.items() if cls not in (Moment, Dated)}
        found = {
            name: {camel(field): _resolver(cls, name, field) for field in fields_of(cls)} for name, cls in made.items()
        }
        for name, cls in made.items():
            if (node := node_of(cls)) and node in self.nodes:
                found[name]["node"] = onward(node)
        return found

    def _name(self, cls: type) -> str:
        name = CALLED.get(cls.__name__, cls.__name__)
        name = f"{name}Row" if name in views() else name
        if name in self._names:
            raise ValueError(f"two results are called {name}: {cls.__module__}")
        self._names.add(name)
        return name


def fields_of(cls: type) -> dict[str, Any]:
    """Fields and public properties of a dataclass with their annotations."""
    hints = typing.get_type_hints(cls, include_extras=True)
    computed = {name: value.fget for name, value in vars(cls).items() if isinstance(value, property)}
    returned = {name: typing.get_type_hints(read, include_extras=True)["return"] for name, read in computed.items()}
    return {f.name: hints[f.name] for f in dataclasses.fields(cls)} | returned


def _id(hint: Any) -> Any:
    """Whoever is withheld has no id to tell."""
    return strawberry.ID | None if isinstance(hint, types.UnionType) else strawberry.ID


def _resolver(cls: type, type_name: str, field: str) -> Resolver:
    what = f"{type_name}.{camel(field)}"
    return resolver(cls, field, fields_of(cls)[field], what=what, read=attrgetter(field))


def _said(owner: str, name: str, hint: Any) -> str:
    """What the field says of itself (``Annotated[int, Text(zh, en)]``), else what the labels call it."""
    own = next((each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Text)), None)
    text = own or field_text(owner, name)
    return both(text.zh, text.en) if text else name


def _about(name: str, cls: type) -> str:
    """What the labels call a type, else the first line of its docstring, which may be in both languages."""
    text = TYPES.get(name)
    return both(text.zh, text.en) if text else (cls.__doc__ or name).strip().splitlines()[0]


def since(source: Dated) -> Moment:
    """When a fact began."""
    return Moment(source.span.since_earliest, source.span.since_latest)


def until(source: Dated) -> Moment:
    """When it ended."""
    return Moment(source.span.until_earliest, source.span.until_latest)
