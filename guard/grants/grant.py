"""One grant, and what it is on a day: nothing is written when it begins or ends, its state follows from its dates."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from graph.model.codes import Codes, DataClass
from guard.access import Grounds
from guard.accounts.account import moment
from guard.matrix import UNDER_GRANT
from guard.purposes import Purpose
from guard.roles import Role


class GrantState(Codes):
    """What a grant is on a day."""

    WAITING = "waiting", "待批准", "Waiting for approval"
    REFUSED = "refused", "未批准", "Refused"
    LAPSED = "lapsed", "逾期未批", "Not approved in time"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn before approval"
    NOT_BEGUN = "not_begun", "未到期", "Not begun"
    IN_FORCE = "in_force", "有效", "In force"
    ENDED = "ended", "已到期", "Ended"
    REVOKED = "revoked", "已撤销", "Revoked"
    OVERTAKEN = "overtaken", "账户变动，已失效", "Ended by a change of its holder's account"


class Reason(Codes):
    """Why a grant was refused or revoked; coded, so that no free text tells of a person."""

    NOT_NEEDED = "not_needed", "不再需要", "No longer needed"
    PURPOSE = "purpose", "目的不符", "The purpose does not fit"
    TOO_WIDE = "too_wide", "范围过大", "Wider than the purpose needs"
    CASE = "case", "案号不符", "The case number does not fit"
    MISUSE = "misuse", "使用不当", "Misuse"


@dataclass(frozen=True, slots=True)
class Grant:
    """``area`` holds place ids, None is the whole district; ``until`` is the first day it no longer holds.

    ``stands``: no change of the holder's account has ended it.
    """

    id: str
    holder: str
    holder_name: str
    role: Role
    purpose: Purpose
    case: str
    area: tuple[str, ...] | None
    classes: frozenset[DataClass]
    since: dt.date
    until: dt.date
    asked_at: dt.datetime
    approved: bool | None
    decided_by: str | None
    decided_at: dt.datetime | None
    revoked_by: str | None
    revoked_at: dt.datetime | None
    reason: Reason | None
    stands: bool

    def state(self, day: dt.date) -> GrantState:
        """What it is on ``day``, as far as is known now: a revocation counts for every day."""
        if self.approved is False:
            return GrantState.REFUSED
        if self.revoked_at is not None:
            return GrantState.REVOKED if self.approved else GrantState.WITHDRAWN
        if not self.stands:
            return GrantState.OVERTAKEN
        if self.approved is None:
            return GrantState.WAITING if day < self.until else GrantState.LAPSED
        if day < self.since:
            return GrantState.NOT_BEGUN
        return GrantState.IN_FORCE if day < self.until else GrantState.ENDED

    def grounds(self) -> Grounds:
        """What an access stands on. The matrix has the last word, should it have narrowed since the approval."""
        allowed = UNDER_GRANT.get((self.role, self.purpose), frozenset())
        return Grounds(self.id, self.purpose, self.case, self.classes & allowed)


def grant_of(row: sa.Row[Any]) -> Grant:
    """From a row of the grants with its holder's ``holder_name`` and ``holder_standing``."""
    return Grant(
        id=row.id,
        holder=row.holder,
        holder_name=row.holder_name,
        role=Role.of(row.role),
        purpose=Purpose.of(row.purpose),
        case=row.case_number,
        area=None if row.area is None else tuple(row.area),
        classes=frozenset(map(DataClass.of, row.classes)),
        since=row.since,
        until=row.until,
        asked_at=moment(row.asked_at),
        approved=row.approved,
        decided_by=row.decided_by,
        decided_at=None if row.decided_at is None else moment(row.decided_at),
        revoked_by=row.revoked_by,
        revoked_at=None if row.revoked_at is None else moment(row.revoked_at),
        reason=None if row.reason is None else Reason.of(row.reason),
        stands=row.standing == row.holder_standing,
    )
