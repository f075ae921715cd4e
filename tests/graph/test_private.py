"""Files that hold what is personal are for their owner only, from the first moment, and in a home of before."""

import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from graph.private import private_folder, private_opener
from graph.seals import open_seals
from graph.sqlite import sqlite_engine

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_database_is_its_owners_with_its_log_and_its_folder(tmp_path: Path) -> None:
    folder, path = tmp_path / "book", tmp_path / "book" / "book.sqlite"
    folder.mkdir(mode=0o755)
    path.touch(mode=0o644)
    engine = sqlite_engine(path)
    with engine.begin() as db:
        db.execute(sa.text("CREATE TABLE t (x)"))
        assert {mode(file) for file in folder.iterdir()} == {0o600}
        assert len(list(folder.iterdir())) == 3
    engine.dispose()
    assert mode(folder) == 0o700


def test_the_folder_of_keys_is_closed_when_it_is_opened_again(tmp_path: Path) -> None:
    open_seals(tmp_path / "keys", create=True)
    (tmp_path / "keys").chmod(0o755)
    open_seals(tmp_path / "keys", create=False)
    assert mode(tmp_path / "keys") == 0o700


def test_new_folders_and_files_are_closed(tmp_path: Path) -> None:
    assert mode(private_folder(tmp_path / "returned")) == 0o700
    with (tmp_path / "out").open("x") as plain, open(tmp_path / "private", "x", opener=private_opener) as private:
        assert (plain.name, mode(Path(private.name))) == (str(tmp_path / "out"), 0o600)
