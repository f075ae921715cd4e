"""What answering a request would cost at most: the cells of its answer, with every page full.

A page within a page multiplies, an alias adds. A list without pages, such as the occupants of a house, is taken to have
``LIST_ROWS`` entries. Counted for the variables given, since ``first`` may be one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_nullable_type,
    is_list_type,
)

from api.expanding import Fragments, by_fragment
from api.limits import COST_MOST, INTROSPECTION_MOST, check_at_most

LIST_ROWS = 10
INSIDE = {"fields": 20, "args": 5, "enumValues": 10, "inputFields": 10, "possibleTypes": 10, "directives": 10}
"""How many entries the lists of an introspection have, on average; ``types`` has as many as the schema. What stands
behind ``ofType`` counts half: the tools ask nine deep, and few types wrap another at all."""


OF_PAGES = frozenset({"nodes", "edges"})
"""Lists that a page has already been counted for; the root's ``nodes(ids:)`` has as many as it is given ids."""


@dataclass(frozen=True, slots=True)
class Prices:
    """How many rows a field has by its name: ``paged`` where ``first`` says it, with the default of ``first``."""

    paged: dict[str, int]
    lists: frozenset[str]
    types: int


def prices_of(schema: GraphQLSchema) -> Prices:
    """The prices of every field. Read off the schema, so that a new field has its price without being told."""
    paged: dict[str, int] = {}
    lists: set[str] = set()
    for name, declared in schema.type_map.items():
        if name.startswith("__") or not isinstance(declared, GraphQLObjectType | GraphQLInterfaceType):
            continue
        for key, field in declared.fields.items():
            if "first" in field.args:
                paged[key] = _int(_default(field.args["first"])) or LIST_ROWS
            elif is_list_type(get_nullable_type(field.type)) and not name.endswith("Connection"):
                lists.add(key)
    return Prices(paged, frozenset(lists - set(paged) - OF_PAGES), len(schema.type_map))


@dataclass(frozen=True, slots=True)
class Pricing:
    """Prices one request, with its variables."""

    prices: Prices
    variables: Mapping[str, Any]

    def of(self, operation: OperationDefinitionNode, fragments: Fragments) -> int:
        """The cost of an operation."""
        known = by_fragment(fragments, self._of_fragment) if fragments else {}
        return self._of_set(operation.selection_set, known, inside=False)

    def _of_fragment(self, fragment: FragmentDefinitionNode, known: dict[str, int]) -> int:
        inside = fragment.type_condition.name.value.startswith("__")
        return self._of_set(fragment.selection_set, known, inside=inside)

    def _of_set(self, found: SelectionSetNode | None, known: dict[str, int], *, inside: bool) -> int:
        cost = 0
        for selection in found.selections if found else ():
            if isinstance(selection, FragmentSpreadNode):
                cost += known.get(selection.name.value, 0)
            elif isinstance(selection, FieldNode):
                cost += self._of_field(selection, known, inside=inside or selection.name.value.startswith("__"))
            else:
                cost += self._of_set(selection.selection_set, known, inside=inside)  # type: ignore[attr-defined]
        return cost

    def _of_field(self, field: FieldNode, known: dict[str, int], *, inside: bool) -> int:
        if not field.selection_set:
            return 1
        below = self._of_set(field.selection_set, known, inside=inside)
        if inside and field.name.value == "ofType":
            return 1 + below // 2
        return 1 + below * (self._inside(field.name.value) if inside else self._rows(field))

    def _inside(self, name: str) -> int:
        return self.prices.types if name == "types" else INSIDE.get(name, 1)

    def _ids(self, field: FieldNode) -> int:
        """How many ids a field is given; one without takes one."""
        given = [each.value for each in field.arguments or () if each.name.value == "ids"]
        return _many(given[0], self.variables) if given else 1

    def _rows(self, field: FieldNode) -> int:
        name = field.name.value
        if name not in self.prices.paged:
            return LIST_ROWS if name in self.prices.lists else self._ids(field)
        for given in field.arguments or ():
            if given.name.value == "first":
                value = given.value
                if isinstance(value, IntValueNode):
                    return max(int(value.value), 1)
                if isinstance(value, VariableNode):
                    return _int(self.variables.get(value.name.value)) or self.prices.paged[name]
        return self.prices.paged[name]


def _many(value: ValueNode, variables: Mapping[str, Any]) -> int:
    given = variables.get(value.name.value) if isinstance(value, VariableNode) else getattr(value, "values", ())
    return max(len(given), 1) if isinstance(given, list | tuple) else 1


def with_defaults(operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The variables with the defaults that the text gives whole numbers."""
    given = dict(variables)
    for declared in operation.variable_definitions or ():
        default = declared.default_value
        if isinstance(default, IntValueNode):
            given.setdefault(declared.variable.name.value, int(default.value))
    return given


def check_cost(cost: int) -> None:
    """Refuse a request whose answer could be too large. Raises OverLimit."""
    check_at_most(
        "cost",
        cost,
        COST_MOST,
        zh="查询的估算开销不得超过 {most}，请减小 first 或少选字段。",
        en="The estimated cost of a request may be {most}; make first smaller, or select less.",
    )


def check_introspection(cost: int, types: int) -> None:
    """Refuse more than one whole introspection in a request. Raises OverLimit."""
    check_at_most(
        "introspection",
        cost,
        INTROSPECTION_MOST * types,
        zh="模式查询的估算开销不得超过 {most}。",
        en="The estimated cost of an introspection may be {most}.",
    )


def _default(argument: Any) -> object:
    """The default of an argument, in whichever of its two places graphql-core keeps it."""
    default = getattr(argument, "default", None)
    return getattr(default, "value", None) or getattr(argument, "default_value", None)


def _int(value: object) -> int:
    return max(value, 1) if isinstance(value, int) and not isinstance(value, bool) else 0
