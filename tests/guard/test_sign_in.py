"""Signing in, sessions, and how often either may fail."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from guard.accounts import Accounts
from guard.accounts.passwords import Passwords
from guard.accounts.secrets import fingerprint
from guard.accounts.tables import accounts, attempts, sessions
from guard.accounts.throttle import BY_BOTH, BY_NAME, BY_ORIGIN, FORGOTTEN, LONGEST_WAIT, delay
from guard.refusals import NotSignedIn, Refusal, RoleForbids, TooOften, Unfit
from guard.roles import Role
from tests.guard.offices import CHEAP, PASSWORD, Office, office

OTHER = "another long enough phrase"


def said_by(refusal: Refusal) -> tuple[str, str, str]:
    return refusal.code, refusal.zh, refusal.en


def test_a_session_is_its_account_until_signed_out(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        signed = at.accounts.sign_in(" ANALYST", PASSWORD, origin="o")
        assert at.accounts.of_session(signed.secret) == at.of[Role.ANALYST] == signed.account
        at.accounts.sign_out(signed.secret)
        with pytest.raises(NotSignedIn):
            at.accounts.of_session(signed.secret)


def test_nothing_tells_unknown_wrong_disabled_and_unset_apart(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        at.accounts.disable(at.administrator, at.of[Role.ANALYST].id)
        at.accounts.add(at.administrator, "invited", role=Role.ANALYST)
        answers = set()
        for name, password in [
            ("nobody", PASSWORD), ("auditor", "wrong"), ("auditor", ""), ("auditor", PASSWORD + "x" * 300),
            ("analyst", PASSWORD), ("invited", PASSWORD), ("invited", ""), ("", ""),
        ]:  # fmt: skip
            with pytest.raises(NotSignedIn) as error:
                at.accounts.sign_in(name, password, origin=f"{name}{password}")
            answers.add(said_by(error.value))
        assert answers == {said_by(NotSignedIn())}


def test_a_session_ends_unused_after_half_an_hour_and_used_after_twelve(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        unused = at.accounts.sign_in("analyst", PASSWORD, origin=None).secret
        used = at.accounts.sign_in("analyst", PASSWORD, origin=None)
        hours = 0.0
        for _ in range(24):
            at.clock.pass_(minutes=29.9)
            hours += 29.9 / 60
            assert at.accounts.of_session(used.secret)
        with pytest.raises(NotSignedIn):
            at.accounts.of_session(unused)
        at.clock.pass_(hours=12 - hours)
        with pytest.raises(NotSignedIn):
            at.accounts.of_session(used.secret)
        assert used.ends.timestamp() == at.clock.seconds


def test_a_session_used_within_the_idle_time_costs_one_write_a_minute(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        secret = at.accounts.sign_in("analyst", PASSWORD, origin=None).secret
        begun = at.clock.seconds

        def seen() -> int | None:
            with at.engine.connect() as db:
                return db.execute(
                    sa.select(sessions.c.seen_at).where(sessions.c.secret == fingerprint(secret))
                ).scalar()

        at.clock.pass_(seconds=59)
        at.accounts.of_session(secret)
        assert seen() == begun
        at.clock.pass_(seconds=1)
        at.accounts.of_session(secret)
        assert seen() == begun + 60


def test_what_ends_every_session(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        root, analyst = at.administrator, at.of[Role.ANALYST]
        ends = {
            "password": lambda: at.accounts.change_password(analyst, PASSWORD, new=OTHER, origin=None),
            "role": lambda: at.accounts.set_role(root, analyst.id, role=Role.INVESTIGATOR),
            "bound": lambda: at.accounts.bind_external(analyst.id, "https://issuer", "s", by=root),
            "unbound": lambda: at.accounts.unbind_external(analyst.id, by=root),
            "reset": lambda: at.accounts.reset(root, analyst.id),
            "disabled": lambda: at.accounts.disable(root, analyst.id),
        }
        for end in ends.values():
            secrets = [at.accounts.begin_session(analyst).secret for _ in range(2)]
            end()
            for secret in secrets:
                with pytest.raises(NotSignedIn):
                    at.accounts.of_session(secret)
        at.accounts.enable(root, analyst.id)
        with pytest.raises(NotSignedIn):
            at.accounts.of_session(secrets[0])


def test_what_leaves_sessions_alone(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        officer = at.of[Role.COMMUNITY_OFFICER]
        secret = at.accounts.begin_session(officer).secret
        at.accounts.set_area(at.administrator, officer.id, area=["W"])
        at.accounts.set_approves(at.administrator, officer.id, approves=True)
        seen = at.accounts.of_session(secret)
        assert (seen.area, seen.approves) == (("W",), True)


def test_a_new_password_takes_the_old_one(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        analyst = at.of[Role.ANALYST]
        with pytest.raises(NotSignedIn):
            at.accounts.change_password(analyst, "not the old one", new=OTHER, origin=None)
        with pytest.raises(Unfit):
            at.accounts.change_password(analyst, PASSWORD, new="short", origin=None)
        at.accounts.change_password(analyst, PASSWORD, new=OTHER, origin=None)
        assert at.accounts.known("analyst", OTHER, origin=None) == analyst
        with pytest.raises(NotSignedIn):
            at.accounts.known("analyst", PASSWORD, origin=None)


def test_a_hash_of_other_parameters_is_made_anew_at_the_next_sign_in(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        dearer = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
        later = Accounts(at.engine, passwords=Passwords(dearer), now=at.clock)

        def kept() -> str:
            with at.engine.connect() as db:
                return str(db.execute(sa.select(accounts.c.password).where(accounts.c.name == "analyst")).scalar())

        assert not CHEAP.check_needs_rehash(kept())
        secret = later.sign_in("analyst", PASSWORD, origin=None).secret
        assert not dearer.check_needs_rehash(kept())
        assert later.of_session(secret) == later.known("analyst", PASSWORD, origin=None)


def test_a_code_sets_a_password_once_within_a_week(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        invited = at.accounts.add(at.administrator, "new", role=Role.ANALYST)
        for wrong in ("", "aaaaa-aaaaa-aaaaa-aaaaa", fingerprint(invited.code)):
            with pytest.raises(NotSignedIn):
                at.accounts.set_password("new", wrong, new=PASSWORD, origin=None)
        with pytest.raises(NotSignedIn):
            at.accounts.set_password("nobody", invited.code, new=PASSWORD, origin=None)
        assert (
            at.accounts.set_password("new", f" {invited.code.upper()} ", new=PASSWORD, origin=None) == invited.account
        )
        with pytest.raises(NotSignedIn):
            at.accounts.set_password("new", invited.code, new=OTHER, origin=None)
        late = at.accounts.reset(at.administrator, invited.account.id)
        at.clock.pass_(days=7)
        with pytest.raises(NotSignedIn):
            at.accounts.set_password("new", late.code, new=OTHER, origin=None)


def test_a_disabled_account_takes_no_code(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        invited = at.accounts.add(at.administrator, "new", role=Role.ANALYST)
        at.accounts.disable(at.administrator, invited.account.id)
        with pytest.raises(NotSignedIn):
            at.accounts.set_password("new", invited.code, new=PASSWORD, origin=None)


def fail(at: Office, name: str, origin: str | None, times: int) -> None:
    for _ in range(times):
        with pytest.raises(NotSignedIn):
            at.accounts.known(name, "wrong", origin=origin)


@pytest.mark.parametrize("name", ["analyst", "nobody"])
def test_a_name_waits_after_its_failures_whether_or_not_it_exists(tmp_path: Path, name: str) -> None:
    with office(tmp_path) as at:
        fail(at, name, "here", BY_BOTH)
        waits = []
        for _ in range(14):
            with pytest.raises(TooOften) as error:
                at.accounts.known(name, PASSWORD, origin="here")
            waits.append(int("".join(c for c in error.value.en if c.isdigit())))
            at.clock.pass_(seconds=waits[-1])
            fail(at, name, "here", 1)
        assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, *[LONGEST_WAIT] * 4]


def test_another_origin_is_not_kept_waiting_until_the_name_has_failed_often(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        fail(at, "analyst", "there", BY_BOTH)
        assert at.accounts.known("analyst", PASSWORD, origin="here")
        for number in range(BY_NAME):
            fail(at, "analyst", f"there {number}", 1)
        with pytest.raises(TooOften):
            at.accounts.known("analyst", PASSWORD, origin="here")


def test_an_origin_waits_though_each_name_failed_once_and_an_own_account_clears_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        for number in range(BY_ORIGIN - 1):
            fail(at, f"name {number}", "there", 1)
            assert at.accounts.known("auditor", PASSWORD, origin="there")
        fail(at, "yet another", "there", 1)
        with pytest.raises(TooOften):
            at.accounts.known("auditor", PASSWORD, origin="there")
        assert at.accounts.known("auditor", PASSWORD, origin="here")


def test_failures_are_forgotten_after_a_success_or_a_day(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        for _ in range(3):
            fail(at, "analyst", "here", BY_BOTH - 1)
            assert at.accounts.known("analyst", PASSWORD, origin="here")
        fail(at, "analyst", "here", BY_BOTH)
        at.clock.pass_(seconds=FORGOTTEN + 1)
        fail(at, "analyst", "here", BY_BOTH)


def test_whoever_waits_keeps_their_session(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        secret = at.accounts.sign_in("analyst", PASSWORD, origin="here").secret
        fail(at, "analyst", "here", BY_BOTH)
        assert at.accounts.of_session(secret)


def test_a_code_is_throttled_like_a_password(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        for _ in range(BY_BOTH):
            with pytest.raises(NotSignedIn):
                at.accounts.set_password("analyst", "wrong", new=OTHER, origin="here")
        with pytest.raises(TooOften):
            at.accounts.set_password("analyst", "wrong", new=OTHER, origin="here")


def test_what_was_typed_as_a_name_is_not_kept(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        fail(at, "my secret passphrase", "10.0.0.7", 1)
        with at.engine.connect() as db:
            keys = db.execute(sa.select(attempts.c.key)).scalars().all()
        assert {key.split(":")[0] for key in keys} == {"both", "origin", "name"}
        assert all(len(key.split(":")[1]) == 6 for key in keys)


def test_the_delay_grows_to_a_quarter_of_an_hour() -> None:
    assert [delay(n, 5) for n in (0, 4, 5, 6, 9, 14, 15, 10_000)] == [0, 0, 1, 2, 16, 512, 900, 900]


EASY = [
    "elevenchars", "x" * 257, "aaaaaaaaaaaab", "123456789012", "abcdefghijklmn", "password1234", "PasswordPassword",
    "jingwei jingwei", "analystanalyst", "Analyst-12345", "admin123456!", "iloveyouiloveyou",
]  # fmt: skip
GOOD = ["zwölf Zeichen", "经纬之间自有分寸不必着急", "correct horse battery", "a password of mine"]


@pytest.mark.parametrize(("password", "fits"), [*((p, False) for p in EASY), *((p, True) for p in GOOD)])
def test_a_password_is_judged_by_length_and_by_how_common_it_is(tmp_path: Path, password: str, fits: bool) -> None:
    with office(tmp_path) as at:
        if fits:
            at.accounts.change_password(at.of[Role.ANALYST], PASSWORD, new=password, origin=None)
            assert at.accounts.known("analyst", password, origin=None)
        else:
            with pytest.raises(Unfit) as error:
                at.accounts.change_password(at.of[Role.ANALYST], PASSWORD, new=password, origin=None)
            assert error.value.code == "BAD_ARGUMENT"
            assert password not in str(error.value)


def test_the_register_holds_no_secret(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        invited = at.accounts.add(at.administrator, "new", role=Role.ANALYST)
        session = at.accounts.sign_in("analyst", PASSWORD, origin=None).secret
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not [secret for secret in (PASSWORD, invited.code, session) if secret.encode() in kept]


def test_an_act_of_an_account_that_was_disabled_meanwhile_is_refused(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        second = at.account(Role.ADMINISTRATOR, "second")
        at.accounts.disable(at.administrator, second.id)
        with pytest.raises(NotSignedIn):
            at.accounts.enable(second, at.of[Role.ANALYST].id)
        with pytest.raises(RoleForbids):
            at.accounts.enable(at.of[Role.ANALYST], second.id)
