"""Caps that are checked on the text of a request, before anything of it is executed."""

from collections.abc import Iterator

from graphql import DocumentNode, FieldNode, GraphQLError, Visitor, visit
from strawberry.extensions import SchemaExtension

from api.errors import TooMany
from api.limits import ALIASES_MOST


class Aliases(Visitor):
    """Counts the fields that are given another name."""

    def __init__(self) -> None:
        """Nothing counted yet."""
        super().__init__()
        self.count = 0

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """One field of the request."""
        self.count += node.alias is not None


def check_aliases(document: DocumentNode) -> None:
    """Refuse a request that asks for one thing under many names. Raises GraphQLError around TooMany."""
    seen = Aliases()
    visit(document, seen)
    if seen.count > ALIASES_MOST:
        told = TooMany(f"别名不得超过 {ALIASES_MOST} 个。", f"A request may use {ALIASES_MOST} aliases.")
        raise GraphQLError(str(told), original_error=told)


class limits(SchemaExtension):  # noqa: N801 - reads as a word where it is used
    """Applies the caps once the text has been read."""

    def on_parse(self) -> Iterator[None]:
        """After parsing, before validation."""
        yield
        document = self.execution_context.graphql_document
        if document is not None:
            check_aliases(document)
