"""A watched question names nobody, however far it goes: no step, row or count of its selection is of a person.

A question whose own rows name nobody may lead on, by an organization or a place, to whoever holds a post or lives
there. That is refused by the text, whatever the graph holds: an error that came once there was somebody would tell.
"""

from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    is_abstract_type,
    visit,
)

from api.errors import BadArgument
from api.reading import ReadText
from api.views import views
from queries.rows import PERSONS
from queries.shapes import HouseRow, Small
from queries.steps import is_listed

UNWATCHED = (*PERSONS, Small, HouseRow)
"""Rows that no watched question has. What changes in a house, one by one, is who lives in it."""
INSIDE_A_PAGE = frozenset({"nodes", "edges", "node"})


class NamesSomebody(BadArgument):
    """A subscription that could tell of a person."""

    def __init__(self) -> None:
        """The sentence does not say whether there is anybody."""
        super().__init__(
            "持续关注的问题不得涉及个人或居民人数。",
            "A watched question neither names people nor counts residents.",
        )


def check_unnamed(read: ReadText, operation: OperationDefinitionNode, schema: GraphQLSchema) -> None:
    """Refuse an operation that has been validated and tells of a person. Raises NamesSomebody."""
    info = TypeInfo(schema)
    asked = DocumentNode(definitions=(operation, *read.fragments.values()))
    visit(asked, TypeInfoVisitor(info, _Fields(info, naming(schema))))


class _Fields(Visitor):
    """Looks at the type of every field."""

    def __init__(self, info: TypeInfo, barred: frozenset[str]) -> None:
        super().__init__()
        self._info, self._barred = info, barred

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """One field."""
        found = self._info.get_type()
        if found is not None and get_named_type(found).name in self._barred:
            raise NamesSomebody

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: object) -> None:
        """One fragment of a type."""
        self._check(node.type_condition)

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: object) -> None:
        """One fragment with a name."""
        self._check(node.type_condition)

    def _check(self, condition: NamedTypeNode | None) -> None:
        if condition is not None and condition.name.value in self._barred:
            raise NamesSomebody


@lru_cache(maxsize=4)
def naming(schema: GraphQLSchema) -> frozenset[str]:
    """The types that tell of a person: their views, rows and counts, what may turn out to be one, and pages of them."""
    barred = {view.name for view in views().values() if view.node.personal or not is_listed(view.node.label)}
    barred |= {name for each in UNWATCHED for name in (each.__name__, f"{each.__name__}Row")}
    types = {name: type_ for name, type_ in schema.type_map.items() if not name.startswith("__")}
    wide = {name for name, type_ in types.items() if is_abstract_type(type_) and _may_be(schema, type_) & barred}
    barred |= wide - {"Node"}  # which has an id and no more; what it turns out to be is asked for by a fragment
    while more := {name for name, type_ in types.items() if name not in barred and _page_of(type_) & barred}:
        barred |= more
    return frozenset(barred & set(types))


def _may_be(schema: GraphQLSchema, type_: Any) -> set[str]:
    return {each.name for each in schema.get_possible_types(type_)}


def _page_of(type_: Any) -> set[str]:
    """What the rows of a page, or of its edges, are."""
    if not type_.name.endswith(("Connection", "Edge")):
        return set()
    return {get_named_type(field.type).name for name, field in type_.fields.items() if name in INSIDE_A_PAGE}
