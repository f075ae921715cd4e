"""A new master key: every person's key is wrapped anew, in one transaction; the old one is kept until that is done.

The key file holds both from the first moment to the last, so what interrupts a rotation harms nothing, and doing it
again goes on with the same new key. IDs, phones and rows are sealed under persons' keys, and stay as they are.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from graph.records import Book
from graph.seals import KEY_BYTES, KEY_FILE, Seals, open_seals, write_half

PAUSE_SECONDS = 2.0
"""A process may have wrapped a new person's key under the old master a moment before it was replaced."""


def rotate(book: Book, folder: Path, *, pause: float = PAUSE_SECONDS) -> int:
    """Replace the master key in ``folder``, and say how many persons' keys were wrapped anew.

    Raises BookError while a load is under way, and SealError when the present key does not fit the book: then nothing
    is changed.
    """
    with book.writing():
        check(book, open_seals(folder, create=False))
        seals = _begun(folder)
        done = 0
        while more := book.keys.rewrap(seals.rewrapped):
            done += more
            time.sleep(pause)
        _put(folder, seals, wrapping=seals.wrapping, retiring=None)
        return done


def under_way(folder: Path) -> bool:
    """Whether a rotation was begun and not ended: then ``rotate`` goes on with it."""
    return open_seals(folder, create=False).retiring is not None


def check(book: Book, seals: Seals) -> None:
    """Raise SealError when the master key is not this book's, before anything is read or written under it."""
    wrapped = book.keys.any()
    if wrapped is not None:
        seals.person(wrapped)


def _begun(folder: Path) -> Seals:
    seals = open_seals(folder, create=False)
    if seals.retiring is None:
        _put(folder, seals, wrapping=os.urandom(KEY_BYTES), retiring=seals.wrapping)
    return open_seals(folder, create=False)


def _put(folder: Path, seals: Seals, *, wrapping: bytes, retiring: bytes | None) -> None:
    secrets = {"wrapping": wrapping, "finding": seals.finding, "naming": seals.naming, "retiring": retiring}
    path = folder / KEY_FILE
    os.replace(write_half(path, {name: key.hex() for name, key in secrets.items() if key}), path)
    with suppress(PermissionError):  # Windows opens no folder, and keeps its entries by itself
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
