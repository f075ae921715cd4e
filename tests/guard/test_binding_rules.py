"""What binding an identity and opening an account at the counter leave in the register, and what a name is."""

from pathlib import Path

import pytest

from guard.accounts import DocumentKind
from guard.accounts.account import checked_name, name_key
from guard.refusals import NotSignedIn, RoleForbids, Unfit
from guard.roles import Role
from tests.guard.offices import office
from tests.guard.test_account_endings import row


@pytest.mark.parametrize("document", list(DocumentKind))
def test_the_kind_of_document_is_noted_when_an_account_is_opened(tmp_path: Path, document: DocumentKind) -> None:
    with office(tmp_path) as at:
        opened = at.accounts.open_resident(at.of[Role.STEWARD], "wang", person="p", document=document)
        assert row(at, opened.account)["document"] == document.value


def test_who_has_no_account_is_not_renewed_and_the_clerk_is_told_why(tmp_path: Path) -> None:
    with office(tmp_path) as at, pytest.raises(Unfit, match="This person has no account"):
        at.accounts.renew_resident(at.of[Role.STEWARD], person="nobody", document=DocumentKind.PASSPORT)


def test_whoever_was_bound_at_the_console_signs_in_by_that_identity(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        bound = at.accounts.bind_at_console("auditor", "https://issuer", "1")
        assert at.accounts.of_external("https://issuer", "1") == bound


def test_an_identity_that_is_taken_away_leaves_nothing_of_itself(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        analyst = at.of[Role.ANALYST]
        at.accounts.bind_external(analyst.id, "https://issuer", "1", by=at.administrator)
        left = row(at, at.accounts.unbind_external(analyst.id, by=at.administrator))
        assert (left["issuer"], left["subject"]) == (None, None)
        with pytest.raises(NotSignedIn):
            at.accounts.of_external("https://issuer", "1")


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR, Role.INVESTIGATOR, Role.GRID_WORKER, Role.RESIDENT])
def test_who_binds_nobody_is_not_told_which_accounts_there_are(tmp_path: Path, role: Role) -> None:
    with office(tmp_path) as at:
        for account in ("a_nobody", at.of[Role.STEWARD].id):
            for act in (
                lambda account=account: at.accounts.bind_external(account, "i", "s", by=at.of[role]),
                lambda account=account: at.accounts.unbind_external(account, by=at.of[role]),
            ):
                with pytest.raises(RoleForbids):
                    act()


@pytest.mark.parametrize("typed", [" Wang ", "　Ｗａｎｇ", "Wang\t"])
def test_space_around_a_name_and_its_width_are_not_of_the_name(typed: str) -> None:
    assert (checked_name(typed), name_key(typed)) == ("Wang", "wang")
