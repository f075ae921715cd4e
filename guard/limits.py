"""How many answers about people one caller may have in a minute, an hour and a day, however they are asked for.

What is counted is answers, so batches, aliases and fragments gain nothing: each look-up by a resident ID before it is
made, and each person in an answer before it is released. Kept in memory: a restart forgets, the audit does not.
"""

import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from graph.model.codes import Codes, DataClass
from guard.refusals import TooOften
from guard.setting import SettingError
from guard.shown import Shown

MINUTE, HOUR, DAY = 60, 3_600, 86_400
PARTS = 60
"""A window is counted in sixty parts, so what a caller has used up comes back a sixtieth late at most."""
CALLERS_KEPT = 10_000
PUBLIC = frozenset({DataClass.OPEN, DataClass.OFFICE})


class Kind(Codes):
    """What is counted."""

    ID_LOOKUPS = "id_lookups", "按身份证号查询", "look-ups by resident ID"
    PERSONS = "persons", "查看居民", "residents shown"


@dataclass(frozen=True, slots=True)
class Window:
    """At most ``most`` in any ``seconds``."""

    most: int
    seconds: int
    zh: str
    en: str
    setting: str


# A service counter asks for one resident every three minutes, and a grid worker on a round for a house a minute with
# three people in it. The largest honest answers are a building's households (300 people) and, for an investigator, the
# micro-grid heads of the whole district (2,100). A community has 6,000 residents: nobody needs two of them in an hour.
WINDOWS: dict[Kind, tuple[Window, ...]] = {
    Kind.ID_LOOKUPS: (
        Window(20, MINUTE, "每分钟", "a minute", "JINGWEI_ID_LOOKUPS_A_MINUTE"),
        Window(300, HOUR, "每小时", "an hour", "JINGWEI_ID_LOOKUPS_AN_HOUR"),
    ),
    Kind.PERSONS: (
        Window(2_500, MINUTE, "每分钟", "a minute", "JINGWEI_PERSONS_A_MINUTE"),
        Window(6_000, HOUR, "每小时", "an hour", "JINGWEI_PERSONS_AN_HOUR"),
        Window(20_000, DAY, "每天", "a day", "JINGWEI_PERSONS_A_DAY"),
    ),
}


class OverBudget(TooOften):
    """``limit`` names the window, as its setting does; ``seconds`` is how long to wait, None if waiting is no help."""

    def __init__(self, kind: Kind, window: Window, *, seconds: int | None) -> None:
        """Says which limit, and what to do."""
        zh = f"{kind.zh}{window.zh}不得超过 {window.most} 人次"
        en = f"A caller may have {window.most} {kind.en} {window.en}"
        if seconds is None:
            super().__init__(f"{zh}，请分次查询。", f"{en}; ask for less at a time.")
        else:
            super().__init__(f"{zh}，请 {seconds} 秒后再试。", f"{en}; try again in {seconds} seconds.")
        self.limit, self.seconds = window.setting.removeprefix("JINGWEI_").lower(), seconds


@dataclass(slots=True)
class Used:
    """What one caller has used in one window: numbers by the part of time in which they were used."""

    parts: dict[int, int] = field(default_factory=dict)

    def at(self, now: float, window: Window) -> int:
        """How much counts against the window now; older parts are forgotten."""
        first = _part(now, window) - PARTS
        for old in [part for part in self.parts if part < first]:
            del self.parts[old]
        return sum(self.parts.values())

    def wait(self, now: float, window: Window, n: int) -> int | None:
        """Seconds until ``n`` more are free, or None if never."""
        if n > window.most:
            return None
        over = sum(self.parts.values()) + n - window.most
        for part, used in sorted(self.parts.items()):
            over -= used
            if over <= 0:
                return max(1, int((part + PARTS + 1) * window.seconds / PARTS - now) + 1)
        return 1


@dataclass(slots=True)
class Budget:
    """Every caller's use of every window. Threads may share one."""

    windows: Mapping[Kind, tuple[Window, ...]] = field(default_factory=lambda: windows_from(os.environ))
    clock: Callable[[], float] = time.monotonic
    _used: dict[tuple[str, Window], Used] = field(default_factory=lambda: defaultdict(Used))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def charge(self, caller: str, kind: Kind, n: int = 1) -> None:
        """Count ``n`` more for the account ``caller``, or none of them. Raises OverBudget."""
        if n <= 0:
            return
        with self._lock:
            now = self.clock()
            kept = [(window, self._used[caller, window]) for window in self.windows[kind]]
            for window, used in kept:
                if used.at(now, window) + n > window.most:
                    raise OverBudget(kind, window, seconds=used.wait(now, window, n))
            for window, used in kept:
                part = _part(now, window)
                used.parts[part] = used.parts.get(part, 0) + n
            self._forget(now)

    def _forget(self, now: float) -> None:
        """Drop callers whose use no longer counts, once there are many."""
        if len(self._used) > CALLERS_KEPT:
            for key in [key for key, used in self._used.items() if not used.at(now, key[1])]:
                del self._used[key]


def residents_in(shown: Shown) -> int:
    """How many persons an answer shows with more than what anyone may know of a public post's holder."""
    return sum(1 for classes in shown.persons.values() if not _public(classes))


def windows_from(settings: Mapping[str, str]) -> dict[Kind, tuple[Window, ...]]:
    """The windows, with the numbers that the settings change. Raises SettingError for no positive number."""
    return {kind: tuple(_set(window, settings) for window in windows) for kind, windows in WINDOWS.items()}


def _set(window: Window, settings: Mapping[str, str]) -> Window:
    given = settings.get(window.setting)
    if given is None:
        return window
    if not given.isascii() or not given.isdigit() or int(given) < 1:
        raise SettingError(window.setting, "须为正整数。", "must be a positive whole number.")
    return Window(int(given), window.seconds, window.zh, window.en, window.setting)


def _part(now: float, window: Window) -> int:
    return int(now * PARTS / window.seconds)


def _public(classes: Iterable[DataClass]) -> bool:
    return set(classes) <= PUBLIC
