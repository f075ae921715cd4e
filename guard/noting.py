"""Acts of commands and loads as the audit has them: noted before they begin and when they have ended, or not done.

A command that nobody signed in for is the console's: of whoever may use the machine, and of no role.
"""

import getpass
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace

from guard.accounts.account import Account
from guard.audit.act import Act, ActKind, Outcome
from guard.audit.log import AuditLog
from guard.refusals import Refusal
from guard.roles import Role

CONSOLE = "console"


def at_console() -> str:
    """Who gives a command, as the audit names them: ``console:<user>``; a container's user may have no name."""
    try:
        return f"{CONSOLE}:{getpass.getuser()}"
    except (KeyError, OSError):
        return f"{CONSOLE}:?"


def act_of(kind: ActKind, account: Account | None, what: str, *, grant: str | None = None) -> Act:
    """An act that is about to begin, of the account, or of the console."""
    caller, role = (account.id, account.role.value) if account else (at_console(), CONSOLE)
    return Act(kind, caller, role, what, Outcome.BEGUN, grant=grant)


def act_by(kind: ActKind, by: str, what: str) -> Act:
    """The same by what a desk knows of who works there: the console, or else a data steward's id."""
    role = CONSOLE if by.partition(":")[0] == CONSOLE else Role.STEWARD.value
    return Act(kind, by, role, what, Outcome.BEGUN)


@contextmanager
def noted(audit: AuditLog, act: Act) -> Iterator[None]:
    """Note an act that was put in words. Raises NotAudited, and then it is not done."""
    audit.record_now(act)
    try:
        yield
    except BaseException as error:
        audit.record_now(_ended_by(act, error))
        raise
    audit.record_now(replace(act, outcome=Outcome.ANSWERED))


@asynccontextmanager
async def noted_meanwhile(audit: AuditLog, act: Act) -> AsyncIterator[None]:
    """The same where others work in the meantime."""
    await audit.record(act)
    try:
        yield
    except BaseException as error:
        await audit.record(_ended_by(act, error))
        raise
    await audit.record(replace(act, outcome=Outcome.ANSWERED))


def _ended_by(act: Act, error: BaseException) -> Act:
    """A refusal by its code; anything else by its kind, never by its text."""
    if isinstance(error, Refusal):
        return replace(act, outcome=Outcome.REFUSED, code=error.code)
    return replace(act, outcome=Outcome.FAILED, code=type(error).__name__)
