"""Which fields a request selects of one object type, as the GraphQL specification's CollectFields says.

graphql-core has the same function for its own use only, with a signature that its releases change.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLAbstractType,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSkipDirective,
    SelectionNode,
    get_argument_values,
    get_directive_values,
)
from graphql.execution import VariableValues

Fields = dict[str, list[FieldNode]]
Info = GraphQLResolveInfo[Any]


def collected(info: Info, type_name: str, nodes: Iterable[FieldNode]) -> Fields:
    """Fields by response key; those under one key are merged, fragments that do not apply are left out."""
    found: Fields = {}
    for node in nodes:
        for selected in _flat(info, type_name, node.selection_set.selections if node.selection_set else ()):
            found.setdefault((selected.alias or selected.name).value, []).append(selected)
    return found


def arguments(info: Info, type_name: str, node: FieldNode) -> dict[str, object]:
    """The arguments of a field, with defaults, by their names in GraphQL."""
    declared = info.schema.type_map[type_name].fields[node.name.value]  # type: ignore[attr-defined]
    return get_argument_values(declared, node, _variables(info))


def _flat(info: Info, type_name: str, selections: Iterable[SelectionNode]) -> Iterator[FieldNode]:
    for selection in selections:
        if not _included(info, selection):
            continue
        if isinstance(selection, FieldNode):
            yield selection
        else:
            yield from _inside(info, type_name, selection)


def _inside(info: Info, type_name: str, selection: SelectionNode) -> Iterator[FieldNode]:
    """The fields of a fragment, if it applies to the type."""
    fragment: Any = info.fragments[selection.name.value] if isinstance(selection, FragmentSpreadNode) else selection
    condition = fragment.type_condition
    if condition is None or _applies(info, condition.name.value, type_name):
        yield from _flat(info, type_name, fragment.selection_set.selections)


def _included(info: Info, node: SelectionNode) -> bool:
    skip = get_directive_values(GraphQLSkipDirective, node, _variables(info))
    include = get_directive_values(GraphQLIncludeDirective, node, _variables(info))
    return not (skip and skip["if"]) and not (include and not include["if"])


def _applies(info: Info, condition: str, type_name: str) -> bool:
    wider = info.schema.type_map[condition]
    if condition == type_name or not isinstance(wider, GraphQLAbstractType):
        return condition == type_name
    narrower = info.schema.type_map[type_name]
    return isinstance(narrower, GraphQLObjectType) and info.schema.is_sub_type(wider, narrower)


def _variables(info: Info) -> VariableValues:
    """strawberry hands resolvers the bare values; graphql-core's own functions want them in their container."""
    values: Any = info.variable_values
    return values if isinstance(values, VariableValues) else VariableValues({}, values)
