"""Which GraphQL types show a node, and what each of them lets one see.

Most types show everything that is declared. A person has two views: as a resident, reached by private ties, and as the
holder of a post, of whom the name and the posts are all there is to see: the class of data decides by structure, before
any rule is asked (DOMAIN 6). Resident IDs and phones are sealed and in no type.
"""

from dataclasses import dataclass
from functools import cache

from graph.model import NODES, NodeType, Prop, Text
from graph.model.codes import DataClass
from queries.steps import Way, ways_from

SEALED = frozenset({DataClass.ID, DataClass.PHONE})
OFFICE = frozenset({DataClass.OPEN, DataClass.OFFICE})


@dataclass(frozen=True, slots=True)
class View:
    """One object type or interface: its name, the node it shows, and whether resident data is in it."""

    name: str
    node: NodeType
    text: Text
    of: str | None = None
    abstract: bool = False
    office_only: bool = False

    @property
    def props(self) -> tuple[Prop, ...]:
        """The properties it shows."""
        return tuple(p for p in self.node.props if readable(p) and (not self.office_only or p.data_class in OFFICE))

    @property
    def ways(self) -> tuple[Way, ...]:
        """The steps it has."""
        ways = ways_from(self.node.label)
        return tuple(w for w in ways if w.type.type == "HOLDS") if self.office_only else ways


def readable(declared: Prop) -> bool:
    """Whether any answer may carry a property at all."""
    return not declared.internal and declared.data_class not in SEALED


@cache
def views() -> dict[str, View]:
    """Every view by its GraphQL name, each interface before the types that implement it."""
    return {view.name: view for declared in NODES.values() for view in _views_of(declared)}


def concrete(label: str, *, person_as: str | None = None) -> tuple[View, ...]:
    """The object types that a node of a label can turn out to be; a person is what the step shows them as."""
    if NODES[label].personal:
        return (views()[person_as or "OfficeHolder"],)
    return tuple(v for v in views().values() if v.node.label == label and not v.abstract)


def _views_of(declared: NodeType) -> tuple[View, ...]:
    label, text = declared.label, declared.text
    if declared.personal:
        return (
            View(label, declared, text, abstract=True, office_only=True),
            View("Resident", declared, Text("居民", "Resident"), of=label),
            View("OfficeHolder", declared, Text("任职者", "Office holder"), of=label, office_only=True),
        )
    if not declared.variants:
        return (View(label, declared, text),)
    variants = tuple(View(v.name, declared, v.text, of=label) for v in declared.variants)
    return (View(label, declared, text, abstract=True), *variants)
