"""A git remote as an anchor: its history is one more chain of hashes, and a push that rewrites it is refused."""

import os
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from guard.audit.notes import Checkpoint, notes_in
from guard.audit.places import SECONDS, Place, unreachable

NOTHING = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""The hash of the empty tree in git: the notes are the messages of commits that hold no file."""
WHO = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "jingwei audit"), ("EMAIL", "audit@jingwei.invalid"))
}
_SCP = re.compile(r"(?:[^@/:]+@)?(?P<host>[^/:]+):(?!//)")
"""How git writes a path on another machine: ``user@host:path``."""


class GitRemote(Place):
    """A repository that takes pushes. ``scratch`` holds a bare copy of the branch, which may be deleted."""

    def __init__(self, where: str, scratch: Path) -> None:
        """From its setting."""
        super().__init__(where)
        self._copy = scratch / "git"

    def put(self, checkpoint: Checkpoint, note: str) -> None:
        """A commit on top of what is there, pushed; the remote refuses anything that is not on top."""
        branch = f"refs/heads/{checkpoint.origin}"
        tip = self._fetched(branch)
        if tip and self._git("log", "-1", "--format=%B", tip).rstrip("\n") == note.rstrip("\n"):
            return
        self._git("hash-object", "-t", "tree", "-w", "--stdin")
        parents = ("-p", tip) if tip else ()
        made = self._git("commit-tree", NOTHING, *parents, "-F", "-", said=note).strip()
        self._git("push", "--quiet", "--", self.where, f"{made}:{branch}")

    def notes(self, origin: str) -> list[str]:
        """The oldest first."""
        tip = self._fetched(f"refs/heads/{origin}")
        return notes_in(self._git("log", "--reverse", "--format=%B", tip)) if tip else []

    def path(self) -> Path | None:
        """A remote may be a path, or a file address."""
        address = urlsplit(self.where)
        if address.scheme == "file":
            return Path(address.path)
        return None if "://" in self.where or _SCP.match(self.where) else Path(self.where).expanduser()

    def host(self) -> str | None:
        """The host of an address, or before the colon."""
        short = None if "://" in self.where else _SCP.match(self.where)
        return short["host"] if short else urlsplit(self.where).hostname

    def _fetched(self, branch: str) -> str:
        """The tip of the branch there, brought here; empty when there is none."""
        if not (self._copy / "HEAD").exists():
            self._copy.mkdir(parents=True, exist_ok=True)
            self._git("init", "--quiet", "--bare")
        tip = self._git("ls-remote", "--", self.where, branch).partition("\t")[0]
        if tip:
            self._git("fetch", "--quiet", "--no-tags", "--", self.where, branch)
        return tip

    def _git(self, *words: str, said: str = "") -> str:
        try:
            done = subprocess.run(
                ["git", "--git-dir", str(self._copy), *words],
                input=said,
                capture_output=True,
                check=True,
                encoding="utf-8",
                timeout=2 * SECONDS,
                env=os.environ | WHO | {"GIT_TERMINAL_PROMPT": "0"},
            )
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            raise unreachable(error) from None
        return done.stdout
