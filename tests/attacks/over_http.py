"""The conformance audit of GraphQL over HTTP (npm ``graphql-http``) against a running server.

python -m tests.attacks.over_http       prints what each audit said

npm is a tool of the tests alone. What the audit needs is installed from a pinned lock file into the user's cache on
first use, without running any package's scripts.
"""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import typer
from filelock import FileLock
from platformdirs import user_cache_path

from guard.roles import Role
from tests.attacks.serving import Served, alone

FOLDER = Path(__file__).parent / "conformance"
PINNED = ("package.json", "package-lock.json", "audit.mjs")
SECONDS = 300


@dataclass(frozen=True, slots=True)
class Said:
    """What one audit said: ``ok``, ``notice`` for something optional, ``warn`` for a SHOULD, ``error`` for a MUST."""

    id: str
    name: str
    status: str
    reason: str | None


OF_REFUSING_GET = frozenset({"5A70", "9C48", "D6D5", "6A70"})
"""Audits of GET requests. A question in an address would stand in histories and in the logs of every proxy on the way,
and could be asked in a caller's name by a link; so GET is the page, whatever its parameters. Each of them is a MAY.
"""


def node() -> str | None:
    """Why the audit cannot run here, or None."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    return f"{' and '.join(missing)} not found" if missing else None


def installed() -> Path:
    """The folder with the audit's packages, made on first use; a changed lock file is another folder."""
    mark = sha256(b"".join((FOLDER / name).read_bytes() for name in PINNED)).hexdigest()[:16]
    folder = user_cache_path("jingwei") / "conformance" / mark
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not (folder / "done").exists():
            folder.mkdir(exist_ok=True)
            for name in PINNED:
                shutil.copy(FOLDER / name, folder / name)
            command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=SECONDS)
            (folder / "done").touch()
    return folder


def audited(served: Served) -> list[Said]:
    """What every audit said of the server."""
    environment = os.environ | {"AUDIT_TOKEN": served.accounts[Role.INVESTIGATOR].token or ""}
    command = ["node", "audit.mjs", f"{served.url}/graphql"]
    ran = subprocess.run(
        command, cwd=installed(), env=environment, check=True, capture_output=True, text=True, timeout=SECONDS
    )
    return [Said(**each) for each in json.loads(ran.stdout)]


def main() -> None:
    """Print what is not ok."""
    with alone() as served:
        said = audited(served)
    for each in said:
        if each.status != "ok":
            because = "  (GET is refused)" if each.id in OF_REFUSING_GET else ""
            typer.echo(f"{each.status:6} {each.id} {each.name}: {each.reason}{because}")
    typer.echo(f"{len(said)} audits, {sum(each.status == 'ok' for each in said)} ok")
    raise SystemExit(any(each.status != "ok" and each.id not in OF_REFUSING_GET for each in said))


if __name__ == "__main__":
    main()
