"""How the model is declared: one class a node type or relationship type, every property labelled in zh and en.

Constraints, ledger columns, templates, GraphQL types and docs/model.md are read off these classes; nothing about the
model is written a second time. A declaration is a frozen dataclass as well, so results and tests use it directly.
"""

import dataclasses
import datetime as dt
import re
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar, dataclass_transform

from graph.model.codes import Codes, DataClass

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Text:
    """What a user reads, in both languages."""

    zh: str
    en: str


class Search(StrEnum):
    """How a property is searched: which words ``graph.tokens`` makes of it. UNIT and ROOM add to their address."""

    PERSON = "person"
    NAME = "name"
    ADDRESS = "address"
    UNIT = "unit"
    ROOM = "room"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Prop:
    """One declared property. ``name`` is the Python name, ``key`` the name in the graph and in GraphQL."""

    name: str
    key: str
    type: type
    many: bool
    text: Text
    about: Text
    data_class: DataClass
    index: str | None
    derived: bool
    internal: bool
    within: tuple[float, float] | None = None
    search: Search | None = None


def prop(
    zh: str,
    en: str,
    *,
    about: tuple[str, str] | None = None,
    data_class: DataClass | None = None,
    index: str | None = None,
    derived: bool = False,
    internal: bool = False,
    many: bool = False,
    within: tuple[float, float] | None = None,
    search: Search | None = None,
) -> Any:
    """Declare a property.

    ``index`` is "unique", "range" or "text"; ``derived`` values are computed by the projection and never loaded;
    ``internal`` ones (hashes, ciphers) serve the machine and are in no answer; ``data_class`` defaults to the node's;
    ``within`` are the least and the greatest number that it can be; ``search`` says how nodes are found by it.
    """
    declared = {
        "text": Text(zh, en),
        "about": Text(*(about or (zh, en))),
        "data_class": data_class,
        "index": index,
        "derived": derived,
        "internal": internal,
        "within": within,
        "search": search,
    }
    if many:
        return dataclasses.field(default=(), metadata=declared)
    return dataclasses.field(default=None, metadata=declared)


@dataclass(frozen=True, slots=True)
class Variant:
    """A GraphQL type for some values of a node's discriminating property: Place with level grid is a ``Grid``."""

    name: str
    values: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class NodeType:
    """What the declaration of one node type says."""

    cls: type
    label: str
    text: Text
    about: Text
    props: tuple[Prop, ...]
    key: tuple[str, ...]
    variant_by: str | None
    variants: tuple[Variant, ...]
    personal: bool

    def prop(self, name: str) -> Prop:
        """The property called ``name`` in Python. Raises KeyError."""
        return _named(self.props, name, self.label)


@dataclass(frozen=True, slots=True)
class Step:
    """The name of a relationship seen from one of its ends. ``view`` names the GraphQL type to show a person as."""

    name: str
    text: Text
    view: str | None = None


@dataclass(frozen=True, slots=True)
class RelType:
    """What the declaration of one relationship type says. Its key is its two ends and ``key``."""

    cls: type
    type: str
    text: Text
    about: Text
    props: tuple[Prop, ...]
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    forward: Step
    backward: Step
    key: tuple[str, ...]
    private: bool

    def prop(self, name: str) -> Prop:
        """The property called ``name`` in Python. Raises KeyError."""
        return _named(self.props, name, self.type)


NODES: dict[str, NodeType] = {}
RELATIONSHIPS: dict[str, RelType] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Every node has an opaque id of ours, and the records it stands on."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rel:
    """Every relationship is dated; each end is a range (graph.model.dates)."""

    since_earliest: dt.date | None = None
    since_latest: dt.date | None = None
    until_earliest: dt.date | None = None
    until_latest: dt.date | None = None


SPAN_KEYS = ("sinceEarliest", "sinceLatest", "untilEarliest", "untilLatest")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(prop,))
def node(
    zh: str,
    en: str,
    *,
    about: tuple[str, str],
    key: tuple[str, ...],
    personal: bool = False,
    variant_by: str | None = None,
    variants: tuple[Variant, ...] = (),
) -> Callable[[type[C]], type[C]]:
    """Declare the class below as a node type. ``key``: the properties by which a ledger row names one."""

    def declare(cls: type[C]) -> type[C]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        default = DataClass.RESIDENT if personal else DataClass.OPEN
        NODES[made.__name__] = NodeType(
            made,
            made.__name__,
            Text(zh, en),
            Text(*about),
            _props(made, default),
            key,
            variant_by,
            variants,
            personal,
        )
        return made

    return declare


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(prop,))
def relationship(
    zh: str,
    en: str,
    *,
    about: tuple[str, str],
    source: str,
    target: str,
    forward: Step,
    backward: Step,
    key: tuple[str, ...] = ("since",),
    private: bool = False,
) -> Callable[[type[C]], type[C]]:
    """Declare the class below as a relationship type; ``source`` and ``target`` are labels, "A|B" for either.

    ``private`` marks a tie that no path or measure may walk (DOMAIN 6).
    """

    def declare(cls: type[C]) -> type[C]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", made.__name__).upper()
        default = DataClass.RESIDENT if private else DataClass.OPEN
        RELATIONSHIPS[name] = RelType(
            made,
            name,
            Text(zh, en),
            Text(*about),
            _props(made, default),
            tuple(source.split("|")),
            tuple(target.split("|")),
            forward,
            backward,
            key,
            private,
        )
        return made

    return declare


def camel(name: str) -> str:
    """``since_earliest`` → ``sinceEarliest``: the graph and GraphQL spell names as JSON does."""
    head, *tail = name.split("_")
    return head + "".join(part.title() for part in tail)


def _props(cls: type, default: DataClass) -> tuple[Prop, ...]:
    hints = typing.get_type_hints(cls)
    declared = [f for f in dataclasses.fields(cls) if f.metadata]
    return tuple(_prop(f, *_plain(hints[f.name]), default) for f in declared)


def _prop(f: "dataclasses.Field[Any]", plain: type, many: bool, default: DataClass) -> Prop:
    said = f.metadata
    return Prop(
        f.name,
        camel(f.name),
        plain,
        many,
        said["text"],
        said["about"],
        said["data_class"] or default,
        said["index"],
        said["derived"],
        said["internal"],
        said["within"],
        said["search"],
    )


def _plain(hint: Any) -> tuple[type, bool]:
    """``str | None`` → (str, False); ``tuple[str, ...]`` → (str, True)."""
    if typing.get_origin(hint) is tuple:
        return typing.get_args(hint)[0], True
    if isinstance(hint, types.UnionType):
        return next(a for a in typing.get_args(hint) if a is not type(None)), False
    return hint, False


def _named(props: tuple[Prop, ...], name: str, owner: str) -> Prop:
    for declared in props:
        if declared.name == name:
            return declared
    raise KeyError(f"{owner} declares no property {name}")


def codes_of(declared: Prop) -> type[Codes] | None:
    """The code list of a coded property, else None."""
    return declared.type if issubclass(declared.type, Codes) else None
