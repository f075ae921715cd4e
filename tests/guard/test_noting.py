"""Acts of commands and loads: noted before they begin and when they have ended, or not done."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from guard.accounts import Account
from guard.audit import Act, ActKind, AuditLog, Outcome
from guard.audit.reading import acts
from guard.noting import act_by, act_of, at_console, noted, noted_meanwhile
from guard.refusals import NotAudited, RoleForbids
from guard.roles import Role
from tests.guard.audit.helpers import opened
from tests.guard.offices import office

Deed = Callable[[], object]
Noting = Callable[[AuditLog, Deed], None]
Told = list[tuple[Outcome, str | None]]

LOADED = act_by(ActKind.LOAD, "a1", "residents")


def at_once(log: AuditLog, deed: Deed) -> None:
    with noted(log, LOADED):
        deed()


def meanwhile(log: AuditLog, deed: Deed) -> None:
    async def work() -> None:
        async with noted_meanwhile(log, LOADED):
            deed()

    asyncio.run(work())


either = pytest.mark.parametrize("noting", [at_once, meanwhile])


def told(log: AuditLog) -> Told:
    """How the acts that the audit holds went, the oldest first."""
    return [(each.outcome, each.code) for each in reversed(acts(log.engine))]


@either
def test_an_act_is_noted_before_it_begins_and_when_it_has_ended(tmp_path: Path, noting: Noting) -> None:
    with opened(tmp_path) as log:
        before: Told = []
        noting(log, lambda: before.extend(told(log)))
        assert before == [(Outcome.BEGUN, None)]
        assert told(log) == [(Outcome.BEGUN, None), (Outcome.ANSWERED, None)]


@either
@pytest.mark.parametrize(
    ("error", "ended"),
    [
        (RoleForbids("不可。", "No."), (Outcome.REFUSED, RoleForbids.code)),
        (ValueError("110101199003074514"), (Outcome.FAILED, "ValueError")),
        (KeyboardInterrupt(), (Outcome.FAILED, "KeyboardInterrupt")),
    ],
)
def test_an_act_that_fails_is_noted_by_what_failed_and_never_by_its_text(
    tmp_path: Path, noting: Noting, error: BaseException, ended: tuple[Outcome, str]
) -> None:
    def fails() -> None:
        raise error

    with opened(tmp_path) as log:
        with pytest.raises(type(error)):
            noting(log, fails)
        assert told(log) == [(Outcome.BEGUN, None), ended]


@either
def test_what_cannot_be_noted_is_not_done(tmp_path: Path, noting: Noting) -> None:
    done: list[str] = []
    with opened(tmp_path) as log:
        log.close()
        with pytest.raises(NotAudited):
            noting(log, lambda: done.append("done"))
    assert done == []


def test_who_acts_is_an_account_in_its_role_or_else_whoever_sits_at_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "wang")
    with office(tmp_path) as at:
        steward: Account = at.of[Role.STEWARD]
    assert act_of(ActKind.GRANT, steward, "grant.ask", grant="g1") == Act(
        ActKind.GRANT, steward.id, "steward", "grant.ask", Outcome.BEGUN, grant="g1"
    )
    console = Act(ActKind.ACCOUNT, "console:wang", "console", "account.recover", Outcome.BEGUN)
    assert act_of(ActKind.ACCOUNT, None, "account.recover") == console
    assert act_by(ActKind.ACCOUNT, "console:wang", "account.recover") == console
    assert act_by(ActKind.LOAD, "a1", "residents") == Act(ActKind.LOAD, "a1", "steward", "residents", Outcome.BEGUN)


@pytest.mark.parametrize("error", [KeyError("no such user"), OSError("no such user")])
def test_a_user_without_a_name_is_at_the_console_too(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def nameless() -> str:
        raise error

    monkeypatch.setattr("getpass.getuser", nameless)
    assert at_console() == "console:?"
