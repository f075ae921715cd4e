"""What the graph says of one person, read off the model, so that what is added to the model is told as well."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.model import NODES, RELATIONSHIPS, NodeType, Prop, RelType, Text
from graph.model.base import SPAN_KEYS
from graph.model.codes import DataClass
from graph.model.dates import Certainty, Span, today
from graph.seals import PersonCipher
from graph.store import Store
from graph.text import cypher
from guard.subject.values import HeldValue, value_of

FACTS = cypher(__file__, "facts")
SEALED = frozenset({DataClass.ID, DataClass.PHONE})


@dataclass(frozen=True, slots=True)
class Beyond:
    """What the node at the other end belongs to: a post's organization, a check-in's unit and community."""

    kind: Text
    name: str


@dataclass(frozen=True, slots=True)
class HeldFact:
    """One tie: what it says, of what, from when to when, and the records that it stands on."""

    type: Text
    kind: Text
    name: str
    code: str | None
    beyond: tuple[Beyond, ...]
    values: tuple[HeldValue, ...]
    span: Span
    certainty: Certainty
    sources: tuple[int, ...]
    disputed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldPerson:
    """A person's own values and ties; both empty where the graph does not know the person."""

    values: tuple[HeldValue, ...] = ()
    sources: tuple[int, ...] = ()
    facts: tuple[HeldFact, ...] = ()


async def facts_about(store: Store, person: str, cipher: PersonCipher | None) -> HeldPerson:
    """Everything that the graph says of the person, their sealed values opened with their own key."""
    row = await store.read_one(FACTS, {"person": person})
    if row is None:
        return HeldPerson()
    said = _opened(row["person"], cipher)
    facts = tuple(_fact(*tie) for tie in row["ties"])
    return HeldPerson(_values(NODES["Person"], said), tuple(said.get("sources") or ()), facts)


def _opened(said: Mapping[str, Any], cipher: PersonCipher | None) -> dict[str, Any]:
    """The person's values with the sealed ones opened, or left out when the key is gone."""
    sealed = {p.key for p in NODES["Person"].props if p.data_class in SEALED and not p.internal}
    kept = {key: value for key, value in said.items() if key not in sealed}
    return kept | {key: cipher.open(said[key]) for key in sealed & said.keys() if cipher and said[key]}


def _fact(type_: str, label: str, name: str, code: str | None, said: Mapping[str, Any], beyond: list[Any]) -> HeldFact:
    declared = RELATIONSHIPS[type_]
    span = Span(*(_day(said.get(key)) for key in SPAN_KEYS))
    return HeldFact(
        type=declared.text,
        kind=NODES[label].text,
        name=name,
        code=code,
        beyond=tuple(Beyond(NODES[each].text, called) for each, called in beyond),
        values=_values(declared, said),
        span=span,
        certainty=span.on(today()),
        sources=tuple(said.get("sources") or ()),
        disputed=tuple(said.get("disputed") or ()),
    )


def _values(declared: NodeType | RelType, said: Mapping[str, Any]) -> tuple[HeldValue, ...]:
    return tuple(value_of(p, _native(said[p.key])) for p in declared.props if _told(p, said))


def _told(declared: Prop, said: Mapping[str, Any]) -> bool:
    return not declared.internal and not declared.derived and said.get(declared.key) not in (None, "")


def _native(value: Any) -> Any:
    """The driver has days of its own."""
    return value.to_native() if hasattr(value, "to_native") else value


def _day(value: Any) -> Any:
    return None if value is None else _native(value)
