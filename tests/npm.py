"""Tools of the tests alone that npm has: installed from a pinned lock file into the user's cache on first use, without
running any package's scripts.
"""

import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

SECONDS = 300


def missing() -> str | None:
    """Why npm's tools cannot be had here, or None."""
    names = [name for name in ("node", "npm") if shutil.which(name) is None]
    return f"{' and '.join(names)} not found" if names else None


def installed(source: Path) -> Path:
    """The folder with the packages that ``source`` pins, and its scripts; a changed lock file is another folder."""
    files = sorted(path for path in source.iterdir() if path.suffix in {".json", ".mjs"})
    mark = sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
    folder = user_cache_path("jingwei") / source.name / mark
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not (folder / "done").exists():
            folder.mkdir(exist_ok=True)
            for path in files:
                shutil.copy(path, folder / path.name)
            command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=SECONDS)
            (folder / "done").touch()
    return folder


def script(source: Path, name: str, *arguments: str, **environment: str) -> str:
    """What a script among the packages prints. What it unpacks goes beside them."""
    folder = installed(source)
    ran = subprocess.run(
        ["node", name, *arguments],
        cwd=folder,
        env=os.environ | {"TMPDIR": str(folder)} | environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    return ran.stdout
