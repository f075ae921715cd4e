"""Rows become answers: lists in the order of the selection, read at once into what the response holds.

The one row builder, and the only pass over the rows. Its answers are finished, so the executor hands them on as they
are (``Finishing``): asking a resolver for each of 6,000 fields takes 19 ms, and this 2.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from api.cursors import written
from graph.model.codes import Codes, DataClass
from guard.shown import Shown

Row = list[Any]
Answer = dict[str, Any]
Read = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer to a root field with everything in it: names of enums, dates as text, aliases, type names."""

    answer: Answer


class Finishing(StrawberryGraphQLCoreExecutionContext):
    """An executor that leaves finished answers as they are."""

    def complete_value(self, *args: Any) -> Any:
        """The fifth argument is what a resolver returned, in every release of graphql-core 3."""
        result = args[4]
        return result.answer if type(result) is Finished else super().complete_value(*args)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one selected field stands in its row, and how it is read if not as it is."""

    key: str
    index: int
    read: Read | None = None


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads a row of one known type: a fact with its far node, one end of a fact, the end of a page."""

    cells: tuple[Cell, ...]

    def __call__(self, row: Row) -> Answer:
        """The row as an answer."""
        return {c.key: row[c.index] if c.read is None else c.read(row[c.index]) for c in self.cells}


@dataclass(frozen=True, slots=True)
class NodeReader:
    """Reads a node's row. Its first value says which variant it is, and so which fields were selected of it."""

    variants: dict[str, RowReader]

    def __call__(self, row: Row) -> Answer:
        """The node as an answer."""
        return self.variants[row[0]](row)


@dataclass(frozen=True, slots=True)
class Telling:
    """Notes whom rows are about, as they are read: a row about a person ends with who it is."""

    shown: Shown
    also: tuple[DataClass, ...] = ()

    def __call__(self, row: Row) -> None:
        """The person of this row is shown, with the classes that were selected of them."""
        if row[-1] is not None:
            person, resident, minor = row[-1]
            classes = [DataClass.RESIDENT if resident else DataClass.OFFICE, *self.also]
            self.shown.person(person, *classes, *([DataClass.MINOR] if minor else []))

    def then(self, read: Read) -> Read:
        """Reads a row of one person."""

        def told(row: Row) -> Any:
            self(row)
            return read(row)

        return told


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads a page of rows whose first value is their key. One row beyond ``first`` says that there is more."""

    first: int
    rows: tuple[tuple[str, Read], ...]
    rest: RowReader
    tell: Telling | None = None
    counted: bool = False

    def __call__(self, page: list[Any]) -> Answer:
        """The page as an answer. ``rest`` reads what is not rows: whether there is more, how many in all, and the last
        cursor, which tells of a person as much as a row does.
        """
        rows, total = page if self.counted else (page, None)
        shown = rows[: self.first]
        if self.tell is not None:
            for row in shown:
                self.tell(row)
        end = [len(rows) > self.first, cursor(shown[-1][0]) if shown else None]
        return {key: [read(row) for row in shown] for key, read in self.rows} | self.rest([end, total])


def cursor(key: str | list[str]) -> str:
    """The cursor of a row with this key."""
    return written([key] if isinstance(key, str) else key)


def at(index: int, read: Read) -> Read:
    """Reads one value of a row."""
    return lambda row: read(row[index])


def always(value: str) -> Read:
    """Reads a value that no row holds, such as a type's name."""
    return lambda _: value


def names_of(codes: type[Codes]) -> Read:
    """Reads a stored code as its enum's name. Raises KeyError for one that the model no longer has."""
    names: dict[str | None, str | None] = {None: None, **{code.value: code.name for code in codes}}
    return names.__getitem__
