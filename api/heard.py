"""A request understood as far as the audit has to name it: its text, and the questions that it begins with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, FragmentSpreadNode, InlineFragmentNode, OperationType, SelectionSetNode

from api.asked import Asked
from api.reading import ReadText, read_text, the_operation
from api.trusted import text_asked
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
    fields = tuple(sorted(set(_roots(chosen.selection_set, read))))
    return Heard(text, asked.variables, asked.operation, chosen.operation is OperationType.MUTATION, fields)


def _roots(selection: SelectionSetNode, read: ReadText, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The names of the root fields, those in fragments too."""
    for each in selection.selections:
        if isinstance(each, FieldNode):
            yield each.name.value
        elif isinstance(each, InlineFragmentNode):
            yield from _roots(each.selection_set, read, seen)
        elif isinstance(each, FragmentSpreadNode) and each.name.value in read.fragments.keys() - seen:
            inner = read.fragments[each.name.value]
            yield from _roots(inner.selection_set, read, seen | {each.name.value})
