"""Anchoring: a checkpoint goes to every anchor each minute, or each thousand entries, while the log grows.

What was written since an anchor last took a checkpoint is the *window*: who owns this machine could still rewrite it.
A failing anchor never stops an answer: the window grows, and is told.
"""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from pydantic import field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from guard.audit.checkpoints import checkpoint, frontier_in, now
from guard.audit.errors import AnchorError
from guard.audit.log import AuditLog
from guard.audit.notes import read_note
from guard.audit.places import Place
from guard.audit.siting import place_at
from guard.audit.tables import anchors

logger = logging.getLogger("jingwei.audit")

EVERY_SECONDS = 60.0
EVERY_ENTRIES = 1_000
LOOK_SECONDS = 1.0
"""How often the log's size is looked at."""


class AuditSettings(BaseSettings):
    """``JINGWEI_AUDIT_ANCHORS``: places for checkpoints (``guard.audit.places``), comma separated."""

    model_config = SettingsConfigDict(env_prefix="JINGWEI_", extra="ignore")

    audit_anchors: Annotated[tuple[str, ...], NoDecode] = ()

    @field_validator("audit_anchors", mode="before")
    @classmethod
    def _parted(cls, text: object) -> object:
        return tuple(p for part in text.split(",") if (p := part.strip())) if isinstance(text, str) else text


@dataclass(frozen=True, slots=True)
class Anchored:
    """How far one anchor has come. Times in milliseconds since 1970; ``failure`` is None once it works again."""

    place: str
    size: int
    time: int | None
    failed: int | None
    failure: str | None


def anchors_of(log: AuditLog, settings: AuditSettings | None = None) -> list[Place]:
    """The anchors that are set. Raises AnchorError."""
    wanted = (settings or AuditSettings()).audit_anchors
    return [place_at(w, home=log.folder, sample=log.sample, scratch=log.folder / "anchors") for w in wanted]


def anchor(log: AuditLog, places: Sequence[Place]) -> list[Anchored]:
    """Take the present checkpoint to every place that has it not, and say how far each has come.

    Raises SQLAlchemyError and ValueError when the log itself cannot be read.
    """
    size, note = checkpoint(log.engine, log.key)
    told = read_note(note, log.key.public)
    for place in places:
        before = come(log, place)
        if before.size == size and not before.failure:
            continue
        try:
            place.put(told, note)
        except AnchorError as error:
            logger.error("audit anchor failed: %s", error)
            _note(log, place, {"failed": now(), "failure": str(error)})
        else:
            _note(log, place, {"size": size, "time": now(), "failed": None, "failure": None})
    return [come(log, place) for place in places]


def size_of(log: AuditLog) -> int:
    """How many entries the log has."""
    with log.engine.connect() as db:
        return frontier_in(db).size


def window(log: AuditLog, places: Sequence[Place]) -> int:
    """How many entries no anchor vouches for."""
    return size_of(log) - max((come(log, place).size for place in places), default=0)


@contextmanager
def anchoring(
    log: AuditLog, places: Sequence[Place], *, seconds: float = EVERY_SECONDS, entries: int = EVERY_ENTRIES
) -> Iterator[None]:
    """Anchor from a thread of its own while the log serves, and once more at the end."""
    done = threading.Event()
    thread = threading.Thread(target=_keep, args=(log, places, done, seconds, entries), name="anchoring", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _keep(log: AuditLog, places: Sequence[Place], done: threading.Event, seconds: float, entries: int) -> None:
    tried, at, ending = 0, time.monotonic(), False
    while not ending:
        ending = done.wait(min(LOOK_SECONDS, seconds))
        try:
            size = size_of(log)
            due = ending or time.monotonic() - at >= seconds
            behind = size > tried or any(come(log, place).size < size for place in places)
            if (due and behind) or size - tried >= entries:
                tried, at = size, time.monotonic()
                anchor(log, places)
        except Exception as error:  # the log cannot be read now; its writer refuses answers, and the next look comes
            logger.error("audit not anchored: %s", type(error).__name__)


def come(log: AuditLog, place: Place) -> Anchored:
    """How far an anchor has come, as this log remembers it."""
    with log.engine.connect() as db:
        row = db.execute(sa.select(anchors).where(anchors.c.place == place.name)).first()
    return Anchored(*row) if row else Anchored(place.name, 0, None, None, None)


def _note(log: AuditLog, place: Place, values: dict[str, object]) -> None:
    here = anchors.c.place == place.name
    with log.engine.begin() as db:
        if not db.execute(sa.update(anchors).where(here).values(**values)).rowcount:
            db.execute(sa.insert(anchors).values(place=place.name, **values))
