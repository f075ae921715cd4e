"""One row's cells → checked ids, values and spans; and from these the facts that the row states.

The same code checks a row on its way into the book and reads it again on its way into the graph, so a graph made anew
is made by today's rules from the words that were handed over.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from graph.identifiers import birth_of
from graph.model.codes import DataClass
from graph.model.dates import UNKNOWN, Moment, Span, read_end, read_moment
from graph.seals import Seals
from loaders.checks import SPOILT, Wrong, check_for, code, organization_code, split
from loaders.faults import Fault, FaultKind
from loaders.ledger import Blank, Column, Ledger, Role, Tie

ALWAYS = Moment(dt.date.min, dt.date.min)
NOTHING = {"无", "/", "-", "—", "--", "——"}
NO_END = {"至今", "长期", "在任", "现任"}


@dataclass(slots=True)
class Checked:
    """A row after its checks. ``ids`` and ``codes`` hold the nodes that it names, by subject."""

    faults: list[Fault] = field(default_factory=list)
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    row_key: bytes = b""

    @property
    def person(self) -> str | None:
        """The id of the person that the row speaks of."""
        ids = self.ids.get("person")
        return ids[0] if ids else None


class RowReader:
    """Reads the rows of one ledger."""

    def __init__(self, ledger: Ledger, seals: Seals, *, sample: bool) -> None:
        """``sample``: whether identifiers that belong to nobody are accepted."""
        self.ledger = ledger
        self._seals = seals
        self._checks = [(column, self._check_of(column, sample)) for column in ledger.columns]
        self._labels = {s.name: s.type.label for s in ledger.subjects.values()}

    def check(self, cells: Mapping[str, str], row: int) -> Checked:
        """Everything the row says, and everything that is wrong with it."""
        checked = Checked()
        for column, check in self._checks:
            self._read(column, check, cells.get(column.name), checked)
        self._name_nodes(checked, row)
        for tie in self.ledger.ties:
            self._date(tie, checked)
        self._judge_whole(checked)
        if not checked.faults:
            checked.row_key = self._row_key(checked)
        return checked

    def _check_of(self, column: Column, sample: bool) -> Callable[[str], Any]:
        if column.role is Role.SINCE:
            return _dated(read_moment)
        if column.role is Role.UNTIL:
            return _dated(read_end)
        if column.prop:
            return check_for(column.prop, sample=sample)
        one: Callable[[str], str] = code
        if self.ledger.subjects[column.owner].type.label == "Organization":
            one = partial(organization_code, must_be_uscc=column.uscc, sample=sample)
        return (lambda text: tuple(map(one, split(text)))) if column.many else (lambda text: (one(text),))

    def _read(self, column: Column, check: Callable[[str], Any], text: str | None, checked: Checked) -> None:
        if not text or says_nothing(column, text):
            if column.required:
                checked.faults.append(Fault(FaultKind.MISSING, column.name))
            return
        try:
            value = check(text) if text not in SPOILT else _refused(text)
        except Wrong as wrong:
            checked.faults.append(Fault(wrong.kind, column.name, wrong.more))
            return
        if value == () and column.required:
            checked.faults.append(Fault(FaultKind.MISSING, column.name))
        elif column.role is Role.NAMES:
            checked.codes[column.owner] = value
        else:
            checked.values[column.name] = value

    def _name_nodes(self, checked: Checked, row: int) -> None:
        for name, codes in checked.codes.items():
            checked.ids[name] = tuple(self._seals.node_id(self._labels[name], c) for c in codes)
        if self.ledger.person and (key := self._person_key(checked, row)):
            checked.ids["person"] = (self._seals.node_id("Person", key),)

    def _person_key(self, checked: Checked, row: int) -> str | None:
        """An ID tells who it is. Without one, a person is the same only within one ledger, at one house or post."""
        values = checked.values
        if number := values.get("id_number"):
            return f"id:{number}"
        if name := values.get("person_name"):
            at = checked.codes.get("house") or next(iter(checked.codes.values()), ("",))
            return f"{self.ledger.name}|{at[0]}|{''.join(name.split())}|{values.get('birth') or row}"
        required = self.ledger.person is not None and self.ledger.person.required
        if required or values.keys() & {"phone", "sex", "birth"}:
            checked.faults.append(Fault(FaultKind.NO_IDENTITY, "person_name"))
        return None

    def _date(self, tie: Tie, checked: Checked) -> None:
        if tie.source not in checked.ids or tie.target not in checked.ids:
            return
        if set(checked.ids[tie.source]) & set(checked.ids[tie.target]):
            checked.faults.append(Fault(FaultKind.ITSELF, tie.target))
        since, until = _one_day(checked, tie) if tie.one_day else _ends(checked, tie)
        if until and until.latest and since.earliest and until.latest < since.earliest:
            fault = Fault(FaultKind.END_BEFORE_START, tie.until)
            checked.faults += [fault] if fault not in checked.faults else []
        checked.spans[tie.name] = Span.of(since, until, end_unknown=tie.blank_end is Blank.UNKNOWN)

    def _judge_whole(self, checked: Checked) -> None:
        number, born = checked.values.get("id_number"), checked.values.get("birth")
        if number and born and birth_of(number) != born:
            checked.faults.append(Fault(FaultKind.BIRTH_NOT_IN_ID, "birth"))
        for group in self.ledger.one_of:
            if not any(name in checked.ids for name in group) and not checked.faults:
                checked.faults.append(Fault(FaultKind.NONE_OF, None, self._headings(group)))

    def _headings(self, group: tuple[str, ...]) -> str:
        columns = {c.owner: c.text.zh for c in self.ledger.columns if c.owner in group}
        return "、".join(columns.values())

    def _row_key(self, checked: Checked) -> bytes:
        parts = (str(checked.ids.get(name) or checked.values.get(name, "")) for name in self.ledger.key)
        return self._seals.mark("\x1f".join((self.ledger.name, *parts)).encode())


def _ends(checked: Checked, tie: Tie) -> tuple[Moment, Moment | None]:
    blank = ALWAYS if tie.blank_start is Blank.ALWAYS else UNKNOWN
    return checked.values.get(tie.since or "", blank), checked.values.get(tie.until or "")


def _one_day(checked: Checked, tie: Tie) -> tuple[Moment, Moment | None]:
    day = checked.values.get(tie.since or "")
    if day is None:
        return UNKNOWN, None
    after = day + dt.timedelta(days=1)
    return Moment(day, day), Moment(after, after)


def says_nothing(column: Column, text: str) -> bool:
    """Whether a cell stands for an empty one: a dash for a person's value or a date; 至今 or the far day for an end."""
    if column.role is Role.UNTIL and (text in NO_END or text.lstrip("至到").startswith("9999")):
        return True
    return text in NOTHING and (column.role in {Role.SINCE, Role.UNTIL} or column.owner == "person")


def sealed_columns(ledger: Ledger) -> set[str]:
    """The columns whose cells are sealed in the book under the person's key.

    A person's own values are, and so are codes and dates that only say where that person lives, is registered, owns or
    checks in: with the key gone, nothing is left of it.
    """
    private = {t for t in ledger.ties if t.type.private and "person" in {t.source, t.target}}
    reach = {t.name for t in private} | {t.type.type.lower() for t in private}
    sealed = {c.name for c in ledger.columns if c.prop and c.prop.data_class is not DataClass.OPEN}
    sealed |= {c.name for c in ledger.columns if c.role is Role.VALUE and c.owner in reach}
    for column in ledger.columns:
        served = [t for t in ledger.ties if column.name in {t.source, t.target, t.since, t.until}]
        declared = column.name in ledger.subjects and ledger.subjects[column.name].declares
        if served and not declared and all(t in private for t in served):
            sealed.add(column.name)
    return sealed


def _refused(text: str) -> Any:
    raise Wrong(SPOILT[text])


def _dated(read: Callable[[str], Moment]) -> Callable[[str], Moment]:
    def check(text: str) -> Moment:
        try:
            return read(text)
        except ValueError:
            raise Wrong(FaultKind.NOT_A_DATE) from None

    return check
