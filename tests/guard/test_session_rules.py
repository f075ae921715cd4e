"""Sessions and codes where they end: to the second, for good, and for one account alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from guard.accounts import Accounts
from guard.accounts.passwords import Passwords
from guard.accounts.secrets import new_code
from guard.accounts.sign_in import IDLE, LONGEST
from guard.accounts.tables import accounts, attempts, sessions
from guard.accounts.throttle import BY_BOTH, FORGOTTEN
from guard.refusals import NotSignedIn, TooOften, Unfit
from guard.roles import Role
from tests.guard.offices import CHEAP, PASSWORD, Office, office
from tests.guard.test_account_endings import Slow, row

OTHER = "another long enough phrase"


def signed_in(at: Office, secret: str) -> bool:
    try:
        return bool(at.accounts.of_session(secret))
    except NotSignedIn:
        return False


def fail(at: Office, times: int, *, by: Callable[[], object] | None = None) -> None:
    """Fail as the analyst at the console."""
    for _ in range(times):
        with pytest.raises(NotSignedIn):
            (by or (lambda: at.accounts.known("analyst", "wrong", origin="here")))()


def test_a_session_ends_at_the_very_second(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        for seconds, left in ((IDLE - 1, True), (IDLE, False)):
            secret = at.accounts.begin_session(at.of[Role.ANALYST]).secret
            at.clock.pass_(seconds=seconds)
            assert signed_in(at, secret) is left


def test_what_has_ended_a_session_is_undone_by_nothing_that_ends_others(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        analyst, root = at.of[Role.ANALYST], at.administrator
        secret = at.accounts.begin_session(analyst).secret
        at.accounts.change_password(analyst, PASSWORD, new=OTHER, origin=None)
        for ends in (
            lambda: at.accounts.set_role(root, analyst.id, role=Role.INVESTIGATOR),
            lambda: at.accounts.bind_external(analyst.id, "i", "s", by=root),
            lambda: at.accounts.change_password(analyst, OTHER, new=PASSWORD, origin=None),
            lambda: at.accounts.reset(root, analyst.id),
        ):
            ends()
            assert not signed_in(at, secret)


def test_an_account_that_is_disabled_in_whatever_way_has_no_session(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        secret = at.accounts.begin_session(at.of[Role.ANALYST]).secret
        with at.engine.begin() as db:
            db.execute(sa.update(accounts).values(disabled_at=1).where(accounts.c.name == "analyst"))
        assert not signed_in(at, secret)


def test_sessions_that_have_ended_are_kept_no_longer_than_until_somebody_signs_in(tmp_path: Path) -> None:
    def kept() -> int:
        with at.engine.connect() as db:
            return int(db.execute(sa.select(sa.func.count()).select_from(sessions)).scalar_one())

    with office(tmp_path) as at:
        at.accounts.begin_session(at.of[Role.ANALYST])
        used = at.accounts.begin_session(at.of[Role.STEWARD]).secret
        assert kept() == 2
        for _ in range(LONGEST // (IDLE - 1)):
            at.clock.pass_(seconds=IDLE - 1)
            assert signed_in(at, used)
        at.accounts.begin_session(at.of[Role.AUDITOR])
        assert kept() == 2
        at.clock.pass_(seconds=IDLE - 1)
        at.accounts.begin_session(at.of[Role.AUDITOR])
        assert kept() == 2


def test_a_hash_that_is_made_anew_is_one_accounts(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        later = Accounts(at.engine, now=at.clock, passwords=Passwords(PasswordHasher(2, 16, 1)))
        before = {role: row(at, at.of[role])["password"] for role in Role}
        later.known("analyst", PASSWORD, origin=None)
        after = {role: row(at, at.of[role])["password"] for role in Role}
        assert [role for role in Role if before[role] != after[role]] == [Role.ANALYST]


def test_a_code_that_is_looked_at_is_not_used_up(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        code = at.accounts.reset(at.administrator, at.of[Role.ANALYST].id).code
        for _ in range(2):
            assert at.accounts.of_code("Analyst ", f" {code.upper()}", origin=None) == at.of[Role.ANALYST]
        for name, other in (("analyst", "x"), ("auditor", code), ("nobody", code)):
            with pytest.raises(NotSignedIn):
                at.accounts.of_code(name, other, origin=None)
        assert at.accounts.set_password("analyst", code, new=PASSWORD, origin=None)


def test_a_code_that_is_used_leaves_nothing_and_sets_no_easy_password(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        code = at.accounts.reset(at.administrator, at.of[Role.ANALYST].id).code
        for easy in ("short", "analystanalyst"):
            with pytest.raises(Unfit):
                at.accounts.set_password("analyst", code, new=easy, origin=None)
        at.accounts.set_password("analyst", code, new=PASSWORD, origin=None)
        assert [row(at, at.of[Role.ANALYST])[name] for name in ("code", "code_until")] == [None, None]


def test_a_code_that_fits_clears_the_failures_before_it(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        code = at.accounts.reset(at.administrator, at.of[Role.ANALYST].id).code
        for used in (
            lambda: at.accounts.of_code("analyst", code, origin="here"),
            lambda: at.accounts.set_password("analyst", code, new=PASSWORD, origin="here"),
        ):
            fail(at, BY_BOTH - 1, by=lambda: at.accounts.of_code("analyst", "wrong", origin="here"))
            used()
            with at.engine.connect() as db:
                left = {row.key.partition(":")[0]: row.failures for row in db.execute(sa.select(attempts))}
            assert left == {"origin": left["origin"]}


def test_who_is_disabled_while_a_code_is_used_gets_no_password(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        analyst = at.of[Role.ANALYST]
        code = at.accounts.reset(at.administrator, analyst.id).code
        slow = Slow(CHEAP)
        slow.meanwhile = lambda: at.accounts.disable(at.administrator, analyst.id)
        with pytest.raises(NotSignedIn):
            Accounts(at.engine, passwords=slow, now=at.clock).set_password("analyst", code, new=OTHER, origin=None)
        assert row(at, analyst)["password"] is None


def test_failures_are_forgotten_after_a_day_and_not_a_second_before(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        fail(at, BY_BOTH)
        at.clock.pass_(seconds=FORGOTTEN)
        fail(at, 1)
        with pytest.raises(TooOften):
            at.accounts.known("analyst", PASSWORD, origin="here")
        at.clock.pass_(seconds=FORGOTTEN + 1)
        fail(at, BY_BOTH)


def test_every_letter_of_a_code_is_random() -> None:
    codes = [new_code().replace("-", "") for _ in range(200)]
    assert all(len({code[at] for code in codes}) > 20 for at in range(20))
