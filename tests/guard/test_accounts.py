"""Accounts: who makes and changes them, and what is refused."""

import dataclasses
from pathlib import Path

import pytest

from guard.accounts import Account, DocumentKind
from guard.refusals import NotSignedIn, RoleForbids, Unfit
from guard.register import opened_register
from guard.roles import Role
from tests.guard.offices import PASSWORD, office

NOT_ADMINISTRATORS = [role for role in Role if role is not Role.ADMINISTRATOR]


def test_the_first_administrator_comes_once(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        assert at.administrator.role is Role.ADMINISTRATOR
        assert (at.administrator.area, at.administrator.made_by) == ((), "console")
        second = at.account(Role.ADMINISTRATOR, "second")
        at.accounts.disable(second, at.administrator.id)
        with pytest.raises(Unfit):
            at.accounts.first_administrator("root2", PASSWORD)


def test_an_account_carries_its_role_its_area_and_its_maker(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        made = at.accounts.add(at.administrator, "Ｗang.San", role=Role.GRID_WORKER, area=["W", "V", "W"]).account
        assert made == at.accounts.by_name("wang.san") == at.accounts.by_id(made.id)
        assert dataclasses.replace(made, id="") == Account(
            id="", name="Wang.San", role=Role.GRID_WORKER, area=("V", "W"), person=None, approves=False, external=False,
            disabled=False, made_by=at.administrator.id, made_at=made.made_at,
        )  # fmt: skip


@pytest.mark.parametrize(
    "name", ["", "a", "a b", "x" * 65, "320812199001011234", "32081219900101123X", "13812345678", "t13812345678", "a/b"]
)
def test_a_name_that_is_none_or_a_personal_number_is_refused(tmp_path: Path, name: str) -> None:
    with office(tmp_path) as at, pytest.raises(Unfit) as error:
        at.accounts.add(at.administrator, name, role=Role.ANALYST)
    assert len(name) < 3 or name not in str(error.value)


def test_a_name_is_taken_whatever_its_case_and_width(tmp_path: Path) -> None:
    with office(tmp_path) as at, pytest.raises(Unfit):
        at.accounts.add(at.administrator, "ＡNALYST", role=Role.ANALYST)


def test_a_clerk_has_an_area_and_who_reads_no_data_has_none(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        for role in (Role.GRID_WORKER, Role.COMMUNITY_OFFICER):
            with pytest.raises(Unfit):
                at.accounts.add(at.administrator, "new", role=role)
        with pytest.raises(Unfit):
            at.accounts.add(at.administrator, "new", role=Role.INVESTIGATOR, area=[])
        assert at.of[Role.INVESTIGATOR].area is None
        assert {at.of[role].area for role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.RESIDENT)} == {()}
        assert at.accounts.add(at.administrator, "new", role=Role.ADMINISTRATOR, area=["V"]).account.area == ()


def test_no_administrator_lets_an_auditor_in(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        with pytest.raises(RoleForbids, match="add-auditor"):
            at.accounts.add(at.administrator, "new", role=Role.AUDITOR)
        assert at.accounts.add_auditor("new").account.role is Role.AUDITOR


@pytest.mark.parametrize("role", NOT_ADMINISTRATORS)
def test_nobody_but_an_administrator_touches_accounts(tmp_path: Path, role: Role) -> None:
    with office(tmp_path) as at:
        by, other = at.of[role], at.account(Role.ANALYST, "other")
        for act in (
            lambda: at.accounts.add(by, "new", role=Role.ANALYST),
            lambda: at.accounts.accounts(by),
            lambda: at.accounts.set_role(by, other.id, role=Role.INVESTIGATOR),
            lambda: at.accounts.set_area(by, other.id, area=["V"]),
            lambda: at.accounts.set_approves(by, other.id, approves=False),
            lambda: at.accounts.disable(by, other.id),
            lambda: at.accounts.enable(by, other.id),
            lambda: at.accounts.reset(by, other.id),
            lambda: at.accounts.bind_external(other.id, "i", "s", by=by),
            lambda: at.accounts.unbind_external(other.id, by=by),
        ):
            with pytest.raises(RoleForbids) as error:
                act()
            assert error.value.code == "FORBIDDEN"
        assert at.accounts.by_id(other.id) == other


def test_nobody_changes_their_own_account_so_an_administrator_is_left(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        by = at.administrator
        for act in (
            lambda: at.accounts.set_role(by, by.id, role=Role.INVESTIGATOR),
            lambda: at.accounts.set_area(by, by.id, area=["V"]),
            lambda: at.accounts.set_approves(by, by.id, approves=False),
            lambda: at.accounts.disable(by, by.id),
            lambda: at.accounts.enable(by, by.id),
            lambda: at.accounts.reset(by, by.id),
            lambda: at.accounts.bind_external(by.id, "i", "s", by=by),
        ):
            with pytest.raises(RoleForbids):
                act()
        assert at.accounts.by_id(by.id) == by


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.RESIDENT])
def test_no_account_becomes_or_was_an_administrator_auditor_or_resident(tmp_path: Path, role: Role) -> None:
    with office(tmp_path) as at:
        for account, new in ((Role.STEWARD, role), (role, Role.STEWARD)):
            with pytest.raises(Unfit):
                at.accounts.set_role(at.administrator, at.of[account].id, role=new)


def test_only_who_answers_for_residents_data_may_be_let_approve(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        may = {Role.STEWARD, Role.COMMUNITY_OFFICER, Role.INVESTIGATOR}
        for role in Role:
            if role in may:
                assert at.accounts.set_approves(at.administrator, at.of[role].id, approves=True).approves
                continue
            with pytest.raises(Unfit):
                at.accounts.set_approves(at.administrator, at.of[role].id, approves=True)
            with pytest.raises((Unfit, RoleForbids)):
                at.accounts.add(at.administrator, "new", role=role, approves=True)


def test_another_role_takes_the_standing_to_approve(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        changed = at.accounts.set_role(at.administrator, at.of[Role.STEWARD].id, role=Role.INVESTIGATOR, area=["V"])
        assert (changed.role, changed.area, changed.approves) == (Role.INVESTIGATOR, ("V",), False)
        assert at.accounts.set_role(at.administrator, changed.id, role=Role.ANALYST).area is None


def test_an_account_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        for act in (
            lambda: at.accounts.by_id("a_"),
            lambda: at.accounts.by_name("nobody"),
            lambda: at.accounts.recover("nobody"),
            lambda: at.accounts.disable(at.administrator, "a_"),
            lambda: at.accounts.bind_external("a_", "i", "s", by=at.administrator),
        ):
            with pytest.raises(Unfit):
                act()


def test_an_administrator_recovers_at_the_console_and_nobody_else_does(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        second = at.account(Role.ADMINISTRATOR, "second")
        at.accounts.disable(second, at.administrator.id)
        session = at.accounts.begin_session(second).secret
        code = at.accounts.recover("root").code
        assert at.accounts.set_password("root", code, new=PASSWORD, origin=None) == at.administrator
        assert at.accounts.of_session(session) == second
        with pytest.raises(Unfit):
            at.accounts.recover("investigator")


def test_all_accounts_are_listed_by_name(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        assert [a.name for a in at.accounts.accounts(at.administrator)] == sorted(["root", *(r.value for r in Role)])


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.STEWARD, Role.COMMUNITY_OFFICER}])
def test_a_residents_account_is_opened_at_a_counter_only(tmp_path: Path, role: Role) -> None:
    with office(tmp_path) as at:
        by, card = at.of[role], DocumentKind.RESIDENT_CARD
        with pytest.raises(RoleForbids):
            at.accounts.open_resident(by, "new", person="p", document=card)
        with pytest.raises(RoleForbids):
            at.accounts.renew_resident(by, person="person resident", document=card)
        with pytest.raises(Unfit):
            at.accounts.add(at.administrator, "new", role=Role.RESIDENT)
        with pytest.raises(Unfit):
            at.accounts.reset(at.administrator, at.of[Role.RESIDENT].id)


def test_a_resident_has_one_account_and_is_forgotten_with_the_person(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        resident, clerk, card = at.of[Role.RESIDENT], at.of[Role.STEWARD], DocumentKind.HOUSEHOLD_BOOK
        assert (resident.person, resident.made_by) == ("person resident", at.of[Role.COMMUNITY_OFFICER].id)
        with pytest.raises(Unfit):
            at.accounts.open_resident(clerk, "again", person="person resident", document=card)
        with pytest.raises(Unfit):
            at.accounts.renew_resident(clerk, person="somebody else", document=card)
        session = at.accounts.begin_session(resident).secret
        code = at.accounts.renew_resident(clerk, person="person resident", document=card).code
        with pytest.raises(NotSignedIn):
            at.accounts.of_session(session)
        assert at.accounts.set_password("resident", code, new=PASSWORD, origin=None) == resident
        assert at.accounts.forget_person("person resident")
        assert not at.accounts.forget_person("person resident")
        forgotten = at.accounts.by_id(resident.id)
        assert (forgotten.name, forgotten.person, forgotten.disabled) == (resident.id, None, True)
        with pytest.raises(NotSignedIn):
            at.accounts.known("resident", PASSWORD, origin=None)


def test_an_external_identity_is_one_accounts_and_makes_nobody_known(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        analyst, root = at.of[Role.ANALYST], at.administrator
        with pytest.raises(NotSignedIn):
            at.accounts.of_external("https://issuer", "1")
        bound = at.accounts.bind_external(analyst.id, "https://issuer", "1", by=root)
        assert bound.external
        assert at.accounts.of_external("https://issuer", "1") == bound
        for issuer, subject in (("https://issuer", "2"), ("https://other", "1")):
            with pytest.raises(NotSignedIn):
                at.accounts.of_external(issuer, subject)
        with pytest.raises(Unfit):
            at.accounts.bind_external(at.of[Role.STEWARD].id, "https://issuer", "1", by=root)
        assert not at.accounts.unbind_external(analyst.id, by=root).external
        at.accounts.bind_external(at.of[Role.STEWARD].id, "https://issuer", "1", by=root)
        at.accounts.disable(root, at.of[Role.STEWARD].id)
        with pytest.raises(NotSignedIn):
            at.accounts.of_external("https://issuer", "1")
        with pytest.raises(NotSignedIn):
            at.accounts.begin_session(at.of[Role.STEWARD])


def test_a_residents_identity_is_bound_at_the_counter_and_not_by_an_administrator(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        resident = at.of[Role.RESIDENT]
        with pytest.raises(RoleForbids):
            at.accounts.bind_external(resident.id, "i", "s", by=at.administrator)
        with pytest.raises(RoleForbids):
            at.accounts.bind_external(at.of[Role.ANALYST].id, "i", "s", by=at.of[Role.STEWARD])
        assert at.accounts.bind_external(resident.id, "i", "s", by=at.of[Role.COMMUNITY_OFFICER]).external


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_no_administrator_gets_into_an_auditors_or_anothers_account(tmp_path: Path, role: Role) -> None:
    with office(tmp_path) as at:
        other = at.of[role]
        with pytest.raises(RoleForbids, match="account recover"):
            at.accounts.reset(at.administrator, other.id)
        with pytest.raises(RoleForbids, match="account recover"):
            at.accounts.bind_external(other.id, "i", "s", by=at.administrator)
        assert at.accounts.known(other.name, PASSWORD, origin=None) == other
        assert at.accounts.bind_at_console(other.name, "i", "s").external
        code = at.accounts.recover(other.name).code
        assert at.accounts.set_password(other.name, code, new=PASSWORD, origin=None).role is role
        with pytest.raises(Unfit):
            at.accounts.bind_at_console("analyst", "i", "t")


def test_the_register_opens_again_as_it_was(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        made = at.accounts.accounts(at.administrator)
    with opened_register(tmp_path) as engine:
        assert dataclasses.replace(at, engine=engine).accounts.accounts(at.administrator) == made
