"""The register has the tables of every module that is named, whether or not anything else has imported it."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from guard import register
from guard.register import WITH_TABLES, RegisterError, opened_register

OF_ANOTHER = """
import sqlalchemy as sa
from guard.register import metadata

sa.Table("another", metadata, sa.Column("id", sa.Integer, primary_key=True))
"""


def test_a_module_that_is_named_brings_its_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tables_of_another.py").write_text(OF_ANOTHER)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(register, "metadata", sa.MetaData())
    monkeypatch.setattr(register, "WITH_TABLES", ("tables_of_another",))
    with opened_register(tmp_path) as engine:
        assert sa.inspect(engine).get_table_names() == ["another"]


def test_accounts_grants_erasures_and_corrections_are_in_one_file(tmp_path: Path) -> None:
    with opened_register(tmp_path) as engine:
        tables = set(sa.inspect(engine).get_table_names())
    assert {"accounts", "sessions", "tokens", "attempts", "grants", "erasures", "retention", "corrections"} == tables
    assert len(WITH_TABLES) == 4


def test_a_damaged_register_is_one_sentence_without_what_the_database_said(tmp_path: Path) -> None:
    (tmp_path / "access.sqlite").write_bytes(b"no database" * 500)
    with pytest.raises(RegisterError, match=r"damaged\? \(DatabaseError\)$"), opened_register(tmp_path):
        pass
