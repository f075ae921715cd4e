"""Set everything up and go: Python 3.11+ and git are all that the machine needs.

    python3 bootstrap.py run [args…]         set up, then `jingwei run`
    python3 bootstrap.py test [args…]        set up with the tools for development, then lint, types and tests
    python3 bootstrap.py unpack ARCHIVE      set up from an archive of `jingwei engine pack`, without internet

Standard library only, and written so that an old Python can still read it and say what is missing. What is installed
is what the lock names, by hash; a stamp with the lock's hash makes the next run skip all of it in 0.1 s.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (this line is for whoever starts it with an older one)
    sys.exit(
        "经纬需要 Python 3.11 或更新的版本，请安装后用它运行，例如 python3.11 bootstrap.py run。"
        "Jingwei needs Python 3.11 or newer: install one and run this with it, such as python3.11 bootstrap.py run."
    )

import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("JINGWEI_VENV", ROOT / ".venv"))
HOME = Path(os.environ.get("JINGWEI_HOME", ROOT / ".jingwei"))
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-dev.lock"}
STAMP = VENV / "jingwei-stamp.json"
UNFINISHED = VENV / "jingwei-unfinished"
STEPS = (
    ("风格 · lint", ["-m", "ruff", "check", "."]),
    ("格式 · format", ["-m", "ruff", "format", "--check", "."]),
    ("类型 · types", ["-m", "mypy"]),
    ("测试 · tests", ["-m", "pytest"]),
)
AGAIN = ["-m", "pytest", "tests/loaders", "tests/queries"]


def main(arguments: list[str]) -> int:
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "run":
        set_up("run")
        return become([str(script()), "run", *rest])
    if command == "test":
        set_up("test")
        return test(rest)
    if command == "unpack" and len(rest) == 1:
        take_wheels(Path(rest[0]))
        set_up("run")
        return become([str(script()), "engine", "unpack", *rest])
    sys.stderr.write(__doc__ or "")
    return 2


def set_up(kind: str) -> None:
    """A virtual environment that holds what the lock names. What a Ctrl-C left half-made is made anew."""
    if stamped(kind):
        return
    if UNFINISHED.exists() or not works():
        shutil.rmtree(VENV, ignore_errors=True)
        make_venv()
    UNFINISHED.touch()
    install(kind)
    link_checkout()
    STAMP.write_text(json.dumps(stamps() | wanted(kind)), encoding="utf-8")
    UNFINISHED.unlink()


def stamped(kind: str) -> bool:
    return python().exists() and not UNFINISHED.exists() and wanted(kind).items() <= stamps().items()


def stamps() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def wanted(kind: str) -> dict[str, str]:
    """Kind → the hash of its lock and the place of the checkout. The lock for tests holds all that running needs."""
    kinds = ["run", "test"] if kind == "test" else ["run"]
    return {each: hashlib.sha256(LOCKS[each].read_bytes() + bytes(ROOT)).hexdigest() for each in kinds}


def works() -> bool:
    """Is there an environment, made with this same Python's version?"""
    check = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    return python().exists() and subprocess.run([str(python()), "-c", check], check=False).returncode == 0


def make_venv() -> None:
    say("建立环境 · making .venv")
    VENV.mkdir(parents=True)
    UNFINISHED.touch()
    try:
        venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(VENV)
    except (subprocess.CalledProcessError, ImportError):
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "这个 Python 缺少 venv 或 ensurepip，请安装（Debian、Ubuntu：apt install python3-venv）后重新运行。"
            "This Python lacks venv or ensurepip: install it (apt install python3-venv) and run this again."
        )


def install(kind: str) -> None:
    say("安装依赖 · installing what the lock names")
    pip = [str(python()), "-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    command = [*pip, "--only-binary=:all:", *offline(kind), "-r", str(LOCKS[kind])]
    if subprocess.run(command, check=False).returncode != 0:
        sys.exit(
            "安装依赖失败，原因见上；请检查网络或镜像后重新运行。"
            "The installation failed, see above: check the network or the mirror and run this again."
        )


def offline(kind: str) -> list[str]:
    """Wheels that an archive brought are used first, and for running they are all that is used."""
    wheels = HOME / "wheels"
    if not any(wheels.glob("*.whl")):
        return []
    return ["--find-links", str(wheels)] + (["--no-index"] if kind == "run" else [])


def link_checkout() -> None:
    """A .pth line and a script, where an editable install would need a build tool and ten more seconds."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([str(python()), "-c", code], check=True, capture_output=True, text=True).stdout.strip()
    (Path(packages) / "jingwei.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    call = "import sys; from jingwei import main; sys.exit(main())"
    text = (
        f'@"{python()}" -c "{call}" %*\n' if os.name == "nt" else f"#!/bin/sh\nexec '{python()}' -c '{call}' \"$@\"\n"
    )
    script().write_text(text, encoding="utf-8")
    script().chmod(0o755)


def take_wheels(archive: Path) -> None:
    """Only plain names below wheels/; pip holds each file against the lock's hashes when it installs."""
    wheels = HOME / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(archive, "r:") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                if content and re.fullmatch(r"wheels/[\w+!-][\w.+!-]*\.whl", member.name):
                    (HOME / member.name).write_bytes(content.read())
    except (OSError, tarfile.TarError) as error:
        sys.exit(f"离线包 {archive} 打不开（{error}），请再拷贝一次。The archive can't be read: copy it again.")


def test(arguments: list[str]) -> int:
    """Each step in turn; the first that fails ends it. With arguments, which are pytest's, that is all."""
    for title, command in STEPS:
        code = step(title, command + (arguments if title == STEPS[-1][0] else []))
        if code != 0:
            return code
    return 0 if arguments else again(current_release())


def again(version: str) -> int:
    """The suites that lean on Neo4j most, on its current release: the next upgrade is known in advance."""
    return step(f"测试 · tests on Neo4j {version}", AGAIN, JINGWEI_TEST_NEO4J=version)


def step(title: str, command: list[str], **environment: str) -> int:
    say(title)
    return subprocess.run([str(python()), *command], check=False, cwd=ROOT, env=os.environ | environment).returncode


def current_release() -> str:
    """The newest version that graph/engine/locks pins."""
    names = (path.stem.partition("-")[2] for path in (ROOT / "graph/engine/locks").glob("neo4j-*.json"))
    return max(names, key=lambda name: [int(number) for number in name.split(".")])


def become(command: list[str]) -> int:
    """Take this process's place, so that Ctrl-C and kill reach the command itself."""
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def script() -> Path:
    return VENV / ("Scripts/jingwei.cmd" if os.name == "nt" else "bin/jingwei")


def say(title: str) -> None:
    sys.stderr.write(f"── {title}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
