"""Anchors: places for checkpoints that the operator of this machine does not administer.

    a folder            one file a checkpoint, never written twice: a share that takes new files only
    https://…           POST takes one note (text/plain), GET gives all of them, one after another
    ….git, git@…, ssh:  a commit a checkpoint, whose message is the note, on a branch of the log's own

Which of them may serve is said in ``guard.audit.siting``.
"""

import logging
import re
from abc import ABC, abstractmethod
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from guard.audit.errors import AnchorError
from guard.audit.notes import Checkpoint, notes_in

SECONDS = 15.0


class Place(ABC):
    """One anchor. ``name`` tells it to people, without any user or password in it."""

    def __init__(self, where: str) -> None:
        """From its setting."""
        self.where = where
        self.name = re.sub(r"(?<=://)[^/@]*@", "", where).partition("?")[0]

    @abstractmethod
    def put(self, checkpoint: Checkpoint, note: str) -> None:
        """Leave a note there. Raises AnchorError."""

    @abstractmethod
    def notes(self, origin: str) -> list[str]:
        """The notes left there for a log; what is not a note of it is for the reader to find. Raises AnchorError."""

    def path(self) -> Path | None:
        """Where on a disk of this machine it is, if it is."""
        return None

    def host(self) -> str | None:
        """On which machine it is, if it says so."""
        return urlsplit(self.where).hostname


class Folder(Place):
    """A folder, on another machine's disk or one that is written once."""

    def put(self, checkpoint: Checkpoint, note: str) -> None:
        """A note that is there already must be the same: another one means two histories of this log."""
        path = self._of(checkpoint.origin) / f"{checkpoint.size // 1_000_000:06}" / f"{checkpoint.size:012}.note"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                file.write(note)
        except FileExistsError:
            if path.read_text(encoding="utf-8") != note:
                raise AnchorError("存放处已有同一长度的另一检查点。Another checkpoint of this size is there.") from None
        except OSError as error:
            raise unreachable(error) from None

    def notes(self, origin: str) -> list[str]:
        """In the order of their sizes."""
        if not self.path().is_dir():
            raise unreachable(FileNotFoundError())
        try:
            return [p.read_text(encoding="utf-8") for p in sorted(self._of(origin).rglob("*.note"))]
        except (OSError, ValueError) as error:
            raise unreachable(error) from None

    def path(self) -> Path:
        """The folder itself."""
        return Path(self.where).expanduser()

    def host(self) -> None:
        """A folder names no machine."""

    def _of(self, origin: str) -> Path:
        return self.path() / origin.replace("/", "-")


class Endpoint(Place):
    """An address that takes notes."""

    def __init__(self, where: str) -> None:
        """Its client would log every address it asks, with what the address holds of passwords."""
        super().__init__(where)
        logging.getLogger("httpx").setLevel(logging.WARNING)

    def put(self, checkpoint: Checkpoint, note: str) -> None:
        """Any answer below 300 says that it is kept."""
        self._ask("POST", content=note.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})

    def notes(self, origin: str) -> list[str]:
        """As many as it gives."""
        return notes_in(self._ask("GET").text)

    def _ask(self, method: str, **more: object) -> httpx.Response:
        try:
            answer = httpx.request(method, self.where, timeout=SECONDS, **more)  # type: ignore[arg-type]
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise unreachable(error) from None
        if not answer.is_success:
            raise AnchorError(f"存放处答以 {answer.status_code}。The anchor answers {answer.status_code}.")
        return answer


def unreachable(error: Exception) -> AnchorError:
    """The sentence for a place that fails, with the error's kind only: its text may hold a path or a password."""
    return AnchorError(f"存放处无法使用。The anchor cannot be used. ({type(error).__name__})")
