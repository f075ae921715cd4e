"""Answers → networkx, by the rules of ``queries.networks``, which takes a closed list of answers and nothing else.

Residence, registration, household, tenure and check-in never become a network, whatever the grant (DOMAIN 6). Which
question an answer is of is read off the text that was asked, never off a name that the text gave it.
"""

from collections.abc import Callable
from typing import Any

import networkx as nx
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Visitor,
    get_named_type,
    get_operation_ast,
    is_enum_type,
    is_object_type,
    parse,
    visit,
)

from api.client.errors import NoNetwork
from api.client.shipped import schema
from queries import networks
from queries.networks import Network

OF: dict[str, Callable[[Any], "Network[str]"]] = {
    "doubling": networks.doubling_network,
    "unitPage": networks.unit_network,
    "communityPage": networks.community_network,
    "shortestPath": networks.shortest_path_network,
    "paths": networks.paths_network,
    "neighbourhood": networks.neighbourhood_network,
    "bridgingUnits": networks.bridging_network,
    "ifWithdraws": networks.if_withdraws_network,
}
"""The closed list."""
SPELT: dict[str, Callable[[str], str]] = {
    "TieKind": str,
    "NodeKind": lambda name: "".join(part.title() for part in name.split("_")),
}
"""How a code's name becomes the word that the graph has for it; others are in small letters."""


class Word(str):
    """A code, which ``queries.networks`` asks for its value."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """The word."""
        return str(self)


class Told:
    """An object of an answer, whose fields are read as those of the dataclass that it was on the server."""

    __slots__ = ("_fields",)

    def __init__(self, fields: dict[str, Any]) -> None:
        """By their names in Python."""
        self._fields = fields

    def __getattr__(self, name: str) -> Any:
        """A field. Raises NoNetwork for one that was not asked for."""
        if name in self._fields:
            return self._fields[name]
        raise NoNetwork(
            "NOT_SELECTED",
            f"网络还需要 {name}，请在查询中选取，或不写 select。",
            f"A network needs {name} too: select it, or leave select out.",
        )


def network_of(data: dict[str, Any], text: str, operation: str | None = None) -> "Network[str]":
    """The network of an answer; of several, all of them together. Raises NoNetwork."""
    asked = _asked(text, operation)
    fields: Any = schema().query_type.fields  # type: ignore[union-attr]
    made = [OF[name](told(value, get_named_type(fields[name].type))) for name, value in data.items() if name in asked]
    return nx.compose_all(made) if made else nx.MultiDiGraph()


def told(value: Any, type_: Any) -> Any:
    """A value of an answer as ``queries.networks`` reads it."""
    if isinstance(value, list):
        return tuple(told(each, type_) for each in value)
    if is_enum_type(type_) and value is not None:
        return Word(SPELT.get(type_.name, str.lower)(value))
    if not isinstance(value, dict) or not is_object_type(type_):
        return value
    return Told({_python(key): told(each, get_named_type(type_.fields[key].type)) for key, each in value.items()})


def _python(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _asked(text: str, operation: str | None) -> frozenset[str]:
    """The root fields, all of them of the closed list. Raises NoNetwork, and for any name that hides another."""
    document = parse(text, no_location=True)
    chosen = get_operation_ast(document, operation)
    renamed = _Renamed()
    visit(document, renamed)
    names = {*_names(chosen)} if chosen else set()
    if renamed.any or not names or not names <= OF.keys():
        raise NoNetwork(
            "NO_NETWORK",
            f"只有这些答案可成为网络，且查询不用别名和片段：{'、'.join(OF)}。",
            f"Only these answers become a network, asked without aliases and fragments: {', '.join(OF)}.",
        )
    return frozenset(names)


def _names(operation: OperationDefinitionNode) -> list[str]:
    chosen: SelectionSetNode = operation.selection_set
    return [each.name.value if isinstance(each, FieldNode) else "" for each in chosen.selections]


class _Renamed(Visitor):
    """Whether a text calls anything by another name, or hides it in a fragment."""

    any = False

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        self.any = self.any or node.alias is not None

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: Any) -> None:
        self.any = True

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> None:
        self.any = True
