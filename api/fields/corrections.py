"""The requests for correction that wait for a steward, of people who live in the steward's area.

That something waits, and since when, a steward sees by role; who asks and what for, under a grant that opens it.
"""

import asyncio
from typing import Annotated

import strawberry

from api.limits import ROOT_MOST, STEP_DEFAULT, check_page
from api.pages import First
from api.roots import Given
from api.subject import corrections_of
from api.subject_corrections import AskedCorrection, asked_correction
from api.words import both
from graph.model import Text
from guard.access import Access
from guard.audit.act import ActKind
from guard.roles import Role, must_be
from guard.shown import Why
from guard.subject.area import minors_of, needed
from guard.subject.corrections import Correction

ABOUT = Text("本辖区居民的更正申请", "Corrections that residents of the area asked for")
KIND = ActKind.CORRECTION
OPENED = "Correction.text"
Settled = Annotated[bool, strawberry.argument(description=both("也列出已处理的", "Those that are settled as well"))]


async def corrections(
    info: Given, first: First = STEP_DEFAULT, settled: Settled = False
) -> list[AskedCorrection] | None:
    """The longest waiting first."""
    asking = info.context
    must_be(asking.account.role, Role.STEWARD)
    check_page(first, ROOT_MOST)
    found = await asyncio.to_thread(corrections_of(asking).every, waiting=not settled)
    here = await minors_of(asking.store, asking.access, (each.person for each in found))
    oldest = [each for each in reversed(found) if each.person in here][:first]
    return [_read(asking.access, each, minor=here[each.person]) for each in oldest]


def _read(access: Access, found: Correction, *, minor: bool) -> AskedCorrection:
    missing = [each for each in needed(minor=minor) if not access.sees(each)]
    for each in missing:
        access.shown.withhold(OPENED, Why.CLASS, each)
    if not missing:
        access.shown.person(found.person, *needed(minor=minor))
    return asked_correction(found, opened=not missing)
