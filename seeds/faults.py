"""Kinds of faults, and how a good row is spoiled into a faulty one.

A fault is always an *extra* row: a copy under a key of its own, so that what is rejected is missed by no other row
and the counts of good rows stay exact. Only a duplicate and a conflict keep the key of the row that they copy.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.model import codes_of
from loaders.ledger import Column, Ledger, Role, Tie
from seeds.numbers import Ids, uscc

Cell = str | int | float | None
Row = list[Cell]


class Kind(StrEnum):
    """What is wrong with a row."""

    REQUIRED_MISSING = "required_missing"
    ID_CHECK_DIGIT = "id_check_digit"
    ID_AS_NUMBER = "id_as_number"
    UNKNOWN_REFERENCE = "unknown_reference"
    IMPOSSIBLE_DATE = "impossible_date"
    UNKNOWN_CODE = "unknown_code"
    END_BEFORE_START = "end_before_start"
    BIRTH_CONTRADICTS_ID = "birth_contradicts_id"
    USCC_CHECK_DIGIT = "uscc_check_digit"
    DUPLICATE_ROW = "duplicate_row"
    KEY_CONFLICT = "key_conflict"


@dataclass(slots=True)
class Spoiler:
    """Spoils rows of one ledger; ``columns`` are the columns of a row in order."""

    ledger: Ledger
    columns: Sequence[Column]
    ids: Ids
    id_kind: int
    town: int
    _serial: int = 0

    def spoil(self, kind: Kind, row: Row) -> tuple[Row, int] | None:
        """The faulty copy of ``row`` and the index of its wrong cell, or None where the kind doesn't fit the row."""
        at = self._cell(kind, row)
        if at is None:
            return None
        copy = list(row)
        if kind not in (Kind.DUPLICATE_ROW, Kind.KEY_CONFLICT):
            self._renew(copy)
        copy[at] = self._wrong(kind, copy, at)
        return copy, at

    def _cell(self, kind: Kind, row: Row) -> int | None:
        """Which cell to spoil. Rows of people without an ID are left alone: nothing tells two of them apart."""
        ids = self._first(_is_id)
        if ids is not None and not row[ids]:
            return None
        fitting = [at for at, column in enumerate(self.columns) if row[at] and _fits(kind, column, self.ledger)]
        # A conflict changes what may be blank rather than a name that is read everywhere.
        fits = min(fitting, key=lambda at: (kind is Kind.KEY_CONFLICT and self.columns[at].required, at), default=None)
        if kind is Kind.END_BEFORE_START:
            return self._end_of_a_known_start(row)
        if kind is Kind.BIRTH_CONTRADICTS_ID and ids is None:
            return None
        return fits

    def _end_of_a_known_start(self, row: Row) -> int | None:
        for tie in self.ledger.ties:
            if tie.since and tie.until and self._stated(tie, row):
                since, until = self._at(tie.since), self._at(tie.until)
                if since is not None and until is not None and isinstance(row[since], int):
                    return until
        return None

    def _stated(self, tie: Tie, row: Row) -> bool:
        """Whether the row says both ends: the dates of a tie that nobody states are nobody's fault."""
        ends = (self._at(tie.source), self._at(tie.target))
        return all(at is None or row[at] for at in ends)

    def _at(self, name: str) -> int | None:
        return next((at for at, column in enumerate(self.columns) if column.name == name), None)

    def _first(self, wanted: Callable[[Column], bool]) -> int | None:
        return next((at for at, column in enumerate(self.columns) if wanted(column)), None)

    def _renew(self, row: Row) -> None:
        """Give the copy a key of its own."""
        self._serial += 1
        for at, column in enumerate(self.columns):
            subject = self.ledger.subjects.get(column.name)
            if _is_id(column):
                row[at] = self._other_id(str(row[at]))
            elif column.role is Role.NAMES and subject and subject.declares and row[at]:
                row[at] = self._other_code(str(row[at]))

    def _other_id(self, text: str) -> str:
        birth = dt.date(int(text[6:10]), int(text[10:12]), int(text[12:14])).toordinal()
        return self.ids.next(birth, male=int(text[16]) % 2 == 1, kind=self.id_kind)

    def _other_code(self, code: str) -> str:
        is_uscc = len(code) == 18 and code[2:8] == "990000"
        return uscc(code[:2], 99_000_000 + self.town * 1000 + self._serial) if is_uscc else f"{code}F{self._serial:02d}"

    def _wrong(self, kind: Kind, row: Row, at: int) -> Cell:
        cell = row[at]
        if kind in (Kind.ID_CHECK_DIGIT, Kind.USCC_CHECK_DIGIT):
            text = str(cell)
            return text[:-1] + ("1" if text[-1] != "1" else "2")
        if kind is Kind.KEY_CONFLICT:
            return _another(self.columns[at], cell)
        if kind is Kind.END_BEFORE_START:
            return self._before(row, at)
        if kind is Kind.BIRTH_CONTRADICTS_ID and isinstance(cell, int):
            return cell - 3653
        return _PLAIN[kind](cell) if kind in _PLAIN else cell

    def _before(self, row: Row, at: int) -> Cell:
        name = self.columns[at].name
        since = next(tie.since for tie in self.ledger.ties if tie.until == name)
        start = row[next(i for i, column in enumerate(self.columns) if column.name == since)]
        return start - 400 if isinstance(start, int) else start


_PLAIN: dict[Kind, Callable[[Cell], Cell]] = {
    Kind.REQUIRED_MISSING: lambda _: None,
    Kind.ID_AS_NUMBER: lambda cell: float(str(cell).replace("X", "0")),
    Kind.UNKNOWN_REFERENCE: lambda cell: f"{str(cell).split('、')[0]}-无此编码",
    Kind.IMPOSSIBLE_DATE: lambda _: "2023-02-30",
    Kind.UNKNOWN_CODE: lambda _: "待核实",
}


def _is_id(column: Column) -> bool:
    return column.prop_name == "id_number"


def _is_date(column: Column) -> bool:
    return column.role in (Role.SINCE, Role.UNTIL) or column.prop_name in ("birth", "held_on")


def _fits(kind: Kind, column: Column, ledger: Ledger) -> bool:
    """Whether a fault of that kind can stand in that column."""
    subject = ledger.subjects.get(column.name) if column.role is Role.NAMES else None
    match kind:
        case Kind.REQUIRED_MISSING:
            return column.required and not (subject and subject.declares)
        case Kind.ID_CHECK_DIGIT | Kind.ID_AS_NUMBER:
            return _is_id(column)
        case Kind.UNKNOWN_REFERENCE:
            return subject is not None and not subject.declares
        case Kind.IMPOSSIBLE_DATE:
            return _is_date(column)
        case Kind.UNKNOWN_CODE:
            return column.prop is not None and codes_of(column.prop) is not None
        case Kind.BIRTH_CONTRADICTS_ID:
            return column.prop_name == "birth"
        case Kind.USCC_CHECK_DIGIT:
            return ledger.name in ("sole_traders", "enterprises") and subject is not None and subject.declares
        case Kind.DUPLICATE_ROW:
            return subject is not None or column.required
        case Kind.KEY_CONFLICT:
            return _may_change(column, ledger)
    return False


def _may_change(column: Column, ledger: Ledger) -> bool:
    """Whether another value there makes the same fact said differently, rather than another fact."""
    free = column.name not in ledger.key and column.owner != "person"
    return free and column.prop is not None and column.prop.type in (str, int, float) and not column.prop.many


def _another(column: Column, cell: Cell) -> Cell:
    if isinstance(cell, str):
        return f"{cell}(更正)"
    return 0.9 if column.prop_name == "share" else (cell or 0) + 1


def kinds_for(ledger: Ledger, columns: Sequence[Column]) -> list[Kind]:
    """The kinds of fault that rows of the ledger can have."""
    ends = any(tie.since and tie.until for tie in ledger.ties)
    return [
        kind
        for kind in Kind
        if (kind is Kind.END_BEFORE_START and ends) or any(_fits(kind, column, ledger) for column in columns)
    ]
