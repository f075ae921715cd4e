"""What can go wrong with the audit.

AuditError             the log cannot be opened, read or checked; one sentence that says what to do
├── NoteError          a checkpoint is not one, or not signed by this key
└── AnchorError        a place for checkpoints is refused, or cannot be reached

That an act could not be written is for its caller to read, and so a refusal: ``guard.refusals.NotAudited``.
"""


class AuditError(Exception):
    """The audit cannot be used."""


class NoteError(AuditError):
    """A text is no checkpoint of this log."""


class AnchorError(AuditError):
    """A place for checkpoints cannot be used."""
