"""Resolvers of question results: one attribute a field, put on the finished schema.

strawberry would wrap each of them in its own call, and one call a field is where GraphQL time goes (DESIGN 3a). Types
of the graph need none: their answers are finished before they reach the executor (api.rows).
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from graphql import GraphQLSchema

from api.results import since, until


def wire(schema: GraphQLSchema, results: dict[str, dict[str, str]]) -> None:
    """Give the types of ``results`` their resolvers: for each type, the attribute of each field."""
    for name, attributes in results.items():
        for field, attribute in attributes.items():
            _resolve(schema, name, field, attrgetter(attribute))
    _resolve(schema, "Dated", "since", since)
    _resolve(schema, "Dated", "until", until)


def _resolve(schema: GraphQLSchema, name: str, field: str, read: Callable[[Any], Any]) -> None:
    type_: Any = schema.type_map[name]
    type_.fields[field].resolve = lambda source, info: read(source)
