"""Loads as the audit has them: each is noted before it begins and when it ends, whoever loads."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from guard.audit.act import Act, ActKind, Outcome
from guard.roles import Role
from loaders.desk import Desk

INTERRUPTED = "INTERRUPTED"


@asynccontextmanager
async def noted(desk: Desk, what: str) -> AsyncIterator[None]:
    """Note the load of ``what``, a ledger's name. Raises NotAudited, and then nothing is loaded."""
    await desk.audit.record(_act(desk, what, Outcome.BEGUN))
    try:
        yield
    except Exception as error:
        await desk.audit.record(_act(desk, what, Outcome.FAILED, code=type(error).__name__))
        raise
    await desk.audit.record(_act(desk, what, Outcome.ANSWERED))


def _act(desk: Desk, what: str, outcome: Outcome, *, code: str | None = None) -> Act:
    return Act(ActKind.LOAD, desk.by, Role.STEWARD.value, what, outcome, code=code)
