"""How many sockets and watches one caller may have, and one server: each of them is work that goes on by itself."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from api.limits import OverLimit
from guard.setting import SettingError

WAITING_MOST = 20
"""Sockets of one origin that have not said yet who they are."""
OPEN_MOST = 1_000
"""Sockets of one server."""
SETTINGS = {"JINGWEI_SOCKETS_A_CALLER": 10, "JINGWEI_WATCHES_A_CALLER": 20}


class Full(Exception):
    """There are as many as there may be."""


@dataclass(slots=True)
class Quota:
    """At most ``most`` at a time under one key."""

    most: int
    _used: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def one(self, key: str) -> Iterator[None]:
        """One more while this lasts. Raises Full."""
        if self._used[key] >= self.most:
            raise Full
        self._used[key] += 1
        try:
            yield
        finally:
            self._used[key] -= 1
            if not self._used[key]:
                del self._used[key]


@dataclass(slots=True)
class Quotas:
    """All quotas of a server."""

    sockets: Quota
    watches: Quota
    waiting: Quota = field(default_factory=lambda: Quota(WAITING_MOST))
    all: Quota = field(default_factory=lambda: Quota(OPEN_MOST))


def quotas_from(settings: Mapping[str, str]) -> Quotas:
    """The quotas, with the numbers that the settings change. Raises SettingError for no positive number."""
    sockets, watches = (_number(settings, name) for name in SETTINGS)
    return Quotas(Quota(sockets), Quota(watches))


def too_many(most: int) -> OverLimit:
    """What a caller is told who watches too much."""
    zh, en = f"一个账户最多同时关注 {most} 个问题。", f"An account may watch {most} questions at a time."
    return OverLimit("watches", zh, en)


def _number(settings: Mapping[str, str], name: str) -> int:
    given = settings.get(name, str(SETTINGS[name]))
    if not given.isascii() or not given.isdigit() or int(given) < 1:
        raise SettingError(name, "须为正整数。", "must be a positive whole number.")
    return int(given)
