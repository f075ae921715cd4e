"""What lies in the data folder `<home>/neo4j`, and who owns it.

conf/neo4j.conf  java.args     written anew at each start
data/                          the store, Neo4j's own
logs/                          console.log and supervisor.log (the last start), neo4j.log, debug.log
password                       generated, readable by its owner only
version                        the newest Neo4j that wrote here
running.json                   the process at work; meaningless once that process is gone
start.lock                     held while one process starts or stops
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Folder:
    root: Path

    @property
    def conf(self) -> Path:
        return self.root / "conf"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def console(self) -> Path:
        return self.logs / "console.log"

    @property
    def supervisor_log(self) -> Path:
        return self.logs / "supervisor.log"

    @property
    def java_args(self) -> Path:
        return self.conf / "java.args"

    @property
    def start_lock(self) -> Path:
        return self.root / "start.lock"

    @property
    def password_file(self) -> Path:
        return self.root / "password"

    @property
    def process_file(self) -> Path:
        return self.root / "running.json"

    @property
    def version_file(self) -> Path:
        return self.root / "version"

    def make(self) -> None:
        for folder in (self.root, self.conf, self.data, self.logs):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)

    def password(self) -> str:
        """Made on first use. The mode is set as the file is created, not after: there is no moment to read it in."""
        with suppress(FileExistsError):
            descriptor = os.open(self.password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(24))
        return self.password_file.read_text(encoding="ascii").strip()

    def version(self) -> str | None:
        return self.version_file.read_text(encoding="ascii").strip() if self.version_file.exists() else None
