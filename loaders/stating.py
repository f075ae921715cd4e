"""A checked row → its facts: a node for each subject it declares or describes, a tie wherever both ends are named."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from graph.facts import Fact, NodeFact, TieFact, span_props
from graph.identifiers import birth_of, is_uscc
from graph.model.dates import Moment
from graph.seals import PersonCipher, Seals
from loaders.ledger import Ledger, Role, Subject, Tie
from loaders.rows import Checked

Columns = list[tuple[str, str, str]]
"""(column name, graph key, property name) of value columns."""


class Stating:
    """Knows, for one ledger, which facts a row of it states."""

    def __init__(self, ledger: Ledger, seals: Seals) -> None:
        """Reads off the ledger once which column gives which property."""
        self._seals = seals
        told = [(s, _props_of(ledger, s.name)) for s in ledger.subjects.values()]
        self._subjects = [(subject, columns) for subject, columns in told if subject.declares or columns]
        self._ties = [(t, _props_of(ledger, t.name, t.type.type.lower())) for t in ledger.ties]
        self._constants = ledger.constants
        self._labels = {s.name: s.type.label for s in ledger.subjects.values()}

    def facts(self, checked: Checked, cipher: PersonCipher | None) -> list[Fact]:
        """The facts of a row without faults; ``cipher`` seals the ID and phone of its person."""
        return [*self._nodes(checked, cipher), *self._tied(checked)]

    def _nodes(self, checked: Checked, cipher: PersonCipher | None) -> Iterator[Fact]:
        for subject, columns in self._subjects:
            for at, id_ in enumerate(checked.ids.get(subject.name, ())):
                props = {key: checked.values[name] for name, key, _ in columns if name in checked.values}
                if subject.type.personal:
                    props = self._person(props, cipher)
                else:
                    props |= self._named(subject, checked.codes[subject.name][at])
                yield NodeFact(subject.type.label, id_, {k: _stored(v) for k, v in props.items()})

    def _named(self, subject: Subject, code: str) -> dict[str, Any]:
        said = {prop: value for (owner, prop), value in self._constants.items() if owner == subject.name}
        if subject.type.label == "Organization" and is_uscc(code):
            said["uscc"] = code
        return said | {"code": code}

    def _person(self, props: dict[str, Any], cipher: PersonCipher | None) -> dict[str, Any]:
        """IDs and phones never reach the graph in the clear. Erased people have no cipher, and keep no value."""
        number, phone = props.pop("idNumber", None), props.pop("phone", None)
        if number and cipher:
            props.setdefault("birth", birth_of(number))
            props |= {"idNumber": cipher.seal(number), "idHash": self._seals.keyed_hash("id", number)}
        if phone and cipher:
            props |= {"phone": cipher.seal(phone), "phoneHash": self._seals.keyed_hash("phone", phone)}
        return props

    def _tied(self, checked: Checked) -> Iterator[Fact]:
        for tie, columns in self._ties:
            if span := checked.spans.get(tie.name):
                props = {key: _stored(checked.values[name]) for name, key, _ in columns if name in checked.values}
                props |= span_props(span)
                key = _tie_key(tie, checked, columns)
                for source, target in product(checked.ids[tie.source], checked.ids[tie.target]):
                    ends = self._labels[tie.source], source, self._labels[tie.target], target
                    yield TieFact(tie.type.type, *ends, key, props)


def _tie_key(tie: Tie, checked: Checked, columns: Columns) -> str:
    """What tells two ties of one type between the same two nodes apart: the model names it (``RelType.key``)."""
    by_prop = {prop: name for name, _, prop in columns}
    since = checked.values.get(tie.since or "")
    parts = (_since_text(since) if part == "since" else checked.values.get(by_prop[part], "") for part in tie.type.key)
    return "|".join(map(str, parts))


def _since_text(since: Any) -> str:
    if isinstance(since, Moment):
        return f"{since.earliest}/{since.latest}"
    return str(since or "")


def _stored(value: Any) -> Any:
    """Lists travel as lists; a tuple is not a Bolt value."""
    return list(value) if isinstance(value, tuple) else value


def _props_of(ledger: Ledger, *owners: str) -> Columns:
    """The value columns of an owner."""
    return [
        (c.name, c.prop.key, c.prop.name)
        for c in ledger.columns
        if c.role is Role.VALUE and c.prop and c.owner in owners
    ]
