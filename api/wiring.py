"""Resolvers of graph types: a look-up by response key, put on the finished schema.

strawberry would wrap each of them in its own call, and one call a field is where GraphQL time goes (DESIGN 3a).
"""

from operator import attrgetter
from typing import Any

from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, GraphQLUnionType

from api.results import since, until
from api.rows import TYPE, Answer

BY_NAME = frozenset({"Moment", "PageInfo"})
"""Types without arguments or steps: their fields have one value each, whatever they are called in the response."""


def wire(schema: GraphQLSchema, names: set[str], results: dict[str, dict[str, str]]) -> None:
    """Give types of the graph (``names``) and of ``results`` their resolvers, and abstract types their way to tell."""
    for name, type_ in schema.type_map.items():
        if name in BY_NAME:
            _resolve(type_, _by_field_name)
        elif name == "Dated":
            type_.fields["since"].resolve = lambda source, info: since(source)  # type: ignore[attr-defined]
            type_.fields["until"].resolve = lambda source, info: until(source)  # type: ignore[attr-defined]
        elif name in names and isinstance(type_, GraphQLObjectType):
            type_.is_type_of = None
            _resolve(type_, _by_response_key)
        elif name in results:
            _read_attributes(type_, results[name])
        elif isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
            type_.resolve_type = _type_of


def _resolve(type_: Any, resolver: Any) -> None:
    for field in type_.fields.values():
        field.resolve = resolver


def _read_attributes(type_: Any, attributes: dict[str, str]) -> None:
    for name, attribute in attributes.items():
        type_.fields[name].resolve = _attribute(attribute)


def _attribute(name: str) -> Any:
    read = attrgetter(name)
    return lambda source, info: read(source)


def _by_response_key(source: Answer, info: Any, **_: object) -> Any:
    return source[info.path.key]


def _by_field_name(source: Any, info: Any) -> Any:
    return source[info.field_name] if isinstance(source, dict) else getattr(source, info.field_name)


def _type_of(value: Any, *_: object) -> str:
    name: str = value[TYPE]
    return name
