"""What decides in bootstrap.py; the whole of it runs before these tests do, in every CI run."""

import ast
import hashlib
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

import bootstrap

SOURCE = Path(bootstrap.__file__)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose environment is made by nothing but touching files; `calls` in it tells what was done."""
    (tmp_path / "requirements.lock").write_text("one==1")
    (tmp_path / "requirements-dev.lock").write_text("one==1\ntwo==2")
    venv = tmp_path / ".venv"
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap, "HOME", tmp_path / ".jingwei")
    monkeypatch.setattr(bootstrap, "STAMP", venv / "stamp")
    monkeypatch.setattr(bootstrap, "UNFINISHED", venv / "unfinished")
    locks = {"run": tmp_path / "requirements.lock", "test": tmp_path / "requirements-dev.lock"}
    monkeypatch.setattr(bootstrap, "LOCKS", locks)
    monkeypatch.setattr(bootstrap, "works", lambda: (venv / "bin/python").exists())
    monkeypatch.setattr(bootstrap, "link_checkout", lambda: None)

    def log(what: str) -> None:
        with (tmp_path / "calls").open("a") as file:
            file.write(what + " ")

    def make() -> None:
        log("make")
        (venv / "bin").mkdir(parents=True)
        (venv / "bin/python").touch()

    monkeypatch.setattr(bootstrap, "make_venv", make)
    monkeypatch.setattr(bootstrap, "install", lambda kind: log(kind))
    return tmp_path


def calls(checkout: Path) -> list[str]:
    return (checkout / "calls").read_text().split()


def test_a_second_run_does_nothing(checkout: Path):
    bootstrap.set_up("run")
    bootstrap.set_up("run")
    assert calls(checkout) == ["make", "run"]


def test_tests_add_their_tools_and_serve_running_too(checkout: Path):
    bootstrap.set_up("run")
    bootstrap.set_up("test")
    bootstrap.set_up("run")
    assert calls(checkout) == ["make", "run", "test"]


def test_a_changed_lock_is_installed_into_the_same_environment(checkout: Path):
    bootstrap.set_up("run")
    (checkout / "requirements.lock").write_text("one==2")
    bootstrap.set_up("run")
    assert calls(checkout) == ["make", "run", "run"]


def test_a_half_made_environment_is_made_anew(checkout: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(bootstrap, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            bootstrap.set_up("run")
    bootstrap.set_up("run")
    assert calls(checkout) == ["make", "make", "run"]


def test_an_environment_whose_python_is_gone_is_made_anew(checkout: Path):
    bootstrap.set_up("run")
    (checkout / ".venv/bin/python").unlink()
    bootstrap.set_up("run")
    assert calls(checkout) == ["make", "run", "make", "run"]


def test_wheels_from_an_archive_are_all_that_running_uses(checkout: Path):
    assert bootstrap.offline("run") == []
    (checkout / ".jingwei/wheels").mkdir(parents=True)
    (checkout / ".jingwei/wheels/one-1-py3-none-any.whl").touch()
    found = ["--find-links", str(checkout / ".jingwei/wheels")]
    assert bootstrap.offline("run") == [*found, "--no-index"]
    assert bootstrap.offline("test") == found


def test_only_wheels_are_taken_from_an_archive(checkout: Path):
    outside = checkout / "evil.whl"
    with tarfile.open(checkout / "a.tar", "w") as tar:
        for name in ("wheels/one-1-py3-none-any.whl", "wheels/../../evil.whl", "/tmp/evil.whl", "wheels/.pth"):
            tar.addfile(tarfile.TarInfo(name))
    bootstrap.take_wheels(checkout / "a.tar")
    assert [path.name for path in (checkout / ".jingwei").rglob("*") if path.is_file()] == ["one-1-py3-none-any.whl"]
    assert not outside.exists()


def test_a_broken_archive_is_one_sentence(checkout: Path):
    (checkout / "a.tar").write_bytes(b"no tar")
    with pytest.raises(SystemExit, match="The archive can't be read: copy it again"):
        bootstrap.take_wheels(checkout / "a.tar")


def test_it_imports_the_standard_library_only_and_old_pythons_can_read_it():
    """Read as 3.6 would; the check of the version comes before the first import that an old one may lack."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 6))
    imported = [alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names]
    modules = imported + [node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert {name.partition(".")[0] for name in modules} <= sys.stdlib_module_names
    assert [type(node).__name__ for node in tree.body[:3]] == ["Expr", "Import", "If"]


def test_an_old_python_is_told_what_to_do():
    pretend = "import sys; sys.version_info = (3, 9); exec(compile(open(sys.argv[1]).read(), 'bootstrap.py', 'exec'))"
    refused = subprocess.run([sys.executable, "-c", pretend, str(SOURCE)], capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "Jingwei needs Python 3.11 or newer: install one and run this with it" in refused.stderr


def test_anything_else_prints_how_to_use_it(capsys: pytest.CaptureFixture[str]):
    assert bootstrap.main([]) == 2
    assert "python3 bootstrap.py run" in capsys.readouterr().err


def test_the_stamp_follows_lock_and_place(checkout: Path):
    expected = hashlib.sha256(b"one==1" + bytes(checkout)).hexdigest()
    assert bootstrap.wanted("run") == {"run": expected}


def test_ci_runs_the_readmes_command():
    assert "exec python3 bootstrap.py test" in (SOURCE.parent / ".ci/run").read_text()


def test_every_step_is_named_and_the_first_that_fails_ends_it(monkeypatch: pytest.MonkeyPatch):
    ran: list[tuple[str, ...]] = []

    def step(title: str, command: list[str], **_: str) -> int:
        ran.append((title, *command))
        return 1 if "mypy" in command else 0

    monkeypatch.setattr(bootstrap, "step", step)
    assert bootstrap.test(["-k", "house"]) == 1
    assert [line[0] for line in ran] == ["风格 · lint", "格式 · format", "类型 · types"]


def test_arguments_go_to_pytest_and_the_whole_is_repeated_on_the_current_release(monkeypatch: pytest.MonkeyPatch):
    ran: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(bootstrap, "step", lambda _, command, **environment: ran.append((command, environment)) or 0)
    assert bootstrap.test(["-k", "house"]) == 0
    assert ran.pop() == (["-m", "pytest", "-k", "house"], {})
    assert bootstrap.test([]) == 0
    assert ran.pop() == (bootstrap.AGAIN, {"JINGWEI_TEST_NEO4J": "2026.08.1"})
