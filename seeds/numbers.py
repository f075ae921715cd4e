"""Numbers that can belong to nobody, with right check digits (DOMAIN 2).

Region prefixes beginning with 99 are assigned to no place, and no mobile number begins with 100.
"""

import datetime as dt
from functools import cache

from seeds.chance import Chance

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

LIVING_HERE, LIVING_ELSEWHERE, FAULTY = 0, 10, 30
"""Third and fourth digit of the region prefix: kinds of people never share a number."""


@cache
def written(birth: int) -> str:
    """A birth day as an ID holds it."""
    return dt.date.fromordinal(birth).strftime("%Y%m%d")


def id_check(first: str) -> str:
    """The check digit of GB 11643 for the first 17 digits."""
    return _ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(first, _ID_WEIGHTS, strict=True)) % 11]


class Ids:
    """Resident IDs of one town: region prefix, birth, a sequence that is odd for men, check digit."""

    def __init__(self, town: int) -> None:
        """``town`` is the number of the town, 0 for the district."""
        self._town = town
        self._used: dict[tuple[int, int, bool], int] = {}

    def next(self, birth: int, *, male: bool, kind: int = LIVING_HERE) -> str:
        """An ID that this town has not given yet."""
        key = (kind, birth, male)
        used = self._used[key] = self._used.get(key, -1) + 1
        first = f"99{kind:02d}{self._town:02d}{written(birth)}{2 * used + (1 if male else 2):03d}"
        return first + id_check(first)


def phone(chance: Chance) -> str:
    """An 11-digit number that no operator gives out."""
    return f"100{chance.below(100_000_000):08d}"


def uscc(authority: str, serial: int) -> str:
    """A USCC of region 990000; ``authority`` is its first two characters, 91 for enterprises (GB 32100)."""
    body = f"{serial:08d}"
    rest = sum(int(digit) * weight for digit, weight in zip(body, _BODY_WEIGHTS, strict=True)) % 11
    first = f"{authority}990000{body}{'0X987654321'[rest]}"
    return first + uscc_check(first)


def uscc_check(first: str) -> str:
    """The check character of GB 32100 for the first 17 characters."""
    total = sum(_USCC_SIGNS.index(sign) * weight for sign, weight in zip(first, _USCC_WEIGHTS, strict=True))
    return _USCC_SIGNS[(31 - total % 31) % 31]
