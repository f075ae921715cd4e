"""A request's text is read, held against every cap, and validated, in that order and before anything is executed.

One text is read once: what was read is kept (``TEXTS_KEPT``), and only a text that passed every cap is. A cap that
depends on the variables, the cost, is checked in each request. strawberry's own caches would keep 500 texts of
whatever size, 32,000 tokens and 18 MB each.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    Source,
    parse,
    specified_rules,
    validate,
    visit,
)
from graphql.language import Visitor
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from api.cost import Prices, Pricing, check_cost, check_introspection, prices_of, with_defaults
from api.errors import BadArgument
from api.expanding import Fragments, by_fragment, check_counts, check_repeats, counted
from api.kept import Kept
from api.limits import (
    COMMENTS_MOST,
    DEFINITIONS_MOST,
    FRAGMENTS_MOST,
    OPERATIONS_MOST,
    TEXT_MOST,
    TOKENS_MOST,
    VARIABLES_MOST,
    OverLimit,
    check_at_most,
    check_variables,
)
from api.literals import check_literals
from guard.setting import SettingError

TEXTS_KEPT = 500
"""Requests whose text was read and checked before skip both: 0.65 of 0.90 ms of a small one (DESIGN 3a)."""
TOKENS_KEPT = 60_000
"""560 bytes a token: 34 MB at most, however many callers send however many texts."""
ERRORS_MOST = 20
INTROSPECTION = "JINGWEI_INTROSPECTION"
ON, OFF = frozenset({"on", "true", "yes", "1"}), frozenset({"off", "false", "no", "0"})
RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


@dataclass(slots=True)
class ReadText:
    """A text that passed every cap. ``errors`` is what validation found; None before it was validated."""

    document: DocumentNode
    operations: tuple[OperationDefinitionNode, ...]
    fragments: Fragments
    introspects: bool
    errors: list[GraphQLError] | None = field(default=None)


_kept: Kept[ReadText] = Kept(TEXTS_KEPT, TOKENS_KEPT)


def read_text(text: str) -> ReadText:
    """The text, read and held against every cap on texts. Raises OverLimit, BadArgument, GraphQLError."""
    found = _kept.get(text)
    if found is None:
        found = _read(text)
        _kept.keep(text, found, weight=_tokens(found.document))
    return found


def _read(text: str) -> ReadText:
    document = _parsed(text)
    check_literals(document)
    operations = tuple(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    fragments = _fragments(document)
    _check_definitions(document, operations, fragments)
    known = by_fragment(fragments, lambda each, known: counted(each.selection_set, known))
    for operation in operations:
        check_counts(counted(operation.selection_set, known))
        check_repeats(operation.selection_set, fragments)
    return ReadText(document, operations, fragments, _introspects(document))


def _parsed(text: str) -> DocumentNode:
    """The text as a document. The parser counts while it reads, so that it stops at a cap and not at the end."""
    check_at_most("bytes", len(text), TEXT_MOST, zh="请求不得超过 {most} 字节。", en="A request may have {most} bytes.")
    try:
        return parse(Source(text), max_lexical_tokens=TOKENS_MOST, max_comments=COMMENTS_MOST)
    except GraphQLError as error:
        raise _over(error) or error from None


def _over(error: GraphQLError) -> OverLimit | None:
    """The cap of ours that the parser's words mean, if any."""
    said = error.message
    if said.endswith("tokens. Parsing aborted."):
        return OverLimit("tokens", f"查询不得超过 {TOKENS_MOST} 个词。", f"A query may have {TOKENS_MOST} tokens.")
    if said.endswith("comments. Parsing aborted."):
        return OverLimit(
            "comments", f"注释不得超过 {COMMENTS_MOST} 行。", f"A query may have {COMMENTS_MOST} comments."
        )
    if "nested too deeply" in said:
        return OverLimit("levels", "查询嵌套过深。", "The query nests too deep.")
    return None


def _fragments(document: DocumentNode) -> Fragments:
    """Fragments by name. Two of one name are refused here: one of them would stay uncounted."""
    found = [d for d in document.definitions if isinstance(d, FragmentDefinitionNode)]
    named = {each.name.value: each for each in found}
    if len(named) < len(found):
        raise BadArgument("片段不得重名。", "Two fragments have one name.")
    return named


def _check_definitions(
    document: DocumentNode, operations: tuple[OperationDefinitionNode, ...], fragments: Fragments
) -> None:
    check_at_most(
        "definitions",
        len(document.definitions),
        DEFINITIONS_MOST,
        zh="查询与片段合计不得超过 {most} 个。",
        en="A text may define {most} operations and fragments in all.",
    )
    check_at_most(
        "operations",
        len(operations),
        OPERATIONS_MOST,
        zh="操作不得超过 {most} 个。",
        en="A text may hold {most} operations.",
    )
    check_at_most(
        "fragments",
        len(fragments),
        FRAGMENTS_MOST,
        zh="片段不得超过 {most} 个。",
        en="A text may define {most} fragments.",
    )
    for each in operations:
        check_at_most(
            "variables",
            len(each.variable_definitions or ()),
            VARIABLES_MOST,
            zh="变量不得超过 {most} 个。",
            en="A request may give {most} variables.",
        )


def the_operation(read: ReadText, name: str | None) -> OperationDefinitionNode:
    """The operation that is asked for, which is no subscription. Raises BadArgument."""
    found = named_in(read, name)
    if found.operation is OperationType.SUBSCRIPTION:
        raise BadArgument(
            "订阅须经 WebSocket（graphql-transport-ws）。", "A subscription is asked for over a WebSocket."
        )
    return found


def named_in(read: ReadText, name: str | None) -> OperationDefinitionNode:
    """The operation of that name, or the only one, of whatever kind. Raises BadArgument."""
    found = [each for each in read.operations if name in (None, "") or (each.name and each.name.value == name)]
    if len(found) != 1:
        raise BadArgument(
            "请用 operationName 指明要执行文本中的哪一个操作。",
            "Name in operationName which operation of the text to run.",
        )
    return found[0]


def check_request(read: ReadText, name: str | None, *, variables: dict[str, Any], prices: Prices) -> None:
    """Refuse a request over a cap that its variables decide, or introspection where it is off. Raises ApiError."""
    check_variables(variables)
    operation = the_operation(read, name)
    if read.introspects and not introspection_is_on():
        raise BadArgument("本服务已关闭模式查询。", "Introspection is off on this server.")
    cost = Pricing(prices, with_defaults(operation, variables)).of(operation, read.fragments)
    check_cost(cost)
    if read.introspects:
        check_introspection(cost, prices.types)


def introspection_is_on() -> bool:
    """Whether the schema may be asked for by those who are signed in: unless JINGWEI_INTROSPECTION is off.

    Raises SettingError.
    """
    said = (os.environ.get(INTROSPECTION) or "on").strip().lower()
    if said not in ON | OFF:
        raise SettingError(INTROSPECTION, "须为 on 或 off。", "must be on or off.")
    return said in ON


def validated(read: ReadText, schema: GraphQLSchema) -> list[GraphQLError]:
    """What does not fit the schema. No suggestions: each takes 8 ms, and they tell a schema that is switched off."""
    if read.errors is None:
        read.errors = validate(schema, read.document, RULES, max_errors=ERRORS_MOST, hide_suggestions=True)
    return read.errors


class Reading(SchemaExtension):
    """Puts this module in the place of strawberry's parsing and validation, so that no way in goes round the caps."""

    def on_parse(self) -> Iterator[None]:
        """Instead of parsing."""
        context = self.execution_context
        read = read_text(context.query or "")
        check_request(
            read,
            context._provided_operation_name,
            variables=context.variables or {},
            prices=_prices(context.schema._schema),
        )
        context.graphql_document = read.document
        yield

    def on_validate(self) -> Iterator[None]:
        """Instead of validating."""
        context = self.execution_context
        context.pre_execution_errors = validated(read_text(context.query or ""), context.schema._schema)
        yield


@lru_cache(maxsize=4)
def _prices(schema: GraphQLSchema) -> Prices:
    """The prices of a schema, read off it once."""
    return prices_of(schema)


def _tokens(document: DocumentNode) -> int:
    count, token = 0, document.loc.start_token if document.loc else None
    while token is not None:
        count, token = count + 1, token.next
    return count


class _Introspects(Visitor):
    """Finds a field that asks for the schema."""

    found = False

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """One field."""
        self.found = self.found or node.name.value in ("__schema", "__type")


def _introspects(document: DocumentNode) -> bool:
    seen = _Introspects()
    visit(document, seen)
    return seen.found
