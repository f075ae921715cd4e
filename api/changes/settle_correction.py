"""A steward answers a request for correction, with a reason that the person reads (PIPL 46 and 50)."""

import asyncio
from typing import Annotated

import strawberry

from api.errors import NotFound
from api.roots import Given
from api.scalars import enum_of
from api.subject import corrections_of
from api.subject_corrections import AskedCorrection, asked_correction
from api.words import both
from graph.model import Text
from graph.model.codes import DataClass
from guard.audit.act import ActKind
from guard.roles import Role, must_be
from guard.subject.area import minors_of, needed
from guard.subject.corrections import Settled

ABOUT = Text("答复一项更正申请", "Answer a request for correction")
KIND = ActKind.CORRECTION
Which = Annotated[strawberry.ID, strawberry.argument(description=both("申请编号", "The request's id"))]
enum_of(Settled)
How = Annotated[Settled, strawberry.argument(description=both("处理结果", "How it ends"))]
Reason = Annotated[str, strawberry.argument(description=both("理由，申请人可见", "The reason, which the person reads"))]


async def settle_correction(info: Given, id: Which, outcome: How, reason: Reason) -> AskedCorrection | None:  # noqa: A002
    """The request as it ended. One outside the area and one that does not exist are alike not found."""
    asking = info.context
    must_be(asking.account.role, Role.STEWARD)
    asking.access.need(DataClass.RESIDENT)
    kept = corrections_of(asking)
    found = await asyncio.to_thread(kept.one, str(id))
    here = await minors_of(asking.store, asking.access, [found.person] if found else [])
    if found is None or found.person not in here:
        raise NotFound
    classes = needed(minor=here[found.person])
    for each in classes:
        asking.access.need(each)
    ended = Settled.of(outcome)  # the schema hands over the stored value (api.wiring)
    settled = await asyncio.to_thread(kept.settle, found.id, asking.account, outcome=ended, reason=reason)
    asking.access.shown.person(found.person, *classes)
    return asked_correction(settled, opened=True)
