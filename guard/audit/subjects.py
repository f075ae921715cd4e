"""Persons as the audit names them: an HMAC under each one's own key, so that erasing the key erases whom it was about.

The tree stays as it is and still verifies; only nobody can say any more which person an entry means.
"""

import hashlib
import hmac
from collections.abc import Collection, Iterable

from graph.records import Book
from graph.seals import HASH, PersonCipher, Seals
from guard.refusals import NotAudited

LABEL = "jingwei audit subject 1"
BYTES = 16
KEPT = 100_000
"""Subjects remembered at most; beyond, all are forgotten and worked out again."""


class Subjects:
    """The subjects of persons, who are given by their ids in the graph."""

    def __init__(self, book: Book, seals: Seals) -> None:
        """From the book that holds the persons' keys and the seals that unwrap them."""
        self._book, self._seals = book, seals
        self._known: dict[bytes, str] = {}

    def of(self, persons: Iterable[str]) -> dict[str, str]:
        """Each person's subject; a key is made for who has none.

        What is remembered is by the key, which is read anew each time: an erasure by another process counts at once.
        Raises SealError, and NotAudited for somebody who was erased while the answer was made.
        """
        wanted = set(persons)
        keys = self._book.keys_of(wanted)
        if without := wanted - keys.keys():
            if self._book.erasing.barred(without):
                raise NotAudited
            keys |= self._book.add_keys_if_absent({person: self._seals.new_person_key() for person in without})
        return {person: self._of(key) for person, key in keys.items()}

    def _of(self, key: bytes) -> str:
        if key not in self._known:
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[key] = subject(self._seals.person(key))
        return self._known[key]

    def persons(self, subjects: Collection[str]) -> dict[str, str]:
        """The persons whom these subjects mean, by going through every key of the book; who was erased has none."""
        wanted, found = set(subjects), {}
        for keys in self._book.every_key():
            for person, key in keys.items():
                if (named := subject(self._seals.person(key))) in wanted:
                    found[named] = person
        return found


def subject(cipher: PersonCipher) -> str:
    """``hmac-sha256-128:…``. Its key is derived by the person's cipher from a label: the cipher's own key stays in it.

    AES-SIV is deterministic, and what it makes of a label is as good as random to who has not the key (RFC 5297).
    """
    derived = hashlib.sha256(cipher.seal(LABEL).encode()).digest()
    return f"{HASH}-{8 * BYTES}:{hmac.digest(derived, b'subject', 'sha256')[:BYTES].hex()}"
