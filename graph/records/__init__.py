"""The record book: every accepted ledger row, as it came, and which rows are in force."""

from graph.records.batch import Batch, BatchState, Counts
from graph.records.book import Book, BookBusy, BookError, NewRecord, Origin, Record
from graph.records.opening import opened_book

__all__ = [
    "Batch",
    "BatchState",
    "Book",
    "BookBusy",
    "BookError",
    "Counts",
    "NewRecord",
    "Origin",
    "Record",
    "opened_book",
]
