"""An account as the rest of the guard sees it, and what may be written in one.

Two accounts of one human being cannot be told from two human beings: who makes accounts answers for that, and the audit
names who made which.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from graph.model.codes import Codes
from graph.model.dates import SHANGHAI
from guard.access import Caller
from guard.refusals import Unfit
from guard.roles import CLERKS, Role

APPROVING = frozenset({Role.STEWARD, Role.COMMUNITY_OFFICER, Role.INVESTIGATOR})
"""Roles whose accounts an administrator may let approve others' grants: those who answer for residents' data
themselves. Not those who run or audit the system, nor an analyst, who has no such data, nor a grid worker."""
WITHOUT_AREA = frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.RESIDENT})
"""Roles that read no area's data: their area is empty, never the whole district."""
FIXED = frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.RESIDENT})
"""Roles that no account changes from or to: an auditor would audit what it did before, and into an administrator's
account that is a clerk's for a moment another administrator could get."""
AT_CONSOLE = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
"""Roles into whose accounts no administrator gets anybody: these watch administrators, or are as mighty. A new code or
an external identity is theirs from the machine's operator alone, who gives it at the console."""

NAME = re.compile(r"[\w.@-]{2,64}")
PERSONAL_NUMBER = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{15}|\d{17}[\dXx])(?!\d)")
"""What is most likely an ID or a mobile telephone number."""


class DocumentKind(Codes):
    """By what a resident's identity was checked at a counter. Its number is never kept."""

    RESIDENT_CARD = "resident_card", "居民身份证", "Resident identity card"
    HOUSEHOLD_BOOK = "household_book", "居民户口簿", "Household register book"
    PASSPORT = "passport", "护照", "Passport"
    TRAVEL_PERMIT = "travel_permit", "港澳台居民居住证或通行证", "Permit of a Hong Kong, Macao or Taiwan resident"


@dataclass(frozen=True, slots=True)
class Account:
    """Who may ask. ``area`` holds place ids, None is the whole district; ``person`` is a resident's own id."""

    id: str
    name: str
    role: Role
    area: tuple[str, ...] | None
    person: str | None
    approves: bool
    external: bool
    disabled: bool
    made_by: str
    made_at: dt.datetime

    def caller(self) -> Caller:
        """What an access and the audit need of it."""
        return Caller(self.id, self.name, self.role)


@dataclass(frozen=True, slots=True)
class Invited:
    """An account whose password its holder has yet to set, by a code that is shown once."""

    account: Account
    code: str
    until: dt.datetime


def moment(seconds: int) -> dt.datetime:
    """Seconds since 1970 as an hour of the district."""
    return dt.datetime.fromtimestamp(seconds, SHANGHAI)


def account_of(row: sa.Row[Any]) -> Account:
    """From a row that holds all columns of the accounts."""
    return Account(
        id=row.id,
        name=row.name,
        role=Role.of(row.role),
        area=None if row.area is None else tuple(row.area),
        person=row.person,
        approves=row.approves,
        external=row.issuer is not None,
        disabled=row.disabled_at is not None,
        made_by=row.made_by,
        made_at=moment(row.made_at),
    )


def name_key(name: str) -> str:
    """By what a sign-in name is found: width and case do not tell two names apart."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def checked_name(name: str) -> str:
    """A name fit to sign in by. Raises Unfit; an ID or telephone number is refused, as names stand in logs."""
    cleaned = unicodedata.normalize("NFKC", name).strip()
    if not NAME.fullmatch(cleaned) or PERSONAL_NUMBER.search(cleaned):
        raise Unfit(
            "登录名须为 2 至 64 个字母、汉字、数字或 . _ - @，且不得是证件号或电话号码。",
            "A sign-in name is 2 to 64 letters, digits or . _ - @, and never an ID or telephone number.",
        )
    return cleaned


def checked_area(role: Role, area: Iterable[str] | None) -> list[str] | None:
    """The area as it is kept. Raises Unfit when a clerk's is missing."""
    if role in WITHOUT_AREA:
        return []
    places = None if area is None else sorted(set(area))
    if places == [] or (places is None and role in CLERKS):
        raise Unfit(
            f"“{role.zh}”的账户须写明辖区（地点编号）。", f"An account of the role {role.en} needs an area: place ids."
        )
    return places
