"""What the register and the audit can hold at all: which columns may be empty, what is unique, what refers to what."""

import pytest
import sqlalchemy as sa

from guard.accounts import tables as of_accounts
from guard.audit import tables as of_audit
from guard.erasure import tables as of_erasure
from guard.grants import tables as of_grants
from guard.subject import tables as of_subject

A, AUDIT = of_accounts, of_audit
TABLES: dict[str, sa.Table] = {
    t.name: t
    for t in (
        *(A.accounts, A.sessions, A.tokens, A.attempts, of_grants.grants, of_subject.corrections),
        *(of_erasure.erasures, of_erasure.periods, AUDIT.entries, AUDIT.subtrees, AUDIT.tree, AUDIT.checkpoints),
        AUDIT.anchors,
    )
}
MAY_BE_EMPTY = {
    "accounts": {"area", "person", "document", "password", "code", "code_until", "issuer", "subject", "disabled_at"},
    "tokens": {"grant", "revoked_at"},
    "grants": {"area", "approved", "decided_by", "decided_at", "revoked_by", "revoked_at", "reason"},
    "corrections": {"record", "outcome", "reason", "settled_by", "settled_at"},
    "erasures": {"name_hash", "lifted", "lifted_by"},
    "retention": {"days"},
    "entries": {"grant", "subject"},
    "anchors": {"time", "failed", "failure"},
}
TOLD_APART_BY = {
    "accounts": [{"id"}, {"name_key"}, {"person"}, {"issuer", "subject"}],
    "sessions": [{"secret"}],
    "tokens": [{"id"}, {"secret"}],
    "attempts": [{"key"}],
    "grants": [{"id"}],
    "corrections": [{"id"}],
    "erasures": [{"id"}],
    "retention": [{"kind"}],
    "entries": [{"seq"}],
    "subtrees": [{"level", "place"}],
    "tree": [{"one"}],
    "checkpoints": [{"size"}],
    "anchors": [{"place"}],
}
OF_AN_ACCOUNT = {
    "sessions": {"account"},
    "tokens": {"account"},
    "grants": {"holder", "decided_by", "revoked_by"},
    "corrections": {"asked_by", "settled_by"},
}


@pytest.mark.parametrize("name", TABLES)
def test_only_what_may_be_unknown_may_be_empty(name: str) -> None:
    assert {c.name for c in TABLES[name].c if c.nullable} == MAY_BE_EMPTY.get(name, set())


@pytest.mark.parametrize("name", TABLES)
def test_what_tells_rows_apart_is_unique(name: str) -> None:
    table = TABLES[name]
    unique = [{c.name for c in table.primary_key}]
    unique += [{c.name for c in each.columns} for each in table.constraints if isinstance(each, sa.UniqueConstraint)]
    assert sorted(unique, key=sorted) == sorted(TOLD_APART_BY[name], key=sorted)


@pytest.mark.parametrize("name", TABLES)
def test_who_did_something_is_an_account(name: str) -> None:
    refers = {c.name: f.target_fullname for c in TABLES[name].c for f in c.foreign_keys}
    assert refers == dict.fromkeys(OF_AN_ACCOUNT.get(name, ()), "accounts.id")


def test_a_new_account_approves_nothing_and_has_ended_nothing() -> None:
    defaults = {c.name: c.default.arg for c in A.accounts.c if isinstance(c.default, sa.ColumnDefault)}
    assert defaults == {"approves": False, "standing": 0, "credentials": 0}
    assert AUDIT.anchors.c.size.default is not None
    assert AUDIT.anchors.c.size.default.arg == 0


def test_no_area_and_the_whole_district_are_kept_apart() -> None:
    for column in (A.accounts.c.area, of_grants.grants.c.area):
        assert isinstance(column.type, sa.JSON)
        assert column.type.none_as_null


def test_the_numbers_of_entries_are_the_logs_own() -> None:
    assert AUDIT.entries.c.seq.autoincrement is False
    assert AUDIT.checkpoints.c.size.autoincrement is False


def test_an_audit_finds_its_acts_and_persons_by_partial_indices() -> None:
    found = {
        each.name: {str(each.dialect_options[name]["where"]) for name in ("sqlite", "postgresql")}
        for each in AUDIT.entries.indexes
    }
    acts, persons = "subject IS NULL", "subject IS NOT NULL"
    assert found == {
        "acts_by_caller": {acts},
        "acts_by_kind": {acts},
        "acts_by_grant": {f'{acts} AND "grant" IS NOT NULL'},
        "entries_by_subject": {persons},
    }
    assert AUDIT.subtrees.dialect_options["sqlite"]["with_rowid"] is False
