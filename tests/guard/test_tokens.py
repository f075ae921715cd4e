"""Script tokens."""

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from guard.accounts.account import moment
from guard.accounts.tables import accounts
from guard.refusals import GrantWrong, NotSignedIn, RoleForbids, Unfit
from guard.roles import Role
from tests.guard.offices import PASSWORD, Office, office


def ends(at: Office, **time: float) -> dt.datetime:
    return moment(int(at.clock.seconds)) + dt.timedelta(**time)


def test_a_token_is_its_holder_until_it_ends(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        made = at.accounts.new_token(at.of[Role.ANALYST], " nightly ", until=ends(at, days=1))
        assert made.secret.startswith("jw_")
        use = at.accounts.of_token(made.secret)
        assert (use.account, use.token, use.grant) == (at.of[Role.ANALYST], made.token.id, None)
        assert (made.token.label, made.token.until, made.token.ended) == ("nightly", ends(at, days=1), False)
        at.clock.pass_(days=1)
        with pytest.raises(NotSignedIn):
            at.accounts.of_token(made.secret)
        assert at.accounts.tokens_of(at.of[Role.ANALYST])[0].ended


def test_its_secret_is_kept_nowhere_and_shown_in_no_print(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        made = at.accounts.new_token(at.of[Role.ANALYST], "nightly", until=ends(at, days=1))
        assert made.secret not in repr(made)
    assert not [path for path in tmp_path.iterdir() if made.secret.encode() in path.read_bytes()]


@pytest.mark.parametrize(("label", "days"), [("", 1), (" ", 1), ("x" * 81, 1), ("x", 0), ("x", -1), ("x", 366.1)])
def test_a_token_has_a_label_and_ends_within_a_year(tmp_path: Path, label: str, days: float) -> None:
    with office(tmp_path) as at:
        with pytest.raises(Unfit):
            at.accounts.new_token(at.of[Role.ANALYST], label, until=ends(at, days=days))
        assert at.accounts.new_token(at.of[Role.ANALYST], "x", until=ends(at, days=366))


def test_a_resident_has_no_token(tmp_path: Path) -> None:
    with office(tmp_path) as at, pytest.raises(RoleForbids):
        at.accounts.new_token(at.of[Role.RESIDENT], "x", until=ends(at, days=1))


def test_a_token_is_revoked_by_its_holder_only(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        made = at.accounts.new_token(at.of[Role.ANALYST], "x", until=ends(at, days=1))
        for account, token in ((at.of[Role.STEWARD], made.token.id), (at.of[Role.ANALYST], "t_")):
            with pytest.raises(Unfit):
                at.accounts.revoke_token(account, token)
        at.accounts.revoke_token(at.of[Role.ANALYST], made.token.id)
        with pytest.raises(NotSignedIn):
            at.accounts.of_token(made.secret)
        with pytest.raises(Unfit):
            at.accounts.revoke_token(at.of[Role.ANALYST], made.token.id)
        assert not at.accounts.tokens_of(at.of[Role.STEWARD])


def test_what_ends_tokens_ends_them_for_good_and_a_new_password_does_not(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        root, analyst = at.administrator, at.of[Role.ANALYST]

        def token() -> str:
            return at.accounts.new_token(analyst, "x", until=ends(at, days=1)).secret

        kept = token()
        at.accounts.change_password(analyst, PASSWORD, new="another long enough phrase", origin=None)
        assert at.accounts.of_token(kept)
        for end in (
            lambda: at.accounts.set_role(root, analyst.id, role=Role.ANALYST),
            lambda: at.accounts.reset(root, analyst.id),
            lambda: at.accounts.bind_external(analyst.id, "i", "s", by=root),
            lambda: at.accounts.disable(root, analyst.id),
        ):
            secret = token()
            end()
            with pytest.raises(NotSignedIn):
                at.accounts.of_token(secret)
        with pytest.raises(NotSignedIn):
            token()
        at.accounts.enable(root, analyst.id)
        with pytest.raises(NotSignedIn):
            at.accounts.of_token(secret)


def test_a_bound_token_stands_on_its_grant_alone(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        steward = at.of[Role.STEWARD]
        bound = at.accounts.new_token(steward, "x", until=ends(at, days=1), grant="g_1")
        free = at.accounts.new_token(steward, "y", until=ends(at, days=1))
        use = at.accounts.of_token(bound.secret)
        assert (use.grant_for(None), use.grant_for("g_1")) == ("g_1", "g_1")
        with pytest.raises(GrantWrong):
            use.grant_for("g_2")
        use = at.accounts.of_token(free.secret)
        assert (use.grant_for(None), use.grant_for("g_2")) == (None, "g_2")
        assert {(t.label, t.grant) for t in at.accounts.tokens_of(steward)} == {("x", "g_1"), ("y", None)}


@pytest.mark.parametrize("secret", ["", "jw_", "jw_x", "\x00"])
def test_a_secret_that_is_none_is_refused(tmp_path: Path, secret: str) -> None:
    with office(tmp_path) as at, pytest.raises(NotSignedIn):
        at.accounts.of_token(secret)


def test_an_account_that_is_disabled_in_whatever_way_has_no_token(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        secret = at.accounts.new_token(at.of[Role.ANALYST], "x", until=ends(at, days=1)).secret
        with at.engine.begin() as db:
            db.execute(sa.update(accounts).values(disabled_at=1).where(accounts.c.name == "analyst"))
        with pytest.raises(NotSignedIn):
            at.accounts.of_token(secret)


def test_tokens_of_one_moment_are_listed_in_one_order(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        made = [at.accounts.new_token(at.of[Role.ANALYST], "x", until=ends(at, days=1)).token.id for _ in range(9)]
        assert [token.id for token in at.accounts.tokens_of(at.of[Role.ANALYST])] == sorted(made)
