"""What a reset, a recovery, a renewal and an erasure leave of an account: nothing that anybody could come in by."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from graph.sqlite import sqlite_engine
from guard.accounts import Account, Accounts, DocumentKind
from guard.accounts.kept import writing
from guard.accounts.passwords import Passwords
from guard.accounts.tables import accounts, attempts
from guard.refusals import NotSignedIn, RoleForbids, Unfit
from guard.register import opened_register
from guard.roles import Role
from tests.guard.offices import CHEAP, PASSWORD, Office, office

OTHER = "another long enough phrase"


def row(at: Office, account: Account) -> dict[str, Any]:
    with at.engine.connect() as db:
        return dict(db.execute(sa.select(accounts).where(accounts.c.id == account.id)).one()._mapping)


def recovered(at: Office) -> Account:
    return at.accounts.recover("root").account


def reset(at: Office) -> Account:
    return at.accounts.reset(at.administrator, at.of[Role.ANALYST].id).account


def renewed(at: Office) -> Account:
    person, document = "person resident", DocumentKind.PASSPORT
    return at.accounts.renew_resident(at.of[Role.STEWARD], person=person, document=document).account


@pytest.mark.parametrize("done", [recovered, reset, renewed])
def test_the_old_password_ends_before_the_new_code_is_used(tmp_path: Path, done: Callable[[Office], Account]) -> None:
    with office(tmp_path) as at:
        account = done(at)
        with pytest.raises(NotSignedIn):
            at.accounts.known(account.name, PASSWORD, origin=None)


def test_a_renewal_notes_the_document_and_lets_in_again_who_was_disabled(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        at.accounts.disable(at.administrator, at.of[Role.RESIDENT].id)
        account = renewed(at)
        assert not account.disabled
        assert row(at, account)["document"] == DocumentKind.PASSPORT


@pytest.mark.parametrize("invited", [False, True])
def test_an_erased_person_leaves_the_row_of_their_account_and_nothing_in_it(tmp_path: Path, invited: bool) -> None:
    with office(tmp_path) as at:
        resident, steward, clerk = at.of[Role.RESIDENT], at.of[Role.STEWARD], at.of[Role.COMMUNITY_OFFICER]
        at.accounts.bind_external(resident.id, "issuer", "subject", by=clerk)
        if invited:
            renewed(at)
        session = at.accounts.begin_session(resident).secret
        before = row(at, resident)
        assert at.accounts.forget_person("person resident")
        left = row(at, resident)
        emptied = ("person", "password", "code", "issuer", "subject", "document")
        assert {name: left[name] for name in emptied} == dict.fromkeys(emptied)
        assert (left["name"], left["name_key"]) == (resident.id, resident.id)
        assert left["disabled_at"] == int(at.clock())
        assert (left["standing"], left["credentials"]) == (before["standing"] + 1, before["credentials"] + 1)
        with pytest.raises(NotSignedIn):
            at.accounts.of_session(session)
        again = at.accounts.open_resident(steward, "resident", person="p", document=DocumentKind.PASSPORT)
        assert again.account.name == "resident"
        assert not at.accounts.by_id(steward.id).disabled


def test_what_is_done_to_one_account_is_done_to_no_other(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        others = [r for r in Role if r is not Role.ANALYST]
        before = [row(at, at.of[role]) for role in others]
        at.accounts.set_area(at.administrator, at.of[Role.ANALYST].id, area=["V"])
        at.accounts.set_role(at.administrator, at.of[Role.ANALYST].id, role=Role.INVESTIGATOR)
        at.accounts.bind_external(at.of[Role.ANALYST].id, "i", "s", by=at.administrator)
        at.accounts.reset(at.administrator, at.of[Role.ANALYST].id)
        at.accounts.disable(at.administrator, at.of[Role.ANALYST].id)
        assert [row(at, at.of[role]) for role in others] == before


def test_the_document_of_a_new_residents_account_is_noted(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        assert row(at, at.of[Role.RESIDENT])["document"] == DocumentKind.RESIDENT_CARD


def test_signing_out_ends_that_session_and_no_other(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        ended, others = (at.accounts.sign_in(name, PASSWORD, origin=None).secret for name in ("analyst", "auditor"))
        at.accounts.sign_out(ended)
        with pytest.raises(NotSignedIn):
            at.accounts.of_session(ended)
        assert at.accounts.of_session(others) == at.of[Role.AUDITOR]


def test_a_success_leaves_what_others_failed_at(tmp_path: Path) -> None:
    with office(tmp_path) as at:

        def failures() -> dict[str, int]:
            with at.engine.connect() as db:
                return {row.key: row.failures for row in db.execute(sa.select(attempts))}

        for _ in range(2):
            with pytest.raises(NotSignedIn):
                at.accounts.known("auditor", "wrong", origin="there")
        before = failures()
        assert at.accounts.known("analyst", PASSWORD, origin="here")
        left = failures()
        assert {key: left[key] for key in before} == before
        assert sorted(set(left) - set(before)) == sorted(key for key in left if key not in before)
        assert [left[key] for key in set(left) - set(before)] == [0]


def test_a_first_administrator_is_refused_only_for_another_administrator(tmp_path: Path) -> None:
    with opened_register(tmp_path) as register:
        accounts_ = Accounts(register, passwords=Passwords(CHEAP))
        with register.begin() as db:
            values = {"id": "a_1", "name": "x", "name_key": "x", "role": "analyst", "made_by": "console", "made_at": 0}
            db.execute(sa.insert(accounts).values(**values))
        assert accounts_.first_administrator("root", PASSWORD).role is Role.ADMINISTRATOR


def test_nobody_takes_their_own_identity_away(tmp_path: Path) -> None:
    with office(tmp_path) as at, pytest.raises(RoleForbids):
        at.accounts.unbind_external(at.administrator.id, by=at.administrator)


def test_a_refused_change_says_what_was_wrong_and_changes_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        before = row(at, at.of[Role.GRID_WORKER])
        with pytest.raises(Unfit):
            at.accounts.set_area(at.administrator, at.of[Role.GRID_WORKER].id, area=None)
        with pytest.raises(Unfit):
            at.accounts.set_role(at.administrator, at.of[Role.GRID_WORKER].id, role=Role.COMMUNITY_OFFICER)
        assert row(at, at.of[Role.GRID_WORKER]) == before


class Slow(Passwords):
    """Hashes, and lets something happen meanwhile."""

    meanwhile: Callable[[], object] = staticmethod(lambda: None)

    def hash(self, password: str) -> str:
        self.meanwhile()
        return super().hash(password)


def test_a_password_that_is_being_changed_when_the_account_is_reset_is_not_set(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        slow = Slow(CHEAP)
        slow.meanwhile = lambda: at.accounts.reset(at.administrator, at.of[Role.ANALYST].id)
        late = Accounts(at.engine, passwords=slow, now=at.clock)
        with pytest.raises(NotSignedIn):
            late.change_password(at.of[Role.ANALYST], PASSWORD, new=OTHER, origin=None)
        assert row(at, at.of[Role.ANALYST])["password"] is None


def test_a_code_that_is_taken_back_while_it_is_used_sets_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        code = at.accounts.reset(at.administrator, at.of[Role.ANALYST].id).code
        slow = Slow(CHEAP)
        slow.meanwhile = lambda: at.accounts.reset(at.administrator, at.of[Role.ANALYST].id)
        late = Accounts(at.engine, passwords=slow, now=at.clock)
        with pytest.raises(NotSignedIn):
            late.set_password("analyst", code, new=OTHER, origin=None)
        assert row(at, at.of[Role.ANALYST])["password"] is None


def test_a_new_password_ends_ones_own_sessions_alone(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        mine = at.accounts.sign_in("analyst", PASSWORD, origin=None).secret
        others = at.accounts.sign_in("auditor", PASSWORD, origin=None).secret
        at.accounts.change_password(at.of[Role.ANALYST], PASSWORD, new=OTHER, origin=None)
        with pytest.raises(NotSignedIn):
            at.accounts.of_session(mine)
        assert at.accounts.of_session(others) == at.of[Role.AUDITOR]
        assert at.accounts.known("auditor", PASSWORD, origin=None)


def test_who_judges_holds_the_pen_until_it_is_written(tmp_path: Path) -> None:
    with opened_register(tmp_path) as engine, writing(engine):
        other = sqlite_engine(tmp_path / "access.sqlite")
        with other.connect() as db:
            db.exec_driver_sql("PRAGMA busy_timeout = 0")
            with pytest.raises(sa.exc.OperationalError):
                db.exec_driver_sql("BEGIN IMMEDIATE")
        other.dispose()
