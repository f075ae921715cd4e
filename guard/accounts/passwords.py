"""Passwords: argon2id, and rules by length.

No rule asks for capitals or signs: they make passwords shorter and noted down. What is refused is short, common, or
made of the name.
"""

import itertools
import threading
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from guard.accounts.account import name_key
from guard.refusals import Unfit

SHORTEST, LONGEST = 12, 256
AT_ONCE = 4
"""How many hashes are computed at a time: each takes 64 MiB, and a flood of sign-ins must not take the machine's."""

COMMON = ("password", "jingwei", "123456", "qwerty", "admin", "111111", "000000", "abc123", "iloveyou", "letmein")
"""What a password must not be a repetition or a mere extension of; folded to lower case."""


class Passwords:
    """Makes and checks password hashes."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """With the library's parameters (RFC 9106, 64 MiB) unless told otherwise."""
        self._hasher = hasher or PasswordHasher()
        self._gate = threading.BoundedSemaphore(AT_ONCE)

    @cached_property
    def nobody(self) -> str:
        """The hash that a sign-in without an account is checked against, so that it takes as long as any other."""
        return self._hasher.hash("nobody signs in by this")

    def hash(self, password: str) -> str:
        """What is kept of a password; names its algorithm and parameters."""
        with self._gate:
            return self._hasher.hash(password)

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether the password is the kept one; as slow when there is none."""
        with self._gate:
            try:
                same = self._hasher.verify(kept or self.nobody, password[:LONGEST])
            except (VerificationError, InvalidHashError):
                return False
        return same and kept is not None and len(password) <= LONGEST

    def outdated(self, kept: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)


def check_password(password: str, *, name: str) -> None:
    """Refuse a password that is too short, too long or easily guessed. Raises Unfit."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Unfit(
            f"密码须为 {SHORTEST} 至 {LONGEST} 个字符，可以是一句话。",
            f"A password has {SHORTEST} to {LONGEST} characters; it may be a sentence.",
        )
    if _easy(password.casefold(), name_key(name)):
        raise Unfit("这个密码太容易猜到，请换一个。", "This password is too easily guessed: take another.")


def _easy(password: str, name: str) -> bool:
    """Few different characters, a run of neighbours, or a common word or the name with little around it."""
    if len(set(password)) < 5 or _runs(password):
        return True
    rest = password
    for word in (name, *COMMON):
        rest = rest.replace(word, "") if len(word) > 2 else rest
    return len(rest) <= len(password) // 2


def _runs(password: str) -> bool:
    """Whether each character but a few follows on the one before: 123456789012, abcdefghijkl."""
    steps = sum(abs(ord(b) - ord(a)) <= 1 for a, b in itertools.pairwise(password))
    return steps >= len(password) - 3
