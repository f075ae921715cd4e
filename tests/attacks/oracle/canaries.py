"""Canaries: values that stand for one person, or one fact about one, and for nothing else; found in bytes."""

import base64
import binascii
import datetime as dt
import random
import re
import string
from collections.abc import Callable

MARK = "ZQ"
LETTERS = string.digits + "ABCDEFGHJKLMNPRSTUVWXY"
CANARY = re.compile(r"ZQ[0-9A-Z]{7}|\d{4}-\d\d-\d\d|(?<!\d)99010\d{13}(?!\d)|(?<!\d)100\d{8}(?!\d)|0\.\d{6}")
ENCODED = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
BIRTHS = (dt.date(1940, 1, 2), dt.date(2011, 12, 27))
CHILDREN = (dt.date(2014, 1, 2), dt.date(2025, 12, 27))
FACTS = (dt.date(1990, 1, 2), dt.date(2026, 10, 27))
ROUND = (1, 15)
"""Days of the month that are nobody's, so that questions may ask about them; nor are the last of any month."""


class Mint:
    """Makes canaries, each once."""

    def __init__(self, chance: random.Random, today: dt.date) -> None:
        """None of them is ``today``."""
        self._chance, self._used = chance, {today.isoformat()}

    def token(self) -> str:
        """A name, an id, a number, a document …"""
        return self._new(lambda: MARK + "".join(self._chance.choices(LETTERS, k=7)))

    def number(self) -> str:
        """A resident ID, as far as its shape goes."""
        return self._new(lambda: "99010" + "".join(self._chance.choices(string.digits, k=13)))

    def phone(self) -> str:
        """A telephone number of nobody."""
        return self._new(lambda: "100" + "".join(self._chance.choices(string.digits, k=8)))

    def share(self) -> float:
        """A fraction of six digits."""
        return float(self._new(lambda: f"0.{self._chance.randrange(10_000, 99_999)}9"))

    def birth(self, *, grown: bool) -> dt.date:
        """A birthday."""
        return self._day(*(BIRTHS if grown else CHILDREN))

    def day(self, *, after: dt.date = FACTS[0]) -> dt.date:
        """The day of a fact."""
        return self._day(min(after, dt.date(2026, 1, 2)), FACTS[1])

    def _day(self, first: dt.date, last: dt.date) -> dt.date:
        def one() -> str:
            found = first + dt.timedelta(days=self._chance.randrange((last - first).days))
            return found.isoformat() if found.day not in ROUND and found.day < 28 else ""

        return dt.date.fromisoformat(self._new(one))

    def _new(self, make: Callable[[], str]) -> str:
        while (found := make()) in self._used or not found:
            pass
        self._used.add(found)
        return found


def found_in(body: str) -> set[str]:
    """Everything that looks like a canary in a text, also within what is encoded in it."""
    found = set(CANARY.findall(body))
    for encoded in ENCODED.findall(body):
        found |= set(CANARY.findall(_decoded(encoded)))
    return found


def _decoded(text: str) -> str:
    try:
        padded = text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
        return base64.urlsafe_b64decode(padded).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
