"""A resident asks that something held about them be corrected or completed (PIPL 46)."""

from typing import Annotated

import strawberry

from api import subject
from api.roots import Given
from api.subject_corrections import OwnCorrection, own_correction
from api.words import both
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text("申请更正关于本人的内容", "Ask for a correction of what is held about me")
KIND = ActKind.CORRECTION
What = Annotated[
    str, strawberry.argument(description=both("要更正什么、应当是什么", "What is wrong, and what is right"))
]
Which = Annotated[
    strawberry.ID | None,
    strawberry.argument(description=both("所指的记录；可不填", "The record it is about, if it is about one")),
]


async def request_correction(info: Given, text: What, record: Which = None) -> OwnCorrection | None:
    """The request as it waits."""
    asked = await subject.ask_correction(info.context, text, record=str(record) if record else None)
    return own_correction(asked)
