"""Looks that the person concerned learns of later, because the law says so.

Where a law or regulation keeps an act secret, or telling of it would hinder a state organ in its duty, the person need
not be told of it (PIPL 18, first paragraph, and 35), and their right to look does not reach it so long (PIPL 45).
The delay ends by itself: the look then appears at the time at which it happened. An office sets the days of a purpose
as ``JINGWEI_DELAY_<PURPOSE>_DAYS``; 0 is no delay.
"""

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graph.model import Text
from guard.audit.reading import Look
from guard.purposes import Purpose
from guard.setting import SettingError

DELAYED: dict[Purpose, int] = {Purpose.INQUIRY: 180}
"""Days after the look. A case is closed, or its secrecy renewed, within half a year."""
LONGEST = 3_650
NOTICE = Text(
    "依照法律规定，个别查看记录可能在规定期限届满后才显示在本页（个人信息保护法第十八条第一款、第三十五条、第四十五条第一款）。"
    "每位居民看到的都是这句话，不表示有或者没有这样的记录。",
    "By law some looks may appear on this page only after a set period (PIPL 18, 35 and 45). "
    "Everybody reads this sentence; it does not mean that there are such looks, or that there are none.",
)
"""The same for everybody, whether or not anything is delayed."""


@dataclass(frozen=True, slots=True)
class Delays:
    """How long looks for each purpose are kept back."""

    days: Mapping[str, int]

    def over(self, look: Look, *, now: dt.datetime) -> bool:
        """Whether the person may learn of a look by now."""
        days = self.days.get(look.act.purpose or "", 0)
        return now >= look.act.time + dt.timedelta(days=days)


def delays_from(settings: Mapping[str, str]) -> Delays:
    """The delays, as an office has set them. Raises SettingError for one that is no number of days."""
    return Delays({purpose.value: _set(purpose, settings) for purpose in Purpose})


@cache
def delays() -> Delays:
    """The delays of this office. Raises SettingError."""
    return delays_from(os.environ)


def _set(purpose: Purpose, settings: Mapping[str, str]) -> int:
    name = f"JINGWEI_DELAY_{purpose.name}_DAYS"
    given = settings.get(name)
    if given is None:
        return DELAYED.get(purpose, 0)
    if not given.isascii() or not given.isdigit() or int(given) > LONGEST:
        raise SettingError(name, f"须为 0 至 {LONGEST} 的整数。", f"must be a whole number from 0 to {LONGEST}.")
    return int(given)
