"""The schema as it is shipped, api/schema.graphql: which questions there are, and what they take and tell."""

from functools import cache
from importlib.resources import files
from typing import Any

from graphql import GraphQLField, GraphQLSchema, build_schema

from api.client.errors import Unfit


@cache
def schema() -> GraphQLSchema:
    """Read once, when it is first needed: it takes half a second."""
    return build_schema(files("api").joinpath("schema.graphql").read_text(encoding="utf-8"), assume_valid=True)


def asked(name: str) -> tuple[str, GraphQLField]:
    """A root field by its name in GraphQL or in Python. Raises Unfit."""
    fields: dict[str, Any] = schema().query_type.fields  # type: ignore[union-attr]
    if (called := camel(name)) in fields:
        return called, fields[called]
    raise Unfit(
        "UNKNOWN_QUESTION",
        "没有这个问题，见 api/schema.graphql。",
        "There is no such question: see api/schema.graphql.",
    )


def camel(name: str) -> str:
    """``as_of`` → ``asOf``; ``from_`` → ``from``; what is spelt as in GraphQL stays."""
    first, *more = name.strip("_").split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in more)
