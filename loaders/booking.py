"""Rows of one file → records of one batch: check, judge references, set aside what is not new, seal, write."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.records import NewRecord
from graph.seals import PersonCipher
from loaders.desk import Desk
from loaders.faults import Fault, FaultKind
from loaders.reading import ciphers_of, mark_of, record_maker
from loaders.references import References
from loaders.report import Refused, Report
from loaders.rows import Checked, RowReader, sealed_columns
from loaders.workbook import Sheet, SheetRow

Line = tuple[Sheet, SheetRow]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in the file, and what tells its words from others."""

    mark: bytes
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Good:
    """A row that was found good and new."""

    line: Line
    checked: Checked
    mark: bytes
    replaces: int | None


class Booking:
    """Books the rows of one file, chunk by chunk, into one batch."""

    def __init__(self, desk: Desk, report: Report, batch: int) -> None:
        """``report`` is filled as rows are judged."""
        book, seals = desk.book, desk.seals
        self._book, self._seals, self._report, self._batch = book, seals, report, batch
        self._reader = RowReader(report.ledger, seals, sample=book.sample)
        self._references = References(desk.store, report.ledger, desk.area)
        self._record = record_maker(report.ledger)
        self._open = {column.name for column in report.ledger.columns} - sealed_columns(report.ledger)
        self._seen: dict[bytes, Place] = {}
        self._compare = book.has_rows_of(report.ledger.name)

    async def add(self, lines: Sequence[Line]) -> None:
        """Judge these rows, and write the good and new ones."""
        judged = [(line, self._reader.check(line[1].cells, line[1].number)) for line in lines]
        self._bar([checked for _, checked in judged])
        await self._references.judge(checked for _, checked in judged)
        good = self._new(judged)
        ciphers = self._ciphers([g.checked for g in good])
        self._book.add(self._batch, [self._made(g, ciphers) for g in good])
        self._report.accepted += len(good)
        self._report.corrected += sum(g.replaces is not None for g in good)

    def _new(self, judged: Sequence[tuple[Line, Checked]]) -> list[Good]:
        """The good rows that say something not yet in the book; the others are counted or refused."""
        keys = [checked.row_key for _, checked in judged if checked.row_key]
        standing = self._book.standing(keys) if self._compare else {}
        new: list[Good] = []
        for line, checked in judged:
            mark = mark_of(self._seals, checked)
            if checked.faults or self._conflicts(line, checked, mark):
                self._refuse(line, checked)
                continue
            number, known = standing.get(checked.row_key, (None, None))
            seen = self._seen_before(line, checked, mark)
            if seen or known == mark:
                self._report.unchanged += 1
            else:
                new.append(Good(line, checked, mark, number))
        return new

    def _bar(self, rows: Sequence[Checked]) -> None:
        """Refuse the rows of people who were erased: a ledger that still has them must not bring them back."""
        barred = self._book.erasing.barred(row.person for row in rows if row.person)
        for row in rows:
            if row.person in barred:
                row.faults.append(Fault(FaultKind.ERASED, None))

    def _conflicts(self, line: Line, checked: Checked, mark: bytes) -> bool:
        """Whether an earlier row says something else of the same entry: the first stands, this one goes back."""
        first = self._seen.get(checked.row_key)
        if first and first.mark != mark:
            checked.faults.append(Fault(FaultKind.CONFLICT, None, f"{first.sheet}!{first.row}"))
        return bool(checked.faults)

    def _seen_before(self, line: Line, checked: Checked, mark: bytes) -> bool:
        if checked.row_key in self._seen:
            return True
        self._seen[checked.row_key] = Place(mark, line[0].name, line[1].number)
        return False

    def _refuse(self, line: Line, checked: Checked) -> None:
        sheet, row = line
        raw = list(row.raw)
        if any(fault.kind is FaultKind.ERASED for fault in checked.faults):
            raw = ["" if sheet.columns.get(at) not in self._open else cell for at, cell in enumerate(raw)]
        self._report.refused.append(Refused(sheet.name, row.number, tuple(checked.faults), raw))

    def _ciphers(self, rows: Sequence[Checked]) -> dict[str, PersonCipher]:
        """The ciphers of the rows' people; who is new gets a key, unless the audit has just made one for them."""
        people = sorted({row.person for row in rows if row.person})
        ciphers = ciphers_of(self._book, self._seals, people)
        fresh = {person: self._seals.new_person_key() for person in people if person not in ciphers}
        kept = self._book.add_keys_if_absent(fresh)
        return ciphers | {person: self._seals.person(key) for person, key in kept.items()}

    def _made(self, good: Good, ciphers: dict[str, PersonCipher]) -> NewRecord:
        sheet, row = good.line
        person = good.checked.person
        cells, sealed = self._record(row.cells, ciphers.get(person or ""))
        key = good.checked.row_key
        return NewRecord(sheet.name, row.number, key, good.mark, person, cells, sealed, good.replaces)
