"""A request understood as far as the audit has to name it: its text, and the questions that it begins with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)

from api.asked import Asked
from api.errors import BadArgument
from api.reading import ReadText, named_in, read_text, the_operation, validated
from api.trusted import text_asked
from api.watching.unnamed import check_unnamed
from guard.roles import Role


@dataclass(frozen=True, slots=True)
class Heard:
    """What a request asks: the text, whether its own or a document's."""

    text: str
    variables: dict[str, Any]
    operation: str | None
    mutates: bool
    fields: tuple[str, ...]


def heard(asked: Asked, role: Role) -> Heard:
    """Understand a request. Raises ApiError, Refusal or GraphQLError where it is none that this role may send."""
    text = text_asked(role, query=asked.query, document_id=asked.document)
    read = read_text(text)
    chosen = the_operation(read, asked.operation)
    mutates = chosen.operation is OperationType.MUTATION
    return Heard(text, asked.variables, asked.operation, mutates, fields_of(chosen, read))


def heard_to_watch(asked: Asked, role: Role, schema: GraphQLSchema) -> Heard:
    """Understand what is to be watched: the question that the subscription asks, which is asked anew for each answer.

    Raises as ``heard``, and BadArgument for what is no subscription.
    """
    text = text_asked(role, query=asked.query, document_id=asked.document)
    read = read_text(text)
    chosen = named_in(read, asked.operation)
    if chosen.operation is not OperationType.SUBSCRIPTION:
        raise BadArgument("此处只接受订阅；查询与变更请用 POST。", "Only subscriptions here; ask and change by POST.")
    for error in validated(read, schema):
        raise error
    check_unnamed(read, chosen, schema)
    return Heard(as_query(text, chosen), asked.variables, asked.operation, False, fields_of(chosen, read))


def as_query(text: str, subscription: OperationDefinitionNode) -> str:
    """The text with its subscription as a query: both have the same fields, of the same types."""
    word = OperationType.SUBSCRIPTION.value
    at = text.index(word, subscription.loc.start if subscription.loc else 0)
    return text[:at] + OperationType.QUERY.value + text[at + len(word) :]


def fields_of(operation: OperationDefinitionNode, read: ReadText) -> tuple[str, ...]:
    """The names of an operation's root fields, each once."""
    return tuple(sorted(set(roots_of(operation.selection_set, read))))


def roots_of(selection: SelectionSetNode, read: ReadText, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The names of the root fields as often as they are selected, those in fragments too."""
    for each in selection.selections:
        if isinstance(each, FieldNode):
            yield each.name.value
        elif isinstance(each, InlineFragmentNode):
            yield from roots_of(each.selection_set, read, seen)
        elif isinstance(each, FragmentSpreadNode) and each.name.value in read.fragments.keys() - seen:
            inner = read.fragments[each.name.value]
            yield from roots_of(inner.selection_set, read, seen | {each.name.value})
