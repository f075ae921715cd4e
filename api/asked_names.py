"""What the audit's names of questions are called, in both languages: as the schema describes the field of the name."""

from functools import cache

from graphql import GraphQLObjectType, GraphQLSchema

from graph.model import Text
from guard.audit.reading import Noted


@cache
def _descriptions(schema: GraphQLSchema) -> dict[str, Text]:
    roots = (schema.query_type, schema.mutation_type)
    fields = [pair for root in roots if isinstance(root, GraphQLObjectType) for pair in root.fields.items()]
    return {name: _parted(field.description or name) for name, field in fields}


def names_of(act: Noted, schema: GraphQLSchema) -> list[Text]:
    """What an act asked; what is no field, such as a command, is called as its kind of act."""
    known = _descriptions(schema)
    names = [known.get(name, Text(act.kind.zh, act.kind.en)) for name in act.what.split(",")]
    return list(dict.fromkeys(names))


def _parted(description: str) -> Text:
    zh, _, en = description.partition(" / ")
    return Text(zh, en or zh)
