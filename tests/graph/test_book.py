"""The record book keeps what was acknowledged, and one writer at a time."""

from pathlib import Path

import pytest

from graph.records import BatchState, Book, BookError, Counts, NewRecord, opened_book


def record(row: int, key: bytes, *, replaces: int | None = None) -> NewRecord:
    return NewRecord("表", row, key, key * 2, None, "{}", None, replaces)


def book_one(book: Book, *rows: NewRecord) -> int:
    batch = book.begin(ledger="houses", file="h.csv", file_sha256="00", by="test")
    book.add(batch, rows)
    book.acknowledge(batch, Counts(accepted=len(rows)))
    return batch


def test_rows_are_in_force_once_acknowledged(tmp_path: Path) -> None:
    with opened_book(tmp_path) as book:
        batch = book.begin(ledger="houses", file="h.csv", file_sha256="00", by="test")
        book.add(batch, [record(1, b"a")])
        assert book.standing([b"a"]) == {}
        book.acknowledge(batch, Counts(accepted=1))
        assert book.standing([b"a"]) == {b"a": (1, b"aa")}
        assert book.batches(BatchState.BOOKED)[0].counts == Counts(accepted=1)


def test_a_corrected_row_puts_the_old_one_out_of_force_and_keeps_it(tmp_path: Path) -> None:
    with opened_book(tmp_path) as book:
        book_one(book, record(1, b"a"))
        second = book_one(book, record(1, b"a", replaces=1))
        assert [r.id for r in book.in_force([1, 2])] == [2]
        assert [[r.id for r in page] for page in book.replaced_by(second)] == [[1]]


def test_taking_back_leaves_nothing(tmp_path: Path) -> None:
    with opened_book(tmp_path) as book:
        batch = book.begin(ledger="houses", file="h.csv", file_sha256="00", by="test")
        book.add(batch, [record(1, b"a")])
        book.take_back(batch)
        assert (book.batches(), book.last_record()) == ([], 0)


def test_one_pen_at_a_time(tmp_path: Path) -> None:
    refused = pytest.raises(BookError, match="Another load")
    with opened_book(tmp_path) as one, opened_book(tmp_path) as other, one.writing(), refused, other.writing():
        pass


def test_a_book_with_real_rows_never_becomes_a_sample(tmp_path: Path) -> None:
    with opened_book(tmp_path) as book:
        book_one(book, record(1, b"a"))
        with pytest.raises(BookError, match="cannot become a sample"):
            book.mark_sample()


def test_pages_hold_every_row_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.records.book.ROWS_AT_ONCE", 3)
    with opened_book(tmp_path) as book:
        batch = book_one(book, *(record(n, bytes([n])) for n in range(8)))
        pages = [[r.row for r in page] for page in book.records_of(batch)]
        assert pages == [[0, 1, 2], [3, 4, 5], [6, 7]]
