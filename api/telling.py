"""Whom the answer to a question shows, noted as its rows are handed to the executor: who is not selected is not shown.

A row that has a person in it tells of that person whichever of its fields are selected: a nameless occupant of one
house is still somebody.
"""

import dataclasses
import typing
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from api.context import Asking
from graph.model.codes import DataClass
from graph.model.dates import today
from guard.access import Access, grown_on
from guard.shown import Why
from queries.doubling import Doubling
from queries.doubling_gaps import DoublingGaps
from queries.doubling_periods import DoublingPeriods
from queries.many_posts import ManyPosts
from queries.rows import PERSONS, classes_of, types_in
from queries.shapes import Holder, Resident

WHOLE = frozenset({Doubling, DoublingGaps, DoublingPeriods, ManyPosts})
"""Answers whose rows stand by themselves."""

Read = Callable[[Any], Any]
Resolver = Callable[[Any, Any], Any]


def resolver(cls: type, field: str, hint: Any, *, what: str, read: Read) -> Resolver:
    """The resolver of one field of a result; ``what`` is its name in GraphQL."""
    data_class = classes_of(cls).get(field)
    if data_class:
        return _of_class(data_class, what, read)
    if any(each in PERSONS or _persons_of(each) for each in types_in(hint) if dataclasses.is_dataclass(each)):
        return _of_people(what, read)
    return lambda source, info: read(source)


def _of_class(data_class: DataClass, what: str, read: Read) -> Resolver:
    def resolve(source: Any, info: Any) -> Any:
        access = _access(info)
        if not access.sees(data_class):
            access.shown.withhold(what, Why.CLASS, data_class)
        else:
            for person in _everyone(source):
                _tell(access, person, what)
                if person.id:
                    access.shown.person(person.id, data_class)
        return read(source)

    return resolve


def _of_people(what: str, read: Read) -> Resolver:
    def resolve(source: Any, info: Any) -> Any:
        value, access = read(source), _access(info)
        for row in value if isinstance(value, tuple) else (value,):
            for person in _people(row):
                _tell(access, person, what)
                if person.id and person.id in _volunteers(source) | _volunteers(row):
                    access.shown.person(person.id, DataClass.RESIDENT)
        return value

    return resolve


def _tell(access: Access, person: Resident | Holder, what: str) -> None:
    if person.id is None:
        access.shown.withhold(what, Why.CLASS, DataClass.RESIDENT)
    elif isinstance(person, Holder):
        access.shown.person(person.id, DataClass.RESIDENT if person.volunteer else DataClass.OFFICE)
    else:
        minor = person.birth is None or person.birth > grown_on(today())
        access.shown.person(person.id, DataClass.RESIDENT, *([DataClass.MINOR] if minor else []))


def tell_of(access: Access, answer: Any, what: str) -> None:
    """Note whom a whole answer is about: an address tells of its person, also where their name is not selected."""
    for person in _people(answer):
        _tell(access, person, what)


def _everyone(row: Any) -> Iterator[Any]:
    """The persons in a row, and in the rows that it is made of."""
    yield from _people(row)
    for name in (each.name for each in dataclasses.fields(row)):
        value = getattr(row, name)
        yield from (found for each in value for found in _people(each)) if isinstance(value, tuple) else ()


def _volunteers(row: Any) -> set[str]:
    """The volunteers in a row: next to it even the name of a public post's holder tells that they are one."""
    if not dataclasses.is_dataclass(row) or type(row) in WHOLE:
        return set()
    return {each.id for each in _everyone(row) if isinstance(each, Holder) and each.id and each.volunteer}


def _people(row: Any) -> Iterator[Any]:
    """The persons that a row is, or has directly in it."""
    if isinstance(row, PERSONS):
        yield row
    elif dataclasses.is_dataclass(row):
        cls: Any = type(row)
        yield from (found for name in _persons_of(cls) if (found := getattr(row, name)) is not None)


@cache
def _persons_of(cls: Any) -> tuple[str, ...]:
    """The fields of a row that hold one person."""
    hints = typing.get_type_hints(cls)
    return tuple(name for name, hint in hints.items() if typing.get_origin(hint) is not tuple and _is_person(hint))


def _is_person(hint: Any) -> bool:
    return any(each in PERSONS for each in types_in(hint))


def _access(info: Any) -> Access:
    asking: Asking = info.context
    return asking.access
