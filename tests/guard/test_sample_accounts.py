"""A sample district's accounts."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from graph.model.codes import DataClass
from graph.model.dates import today
from guard.accounts import Accounts
from guard.accounts.passwords import Passwords
from guard.grants import Grants, GrantState
from guard.grants.sample import SampleAccount, make_sample_accounts
from guard.matrix import Reach, reach
from guard.refusals import Unfit
from guard.register import opened_register
from guard.roles import Role
from tests.guard.offices import CHEAP, EVERYWHERE, PASSWORD


def made(register: sa.Engine, *, sample: bool = True, person: str | None = "P") -> tuple[SampleAccount, ...]:
    return make_sample_accounts(register, sample=sample, community="V", person=person, passwords=Passwords(CHEAP))


def test_one_account_a_role_signs_in_with_what_is_shown(tmp_path: Path) -> None:
    with opened_register(tmp_path) as register:
        shown = made(register)
        accounts = Accounts(register, passwords=Passwords(CHEAP))
        assert [s.account.role for s in shown] == list(Role)
        for one in shown:
            assert accounts.sign_in(one.account.name, one.password, origin=None).account == one.account
            if one.token:
                assert accounts.of_token(one.token).account == one.account
        assert [s.account.role for s in shown if not s.token] == [Role.RESIDENT]
        assert not any(secret in repr(shown) for s in shown for secret in (s.password, s.token) if secret)


def test_areas_are_the_district_or_one_community_and_the_resident_is_the_person(tmp_path: Path) -> None:
    with opened_register(tmp_path) as register:
        found = {s.account.role: s.account for s in made(register)}
    assert {role.value: account.area for role, account in found.items()} == {
        "administrator": (), "steward": None, "grid_worker": ("V",), "community_officer": ("V",),
        "investigator": None, "analyst": None, "auditor": (), "resident": (),
    }  # fmt: skip
    assert {role for role, account in found.items() if account.person} == {Role.RESIDENT}
    assert found[Role.RESIDENT].person == "P"


def test_their_grants_are_in_force_and_open_all_of_their_purpose(tmp_path: Path) -> None:
    with opened_register(tmp_path) as register:
        shown, grants = made(register), Grants(register)
        for one in shown:
            if one.grant is None:
                continue
            grant = grants.named(one.grant, one.account, today())
            assert grant.state(today()) is GrantState.IN_FORCE
            assert grant.area == one.account.area
            assert grant.decided_by not in {None, one.account.id}
            of_purpose = {c for c in DataClass if reach(grant.role, grant.purpose, c) is Reach.BY_GRANT}
            assert grant.grounds().classes == of_purpose
        with_grant = {s.account.role for s in shown if s.grant}
        assert with_grant == {Role.STEWARD, Role.GRID_WORKER, Role.COMMUNITY_OFFICER, Role.INVESTIGATOR}
        steward = next(s.account for s in shown if s.account.role is Role.STEWARD)
        assert len(grants.over(steward, within=EVERYWHERE)) == 3


def test_the_second_time_nothing_is_made_or_shown(tmp_path: Path) -> None:
    with opened_register(tmp_path) as register:
        assert made(register)
        assert made(register) == ()
        administrator = Accounts(register).by_name("administrator")
        assert len(Accounts(register).accounts(administrator)) == len(Role)


def test_a_register_that_has_an_account_gets_none(tmp_path: Path) -> None:
    with opened_register(tmp_path) as register:
        root = Accounts(register, passwords=Passwords(CHEAP)).first_administrator("root", PASSWORD)
        assert made(register) == ()
        assert Accounts(register).accounts(root) == [root]


def test_outside_a_sample_they_are_refused_and_nothing_is_made(tmp_path: Path) -> None:
    with opened_register(tmp_path) as register:
        with pytest.raises(Unfit):
            made(register, sample=False)
        assert made(register)


def test_without_a_person_there_is_no_resident(tmp_path: Path) -> None:
    with opened_register(tmp_path) as register:
        assert [s.account.role for s in made(register, person=None)] == [r for r in Role if r is not Role.RESIDENT]
