"""A request for correction as GraphQL types: as the person reads it, and as a steward does."""

import strawberry

from api.scalars import enum_of
from api.words import both
from guard.subject.corrections import Correction, Settled

ID = both("申请编号", "The request's id")
ASKED_AT = both("提出时间", "When it was asked for")
RECORD = both("所指的台账记录；空为不指某一条", "The ledger record it is about; none if no one record")
TEXT = both("要求更正的内容", "What is to be corrected")
OUTCOME = both("处理结果；空为待处理", "How it ended; none while it waits")
REASON = both("处理理由", "The reason given")
SETTLED_AT = both("处理时间", "When it was settled")


@strawberry.type(description=both("本人提出的一项更正申请", "A correction that I asked for"))
class OwnCorrection:
    """As the person reads it."""

    id: strawberry.ID = strawberry.field(description=ID)
    asked_at: str = strawberry.field(description=ASKED_AT)
    record: strawberry.ID | None = strawberry.field(description=RECORD)
    text: str | None = strawberry.field(description=TEXT)
    outcome: enum_of(Settled) | None = strawberry.field(description=OUTCOME)  # type: ignore[valid-type]
    reason: str | None = strawberry.field(description=REASON)
    settled_at: str | None = strawberry.field(description=SETTLED_AT)


@strawberry.type(name="Correction", description=both("一项更正申请", "A request for correction"))
class AskedCorrection:
    """As a steward reads it: who asks, and what for, only under a grant that opens residents' data."""

    id: strawberry.ID = strawberry.field(description=ID)
    asked_at: str = strawberry.field(description=ASKED_AT)
    person: strawberry.ID | None = strawberry.field(description=both("申请人（人员编号）", "Who asks: the person's id"))
    record: strawberry.ID | None = strawberry.field(description=RECORD)
    text: str | None = strawberry.field(description=TEXT)
    outcome: enum_of(Settled) | None = strawberry.field(description=OUTCOME)  # type: ignore[valid-type]
    settled_at: str | None = strawberry.field(description=SETTLED_AT)


def own_correction(found: Correction) -> OwnCorrection:
    """For the person."""
    return OwnCorrection(
        id=strawberry.ID(found.id),
        asked_at=found.asked_at.isoformat(timespec="seconds"),
        record=_record(found),
        text=found.text,
        outcome=found.outcome,
        reason=found.reason,
        settled_at=_settled_at(found),
    )


def asked_correction(found: Correction, *, opened: bool) -> AskedCorrection:
    """For a steward; ``opened``: whether they may read about this person."""
    return AskedCorrection(
        id=strawberry.ID(found.id),
        asked_at=found.asked_at.isoformat(timespec="seconds"),
        person=strawberry.ID(found.person) if opened else None,
        record=_record(found) if opened else None,
        text=found.text if opened else None,
        outcome=found.outcome,
        settled_at=_settled_at(found),
    )


def _record(found: Correction) -> strawberry.ID | None:
    return strawberry.ID(str(found.record)) if found.record else None


def _settled_at(found: Correction) -> str | None:
    return found.settled_at.isoformat(timespec="seconds") if found.settled_at else None
