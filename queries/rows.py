"""The one builder of every row of every result. What a caller may not see is masked here and nowhere else.

A record's cells are decoded by the types of the dataclass they become: a nested row takes as many cells as it has
fields, a tuple takes one cell that holds a list. The plan of a class is made once, so a page costs little.
"""

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from graph.model.base import camel
from graph.model.codes import Codes, DataClass
from graph.model.dates import Span
from guard.access import Access
from queries.shapes import Dated, Holder, Resident, Small, small

T = TypeVar("T")
Cells = Sequence[Any]
Read = Callable[["Rows", Cells, int], Any]

PERSONS: tuple[type, ...] = (Resident, Holder)
"""The shapes in which a person appears."""


class Rows:
    """Builds the rows of one answer for one caller."""

    def __init__(self, access: Access, day: dt.date) -> None:
        """Rows that ``access`` asked for, as of ``day``."""
        self.access = access
        self.day = day

    def answer(self, cls: type[T], record: Mapping[str, Any]) -> T:
        """A whole answer from its one record: columns are named as fields, in the graph's spelling."""
        names = [f.name for f in dataclasses.fields(typing.cast("Any", cls))]
        values = {name: self._column(cls, name, record[camel(name)]) for name in names if name != "day"}
        return cls(**({"day": self.day} if "day" in names else {}), **values)

    def row(self, cls: type[T], cells: Cells, at: int = 0) -> T:
        """One row from its cells, which begin at ``at``."""
        found: Plan = plan(typing.cast("type", cls))
        return typing.cast("T", found.read(self, cells, at))

    def holder(self, person: str | None, name: str | None, volunteer: bool | None) -> Holder:
        """The holder of a post, who is not told of if they are a volunteer and the grant does not open that."""
        if volunteer and not self.access.sees(DataClass.RESIDENT):
            return Holder(None, None, volunteer)
        return Holder(person, name, volunteer)

    def dated(self, cells: Cells, at: int = 0) -> Dated:
        """When a fact holds, from four dates as text, and whether it does on the day."""
        span = span_of(cells, at)
        return Dated(span, span.on(self.day))

    def _column(self, cls: type, name: str, value: Any) -> Any:
        declared, data_class = _hints(cls)[name], classes_of(cls).get(name)
        found = _plan_of(declared)
        if data_class and not self.access.sees(data_class):
            return _none(found)
        return found.read(self, value if _takes_row(declared) else (value,), 0) if value is not None else _none(found)


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """How a type is read, and how many cells it takes."""

    width: int
    read: Read


def span_of(cells: Cells, at: int = 0) -> Span:
    """A span from four dates as text."""
    return Span(*(dt.date.fromisoformat(each) if each else None for each in cells[at : at + 4]))


@cache
def plan(cls: type) -> Plan:
    """How a row class is read."""
    if cls is Dated:
        return Plan(4, lambda rows, cells, at: rows.dated(cells, at))
    if cls is Small:
        return Plan(1, lambda rows, cells, at: small(cells[at]))
    parts: list[tuple[int, Read]] = []
    width = 0
    classes = classes_of(cls)
    for name, hint in _hints(cls).items():
        part = _plan_of(hint)
        parts.append((width, _masked(part.read, classes[name]) if name in classes else part.read))
        width += part.width
    return Plan(width, _row_reader(cls, parts))


@cache
def classes_of(cls: Any) -> dict[str, DataClass]:
    """The fields of a row that are of a class of their own: ``Annotated[Relation | None, DataClass.RELATION]``."""
    hints = typing.get_type_hints(cls, include_extras=True)
    said = [(name, mark) for name, hint in hints.items() for mark in getattr(hint, "__metadata__", ())]
    return {name: mark for name, mark in said if isinstance(mark, DataClass)}


@cache
def holds(cls: Any, row: type) -> bool:
    """Whether a result has rows of ``row`` somewhere in it, but in fields that are residents' data by themselves: these
    are withheld alone, and not the whole answer with them.
    """
    hints = (hint for name, hint in _hints(cls).items() if classes_of(cls).get(name) is not DataClass.RESIDENT)
    within = (each for hint in hints for each in types_in(hint))
    return any(each is row or (dataclasses.is_dataclass(each) and holds(each, row)) for each in within)


def types_in(hint: Any) -> tuple[type, ...]:
    """The plain types that an annotation is made of, without tuples, options and marks."""
    inner = [each for each in typing.get_args(hint) if each not in (type(None), ...)]
    return tuple(found for each in inner for found in types_in(each)) if inner else (hint,)


def _masked(read: Read, data_class: DataClass) -> Read:
    return lambda rows, cells, at: read(rows, cells, at) if rows.access.sees(data_class) else None


def _row_reader(cls: type, parts: list[tuple[int, Read]]) -> Read:
    def read(rows: Rows, cells: Cells, at: int) -> Any:
        values = [each(rows, cells, at + offset) for offset, each in parts]
        return rows.holder(*values) if cls is Holder else cls(*values)

    return read


@cache
def _plan_of(hint: Any) -> Plan:
    optional, plain = _plain(hint)
    if typing.get_origin(plain) is tuple:
        return Plan(1, _many(_plan_of(typing.get_args(plain)[0]), flat=not _takes_row(typing.get_args(plain)[0])))
    if dataclasses.is_dataclass(plain):
        made = plan(typing.cast("type", plain))
        return Plan(made.width, _unless_absent(made.read)) if optional else made
    return Plan(1, _scalar(plain))


def _many(part: Plan, *, flat: bool) -> Read:
    if flat:
        return lambda rows, cells, at: tuple(part.read(rows, cells[at], i) for i in range(len(cells[at])))
    return lambda rows, cells, at: tuple(part.read(rows, each, 0) for each in cells[at])


def _unless_absent(read: Read) -> Read:
    return lambda rows, cells, at: None if cells[at] is None else read(rows, cells, at)


def _scalar(plain: Any) -> Read:
    if plain is dt.date:
        return lambda rows, cells, at: dt.date.fromisoformat(cells[at]) if cells[at] else None
    if isinstance(plain, type) and issubclass(plain, Codes):
        members = {member.value: member for member in plain}
        return lambda rows, cells, at: members[cells[at]] if cells[at] is not None else None
    return lambda rows, cells, at: cells[at]


def _takes_row(hint: Any) -> bool:
    """Whether a cell of this type is itself a list of cells."""
    plain = _plain(hint)[1]
    return dataclasses.is_dataclass(plain) and plain is not Small


def _none(found: Plan) -> Any:
    return small(None) if found is plan(Small) else None


def _plain(hint: Any) -> tuple[bool, Any]:
    if isinstance(hint, types.UnionType):
        return True, next(each for each in typing.get_args(hint) if each is not type(None))
    return False, hint


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)
