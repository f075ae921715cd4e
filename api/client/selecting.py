"""What is asked for where nobody says what: everything that an answer tells by itself, and no step from it to more.

A row's ``node`` leads on into the graph, so it is never followed; that of a walk is what the walk tells.
Of a node of the graph only its own values are taken.
"""

from collections.abc import Iterator
from typing import Any

from graphql import GraphQLField, get_named_type, is_interface_type, is_leaf_type, is_object_type

from api.client.values import has_default

DEEPEST = 6
"""How many levels of objects: a joint committee's delegates have their dates on the sixth."""
SAID_TWICE = frozenset({"Doubling.conflicts", "Doubler.proof"})
"""What stands in ``findings``, their ``left`` and ``right`` too; with it ten rules would be over the server's cap."""
PAGE = "pageInfo { hasNextPage endCursor }"


def question_text(name: str, field: GraphQLField, given: dict[str, Any], select: str | None) -> str:
    """The GraphQL that asks one root field, with a variable for each argument that is given."""
    declared = ", ".join(f"${each}: {field.args[each].type}" for each in given)
    passed = ", ".join(f"{each}: ${each}" for each in given)
    chosen = selection(field) if select is None else bare(select)
    below = f" {{ {chosen} }}" if chosen else ""
    return f"query{f'({declared})' if declared else ''} {{ {name}{f'({passed})' if passed else ''}{below} }}"


def bare(select: str) -> str:
    """A selection without the braces around it."""
    inner = select.strip()
    return inner[1:-1].strip() if inner.startswith("{") else inner


def selection(field: GraphQLField) -> str:
    """All that an answer tells by itself."""
    return _of(get_named_type(field.type), DEEPEST)


def has_pages(field: GraphQLField) -> bool:
    """Whether the root field is a list in pages."""
    type_: Any = get_named_type(field.type)
    return "after" in field.args and is_object_type(type_) and "pageInfo" in type_.fields


def _of(type_: Any, depth: int) -> str:
    if not (is_object_type(type_) or is_interface_type(type_)) or depth == 0:
        return ""
    return " ".join(_fields(type_, 0 if _in_the_graph(type_) else depth - 1))


def _in_the_graph(type_: Any) -> bool:
    return type_.name == "Node" or any(each.name == "Node" for each in getattr(type_, "interfaces", ()))


def _fields(type_: Any, deeper: int) -> Iterator[str]:
    for name, field in type_.fields.items():
        onward = name == "node" and _in_the_graph(get_named_type(field.type))
        if onward or f"{type_.name}.{name}" in SAID_TWICE or not _free(field):
            continue
        if is_leaf_type(get_named_type(field.type)):
            yield name
        elif below := _of(get_named_type(field.type), deeper):
            yield f"{name} {{ {below} }}"


def _free(field: GraphQLField) -> bool:
    return all(has_default(each) or not str(each.type).endswith("!") for each in field.args.values())
