"""How a ledger is declared: which columns it has, which nodes and ties a row of it states.

A ledger is data. ``names`` says that a column names a node, ``value`` that a column gives a property, ``tie`` that a
row joins two of its nodes. The pipeline, blank templates and docs read these declarations; no ledger has a parser of
its own.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from graph.model import NODES, RELATIONSHIPS, NodeType, Prop, RelType, Text

NO_TEXT = Text("", "")


class Blank(Enum):
    """What an empty date cell says."""

    UNKNOWN = auto()
    """Nobody knows: wide open."""
    OPEN = auto()
    """The end has not come."""
    ALWAYS = auto()
    """The start lies before everything we ask about."""


class Role(Enum):
    """What a column's cell is."""

    NAMES = auto()
    VALUE = auto()
    SINCE = auto()
    UNTIL = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a ledger. ``name`` keys the cell in the record; ``owner`` is the subject or tie it speaks of."""

    name: str
    text: Text
    role: Role
    owner: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    many: bool = False
    prop_name: str = ""
    prop: Prop | None = None
    uscc: bool = False

    @property
    def dated(self) -> bool:
        """Whether its cells are dates."""
        return self.role in {Role.SINCE, Role.UNTIL} or (self.prop is not None and self.prop.type is dt.date)

    @property
    def textual(self) -> bool:
        """Whether its cells are codes or free text."""
        return self.role is Role.NAMES or (self.prop is not None and self.prop.type is str)

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading under which a workbook may carry this column."""
        return (self.text.zh, self.text.en, self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Subject:
    """A node that a row names. A ledger *declares* its own nodes, and refers to those that exist already."""

    name: str
    type: NodeType
    declares: bool
    many: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """A relationship that a row states when both of its ends are named."""

    name: str
    type: RelType
    source: str
    target: str
    since: str | None
    until: str | None
    blank_start: Blank
    blank_end: Blank
    one_day: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """One kind of ledger. ``key`` names the subjects and columns by which a corrected row finds the row it corrects."""

    name: str
    text: Text
    about: Text
    columns: tuple[Column, ...]
    subjects: dict[str, Subject]
    ties: tuple[Tie, ...]
    key: tuple[str, ...]
    expects: tuple[int, int]
    constants: Mapping[tuple[str, str], str]
    one_of: tuple[tuple[str, ...], ...]

    @property
    def refers_to_itself(self) -> bool:
        """Whether a row may name a node that another row of the same file declares."""
        declared = {s.type.label for s in self.subjects.values() if s.declares}
        return any(s.type.label in declared for s in self.subjects.values() if not s.declares)

    @property
    def person(self) -> Subject | None:
        """The one person that a row of this ledger speaks of, if it does; their key seals the row's personal cells."""
        return next((s for s in self.subjects.values() if s.type.personal), None)

    def column(self, name: str) -> Column:
        """The column called ``name``. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"ledger {self.name} has no column {name}")


Part = Column | Subject | Tie | Iterable["Part"]


def names(
    name: str,
    label: str,
    heading: tuple[str, str],
    *,
    declares: bool = False,
    required: bool = False,
    many: bool = False,
    uscc: bool = False,
    aliases: tuple[str, ...] = (),
) -> tuple[Part, ...]:
    """The column by whose code a row names a node; ``many`` codes are separated by 、 or ;.

    ``uscc`` codes must be USCCs; other organizations may carry the office's own code.
    """
    column = Column(name, Text(*heading), Role.NAMES, name, aliases, required or declares, many, uscc=uscc)
    return Subject(name, NODES[label], declares, many), column


def value(
    owner: str,
    prop: str,
    heading: tuple[str, str] | None = None,
    *,
    name: str | None = None,
    required: bool = False,
    aliases: tuple[str, ...] = (),
) -> Column:
    """A column that gives the property ``prop`` of a subject or tie; its heading is the property's own label."""
    text = Text(*heading) if heading else NO_TEXT
    return Column(name or prop, text, Role.VALUE, owner, aliases, required, prop_name=prop)


def begins(
    heading: tuple[str, str], *, name: str = "since", required: bool = False, aliases: tuple[str, ...] = ()
) -> Column:
    """The column of a start, which one or more ties of the row share."""
    return Column(name, Text(*heading), Role.SINCE, "", aliases, required)


def ends(heading: tuple[str, str], *, name: str = "until", aliases: tuple[str, ...] = ()) -> Column:
    """The column of an end: the first day on which the fact no longer holds, or the last one if written 至…."""
    return Column(name, Text(*heading), Role.UNTIL, "", aliases)


def tie(
    type_: str,
    source: str,
    target: str,
    *,
    name: str | None = None,
    since: str | None = "since",
    until: str | None = "until",
    blank_start: Blank = Blank.UNKNOWN,
    blank_end: Blank = Blank.OPEN,
    one_day: bool = False,
) -> Tie:
    """A relationship between two subjects of the row; ``since`` and ``until`` name the columns of its ends.

    ``one_day`` ties hold on the day in ``since`` only. Without columns the blanks say when the tie holds.
    """
    return Tie(
        name or type_.lower(), RELATIONSHIPS[type_], source, target, since, until, blank_start, blank_end, one_day
    )


def ledger(
    name: str,
    heading: tuple[str, str],
    about: tuple[str, str],
    *parts: Part,
    key: tuple[str, ...],
    expects: tuple[int, int],
    constants: Mapping[tuple[str, str], str] | None = None,
    one_of: tuple[tuple[str, ...], ...] = (),
) -> Ledger:
    """Put the parts together; ``constants`` are values that the ledger's very name says, by owner and property;
    of each group in ``one_of`` a row must name at least one.

    Raises KeyError or ValueError when the parts do not fit the model.
    """
    flat = list(_flatten(parts))
    subjects = {p.name: p for p in flat if isinstance(p, Subject)}
    ties = {p.name: p for p in flat if isinstance(p, Tie)}
    columns = tuple(_bound(p, subjects, ties) for p in flat if isinstance(p, Column))
    made = Ledger(
        name,
        Text(*heading),
        Text(*about),
        columns,
        subjects,
        tuple(ties.values()),
        key,
        expects,
        constants or {},
        one_of,
    )
    _check(made)
    return made


def _flatten(parts: Iterable[Part]) -> Iterable[Column | Subject | Tie]:
    for part in parts:
        if isinstance(part, Column | Subject | Tie):
            yield part
        else:
            yield from _flatten(part)


def _bound(column: Column, subjects: dict[str, Subject], ties: dict[str, Tie]) -> Column:
    """The column with its property looked up in the model."""
    if column.role is not Role.VALUE:
        return column
    owner: Subject | Tie = subjects.get(column.owner) or _tie_of(column.owner, ties)
    prop = owner.type.prop(column.prop_name)
    return replace(column, prop=prop, many=prop.many, text=prop.text if column.text is NO_TEXT else column.text)


def _tie_of(owner: str, ties: dict[str, Tie]) -> Tie:
    """A value may speak of one tie by name, or of every tie of a type by the type's name in lower case."""
    return ties.get(owner) or next(t for t in ties.values() if t.type.type.lower() == owner)


def _check(made: Ledger) -> None:
    used = [column.name for column in made.columns]
    if len(set(used)) < len(used):
        raise ValueError(f"ledger {made.name} declares a column twice")
    headings = [heading.casefold() for column in made.columns for heading in set(column.headings)]
    if twice := {heading for heading in headings if headings.count(heading) > 1}:
        raise ValueError(f"ledger {made.name} gives two columns the heading {', '.join(sorted(twice))}")
    dates = {c for t in made.ties for c in (t.since, t.until) if c}
    if missing := (set(made.key) | dates) - set(made.subjects) - set(used):
        raise ValueError(f"ledger {made.name} has no column {', '.join(sorted(missing))}")
    for tied in made.ties:
        if {tied.source, tied.target} - set(made.subjects):
            raise ValueError(f"ledger {made.name}: {tied.name} joins a subject that no column names")
