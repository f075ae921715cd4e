"""What stands in a text itself: directives, values, names. Each node is looked at once, before any rule runs."""

from collections.abc import Iterator

from graphql import (
    DirectiveNode,
    DocumentNode,
    FloatValueNode,
    IntValueNode,
    ListValueNode,
    NameNode,
    Node,
    ObjectValueNode,
    StringValueNode,
)
from graphql.language.ast import QUERY_DOCUMENT_KEYS

from api.limits import (
    DIRECTIVES_MOST,
    DIRECTIVES_ON_ONE_MOST,
    NAME_MOST,
    NUMBER_MOST,
    check_at_most,
    check_list,
    check_nesting,
    check_string,
)


def check_literals(document: DocumentNode) -> None:
    """Refuse a text with a name, a value or a number of directives over its cap. Raises OverLimit."""
    directives = 0
    for node, depth in _nodes(document):
        check_nesting(depth + isinstance(node, ListValueNode | ObjectValueNode))
        on_it = len(getattr(node, "directives", None) or ())
        directives += isinstance(node, DirectiveNode)
        check_at_most(
            "directivesOnOne",
            on_it,
            DIRECTIVES_ON_ONE_MOST,
            zh="同一处的指令不得超过 {most} 个。",
            en="One place may have {most} directives.",
        )
        _check_value(node)
    check_at_most(
        "directives",
        directives,
        DIRECTIVES_MOST,
        zh="指令不得超过 {most} 个。",
        en="A request may use {most} directives.",
    )


def _check_value(node: Node) -> None:
    if isinstance(node, NameNode):
        check_at_most(
            "name", len(node.value), NAME_MOST, zh="名称不得超过 {most} 字。", en="A name may have {most} letters."
        )
    elif isinstance(node, StringValueNode):
        # As it was written: a block string of nothing but blank lines has an empty value.
        check_string(node.loc.end - node.loc.start if node.loc else len(node.value))
    elif isinstance(node, IntValueNode | FloatValueNode):
        check_at_most(
            "number", len(node.value), NUMBER_MOST, zh="数字不得超过 {most} 位。", en="A number may have {most} digits."
        )
    elif isinstance(node, ListValueNode):
        check_list(len(node.values))
    elif isinstance(node, ObjectValueNode):
        check_list(len(node.fields))


def _nodes(document: DocumentNode) -> Iterator[tuple[Node, int]]:
    """Every node, with how many lists and objects it stands in. Without recursion, for the text decides the depth."""
    waiting: list[tuple[Node, int]] = [(document, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        below = depth + isinstance(node, ListValueNode | ObjectValueNode)
        for key in QUERY_DOCUMENT_KEYS.get(node.kind, ()):
            child = getattr(node, key)
            if isinstance(child, Node):
                waiting.append((child, below))
            elif child:
                waiting.extend((each, below) for each in child)
