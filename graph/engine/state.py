"""What the engine tells about itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Running:
    """Where a Neo4j answers. `pid` and `version` are None for a server of the user's own."""

    url: str
    user: str
    password: str = field(repr=False)
    pid: int | None
    version: str | None


@dataclass(frozen=True)
class Status:
    folder: Path
    version: str
    running: Running | None
    owner: int | None
    jars_missing: int
