"""Values of arguments as they stand in a query's text."""

import json
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
)


def literal(value: Any, type_: GraphQLInputType) -> str:
    """The value in GraphQL's own notation: enums bare, inputs with bare names."""
    if isinstance(type_, GraphQLNonNull):
        return literal(value, type_.of_type)
    if isinstance(type_, GraphQLList):
        return f"[{', '.join(literal(each, type_.of_type) for each in value)}]"
    if isinstance(type_, GraphQLInputObjectType):
        said = (f"{key}: {literal(each, type_.fields[key].type)}" for key, each in value.items())
        return f"{{{', '.join(said)}}}"
    if isinstance(type_, GraphQLEnumType):
        return str(value)
    return json.dumps(value)
