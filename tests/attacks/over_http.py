"""The conformance audit of GraphQL over HTTP (npm ``graphql-http``) against a running server.

python -m tests.attacks.over_http       prints what each audit said
"""

import json
from dataclasses import dataclass
from pathlib import Path

import typer

from guard.roles import Role
from tests.attacks.serving import Served, alone
from tests.npm import script

FOLDER = Path(__file__).parent / "conformance"


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


def audited(served: Served) -> list[Said]:
    """What every audit said of the server."""
    token = served.accounts[Role.INVESTIGATOR].token or ""
    return [
        Said(**each) for each in json.loads(script(FOLDER, "audit.mjs", f"{served.url}/graphql", AUDIT_TOKEN=token))
    ]


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
