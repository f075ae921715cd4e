"""Every place in the schema where a caller can write a string, and a query that reaches it.

Walked mechanically, so that a field of tomorrow is attacked as soon as it is in the schema.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

STRINGS = frozenset({"String", "ID", "Date"})
HARMLESS = {"Int": "1", "Float": "1.0", "Boolean": "false", "String": '"d"', "ID": '"d"', "Date": '"2024-06-30"'}
GIVEN = "\0"
"""Stands in a query where the string goes; replaced by the name of a variable."""


@dataclass(frozen=True, slots=True)
class Place:
    """One argument, or one field of an input object: its name, its type, and a selection of the root type around it."""

    name: str
    root: str
    type: str
    selection: str


def places(schema: GraphQLSchema) -> list[Place]:
    """Every place, in the order in which a walk from the roots meets its type. Below a mutation nothing is walked."""
    found: list[Place] = []
    for root in (schema.query_type, schema.mutation_type):
        if root is not None:
            found += _from_root(schema, root, deep=root is schema.query_type)
    return found


def _from_root(schema: GraphQLSchema, root: GraphQLObjectType, *, deep: bool) -> Iterator[Place]:
    """Breadth first, so that each type is reached by one of its shortest ways; by a list where there is one, since a
    single node has to be named.
    """
    seen, waiting = {root.name}, deque([(root, "{}")])
    while waiting:
        type_, around = waiting.popleft()
        for name, field in sorted(type_.fields.items(), key=lambda each: "first" not in each[1].args):
            for (path, kind), written in _written(field):
                selection = around.replace("{}", f"{{ {name}({written}) {_leaf(field)} }}")
                yield Place(f"{type_.name}.{name}({path})", root.name, kind, selection)
            inner = around.replace("{}", f"{{ {name}{_required(field)} {{}} }}")
            for concrete in _concrete(schema, get_named_type(field.type)) if deep else ():
                if concrete.name not in seen:
                    seen.add(concrete.name)
                    waiting.append((concrete, inner.replace("{}", f"{{ ... on {concrete.name} {{}} }}")))


def _written(field: GraphQLField) -> Iterator[tuple[tuple[str, str], str]]:
    """Each place in a field's arguments, and the arguments written so that the string stands there."""
    for name, argument in field.args.items():
        others = [f"{n}: {_valid(a.type)}" for n, a in field.args.items() if n != name and _is_required(a)]
        for (path, type_), value in _values(argument.type):
            yield (f"{name}{path}", type_), ", ".join([f"{name}: {value}", *others])


def _values(type_: GraphQLInputType) -> Iterator[tuple[tuple[str, str], str]]:
    """Each string within a value of a type: where it is, its type, and a value with the string there."""
    plain = get_nullable_type(type_)
    if is_list_type(plain):
        for (path, inner), value in _values(plain.of_type):
            yield (f"[]{path}", inner), f"[{value}]"
    elif isinstance(plain, GraphQLInputObjectType):
        for name, field in plain.fields.items():
            others = [each for each in _needed(plain) if not each.startswith(f"{name}: ")]
            for (path, inner), value in _values(field.type):
                yield (f".{name}{path}", inner), "{" + ", ".join([f"{name}: {value}", *others]) + "}"
    elif plain.name in STRINGS:
        yield ("", str(plain)), GIVEN


def _valid(type_: GraphQLInputType) -> str:
    plain = get_nullable_type(type_)
    if is_list_type(plain):
        return f"[{_valid(plain.of_type)}]"
    if isinstance(plain, GraphQLInputObjectType):
        return "{" + ", ".join(_needed(plain)) + "}"
    values = getattr(plain, "values", None)
    return next(iter(values)) if values else HARMLESS.get(plain.name, '"d"')


def _needed(type_: GraphQLInputObjectType) -> list[str]:
    return [f"{name}: {_valid(f.type)}" for name, f in type_.fields.items() if is_non_null_type(f.type)]


def _required(field: GraphQLField) -> str:
    needed = [f"{name}: {_valid(a.type)}" for name, a in field.args.items() if _is_required(a)]
    return f"({', '.join(needed)})" if needed else ""


def _is_required(argument: GraphQLArgument) -> bool:
    """Also ``first``, so that every page is of one row."""
    return is_non_null_type(argument.type) and not str(argument.type).startswith("Boolean")


def _leaf(field: GraphQLField) -> str:
    return "" if is_leaf_type(get_named_type(field.type)) else "{ __typename }"


def _concrete(schema: GraphQLSchema, type_: object) -> list[GraphQLObjectType]:
    if isinstance(type_, GraphQLObjectType):
        return [type_]
    if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
        return list(schema.get_possible_types(type_))
    return []
