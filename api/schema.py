"""The whole schema: types from the model, roots, questions, mutations, watches; and its export for review.

python -m api.schema        writes api/schema.graphql
"""

from functools import cache
from pathlib import Path
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from api.changes import mutation_type
from api.fields import own_fields
from api.nodes import Node, node_types
from api.questions import question_fields
from api.reading import Reading
from api.results import Results
from api.roots import root_fields
from api.rows import Finishing
from api.scalars import SCALARS
from api.watching.fields import subscription_type
from api.wiring import wire
from api.words import both

EXPORT = Path(__file__).parent / "schema.graphql"


class Quiet(strawberry.Schema):
    """strawberry logs errors with their text, which may quote a value; api.errors logs their kind instead."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing here."""


@cache
def schema() -> strawberry.Schema:
    """The schema, made once."""
    made = node_types()
    results = Results({**made, "Node": Node})
    config = StrawberryConfig(scalar_map=SCALARS, sort_schema=True)
    built = Quiet(
        query=_query(made, results),
        mutation=mutation_type(made),
        subscription=subscription_type(results),
        types=list(made.values()),
        config=config,
        execution_context_class=Finishing,
        extensions=[Reading],
    )
    wire(built._schema, results.resolvers())
    return built


def _query(made: dict[str, type], results: Results) -> type:
    fields = {**root_fields(made), **question_fields(results), **own_fields()}
    cls: Any = type("Query", (), {"__doc__": "What may be asked.", "__annotations__": {}, **fields})
    query: type = strawberry.type(cls, description=both("可以问的", "What may be asked"))
    return query


if __name__ == "__main__":
    EXPORT.write_text(schema().as_str() + "\n", encoding="utf-8")
