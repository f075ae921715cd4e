"""A copy of the checkout in which a recipe of docs/adding.md is performed as written."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```\w+\n(?:#|//) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def recipe(heading: str) -> dict[str, str]:
    """The files that the recipe under a heading writes, by path."""
    text = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}", 1)[1].split("\n## ", 1)[0]
    return dict(FENCE.findall(section))


def copied(folder: Path) -> Path:
    """Every file that belongs to the checkout, and nothing else."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


def perform(folder: Path, heading: str) -> Path:
    """A copy in which the recipe's files have been written; all of them are new."""
    copy = copied(folder)
    for name, body in recipe(heading).items():
        assert not (copy / name).exists(), f"{name} is not an addition"
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(body, encoding="utf-8")
    return copy


def run(copy: Path, code: str, **environment: str) -> str:
    """What a piece of Python prints in the copy, and only there."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy)} | environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
