"""What may be asked for, and who may decide on it.

A grant is approved by another account, one that an administrator has let approve (guard.accounts.account.APPROVING: a
steward, community officer or investigator) and whose area covers the grant's. An auditor and an administrator neither
ask nor approve: nobody judges what they themselves run or audit. The approver need not be able to read the classes:
they answer for the purpose and the case.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from graph.model.codes import DataClass
from guard.access import Area
from guard.accounts.account import PERSONAL_NUMBER
from guard.accounts.kept import AccountRow
from guard.grants.areas import covers
from guard.matrix import UNDER_GRANT
from guard.purposes import Purpose
from guard.refusals import RoleForbids, Unfit
from guard.roles import Role

LONGEST, AHEAD = dt.timedelta(days=180), dt.timedelta(days=30)
"""From its first day to its end, and from the asking to its first day."""
CASE = re.compile(r"[\w()〔〕（）【】\[\]/.-]{2,64}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. ``area`` None asks for the holder's own; ``until`` is the first day it no longer holds."""

    purpose: Purpose
    case: str
    classes: frozenset[DataClass]
    since: dt.date
    until: dt.date
    area: tuple[str, ...] | None = None


def check_wish(wish: Wish, role: Role, *, day: dt.date) -> None:
    """Refuse what no approver could allow. Raises RoleForbids or Unfit."""
    allowed = UNDER_GRANT.get((role, wish.purpose), frozenset())
    if not allowed:
        raise RoleForbids(
            f"您的角色（{role.zh}）不能以“{wish.purpose.zh}”为目的申请授权。",
            f"Your role ({role.en}) asks for no grant for the purpose {wish.purpose.en}.",
        )
    if not wish.classes or not wish.classes <= allowed:
        raise Unfit(
            f"以此为目的可申请的类别是：{_names(allowed, 'zh')}。",
            f"For this purpose the classes are among: {_names(allowed, 'en')}.",
        )
    _check_days(wish, day)


def _check_days(wish: Wish, day: dt.date) -> None:
    begins_soon = day <= wish.since <= day + AHEAD
    if not begins_soon or not dt.timedelta(0) < wish.until - wish.since <= LONGEST:
        raise Unfit(
            f"授权须自今日起 {AHEAD.days} 日内开始，期限不超过 {LONGEST.days} 日。",
            f"A grant begins within {AHEAD.days} days from today and lasts {LONGEST.days} days at most.",
        )


def checked_case(case: str) -> str:
    """A case number as it is kept. Raises Unfit for what may be a person's name with spaces, an ID or a telephone."""
    cleaned = unicodedata.normalize("NFKC", case).strip()
    if not CASE.fullmatch(cleaned) or PERSONAL_NUMBER.search(cleaned) or not re.search(r"\d", cleaned):
        raise Unfit(
            "案号须为 2 至 64 个字符、含数字、不含空格，且不得是证件号或电话号码。",
            "A case number has 2 to 64 characters, a digit among them and no space, and is no ID or telephone number.",
        )
    return cleaned


def places_asked(wish: Wish, holder: AccountRow, within: Area) -> tuple[str, ...] | None:
    """The area as it is kept: what was asked for, or the holder's own as it is now. Raises Unfit when it is wider."""
    places = wish.area if wish.area is not None else (None if holder.area is None else tuple(holder.area))
    if wish.area is not None and not (wish.area and covers(within, places)):
        raise Unfit("申请的范围须在您的辖区之内。", "The area asked for must lie within your own.")
    return None if places is None else tuple(sorted(set(places)))


def _names(classes: Iterable[DataClass], language: str) -> str:
    separator = "、" if language == "zh" else ", "
    return separator.join(getattr(c, language) for c in DataClass if c in classes)
