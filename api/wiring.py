"""Resolvers of question results: one attribute a field, put on the finished schema.

strawberry would wrap each of them in its own call, and one call a field is where GraphQL time goes (DESIGN 3a). Types
of the graph need none: their answers are finished before they reach the executor (api.rows).
"""

from typing import Any

from graphql import GraphQLSchema

from api.results import since, until
from api.telling import Resolver


def wire(schema: GraphQLSchema, results: dict[str, dict[str, Resolver]]) -> None:
    """Give the types of ``results`` their resolvers."""
    dated: dict[str, Resolver] = {"since": lambda source, _: since(source), "until": lambda source, _: until(source)}
    for name, resolvers in {**results, "Span": dated}.items():
        type_: Any = schema.type_map[name]
        for field, resolve in resolvers.items():
            type_.fields[field].resolve = resolve
