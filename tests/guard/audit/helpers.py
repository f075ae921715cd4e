"""A log of a home of its own, and acts to put in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graph.seals import open_seals
from guard.audit import Act, ActKind, AuditLog, Outcome, SubjectSeen, opened_audit
from guard.audit.verify import Verdict, verify


def act(*subjects: str, **more: Any) -> Act:
    """A question that showed these subjects."""
    about = tuple(SubjectSeen(subject, ("resident", "phone")) for subject in subjects)
    plain = {"kind": ActKind.QUESTION, "caller": "a1", "role": "investigator", "what": "house", "about": about}
    return Act(**plain | {"outcome": Outcome.ANSWERED if subjects else Outcome.EMPTY} | more)


@contextmanager
def opened(home: Path, *, sample: bool = True) -> Iterator[AuditLog]:
    """The log of a home."""
    with opened_audit(home / "audit", open_seals(home / "keys", create=True), sample=sample) as log:
        yield log


def judged(log: AuditLog, *notes: str) -> Verdict:
    """What the log proves, with these notes from anchors."""
    return verify(log.engine, log.key.public, notes)
