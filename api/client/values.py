"""Python values → what a GraphQL variable takes."""

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInputType,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
)

from api.client.errors import Unfit
from api.client.shipped import camel


def plain(value: Any) -> Any:
    """A value whose type is not known: days as GraphQL writes them, members of an enumeration by their names."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple | set | frozenset) else value


def arguments(field: GraphQLField, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a question by their names in GraphQL, each as its type takes it. Raises Unfit."""
    named = {camel(name): value for name, value in given.items() if value is not None}
    if unknown := sorted(named.keys() - field.args.keys()):
        raise Unfit(
            "UNKNOWN_ARGUMENT",
            f"没有这个参数：{'、'.join(unknown)}；可用：{'、'.join(field.args)}。",
            f"No such argument: {', '.join(unknown)}; there are: {', '.join(field.args)}.",
        )
    needed = [name for name, arg in field.args.items() if str(arg.type).endswith("!") and not has_default(arg)]
    if missing := [name for name in needed if name not in named]:
        raise Unfit("ARGUMENT_NEEDED", f"缺少参数：{'、'.join(missing)}。", f"Still needed: {', '.join(missing)}.")
    return {name: typed(field.args[name].type, value) for name, value in named.items()}


def has_default(argument: Any) -> bool:
    """Whether an argument may be left out."""
    return argument.ast_node is not None and argument.ast_node.default_value is not None


def typed(type_: GraphQLInputType, value: Any) -> Any:
    """A value as its type takes it: members of an enumeration however they are written, keys as in GraphQL."""
    wanted: Any = get_nullable_type(type_)
    if value is None:
        return None
    if is_list_type(wanted):
        several = value if isinstance(value, list | tuple | set | frozenset) else [value]
        return [typed(wanted.of_type, each) for each in several]
    if is_enum_type(wanted) and isinstance(value, str):
        return value.name if isinstance(value, Enum) else value.upper()
    if is_input_object_type(wanted) and isinstance(value, Mapping):
        return {name: _field(wanted, name, each) for name, each in ((camel(k), v) for k, v in value.items())}
    return plain(value)


def _field(wanted: Any, name: str, value: Any) -> Any:
    """A field that is not in the schema goes as it is: the server says what is wrong with it."""
    return typed(wanted.fields[name].type, value) if name in wanted.fields else plain(value)
