"""The audit's tables, in SQLAlchemy Core: PostgreSQL can hold them where several API machines share one graph.

What the tree proves is ``entries.entry``, in the order of ``seq``; everything else here can be made anew from it, and
``jingwei audit verify`` holds it against it.
"""

import sqlalchemy as sa

metadata = sa.MetaData()

entries = sa.Table(
    "entries",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("act", sa.Integer, nullable=False),
    sa.Column("time", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("caller", sa.Text, nullable=False),
    sa.Column("grant", sa.Text),
    sa.Column("subject", sa.Text),
    sa.Column("persons", sa.Integer, nullable=False),
    sa.Column("entry", sa.LargeBinary, nullable=False),
)
"""An act, or one person whom the act numbered ``act`` showed: those follow it at once, ``persons`` of them.

``time`` is in milliseconds since 1970 (UTC) and never falls, so that a time finds its ``seq`` without an index.
"""

for _name, _column, _where in (
    ("acts_by_caller", entries.c.caller, sa.text("subject IS NULL")),
    ("acts_by_kind", entries.c.kind, sa.text("subject IS NULL")),
    ("acts_by_grant", entries.c.grant, sa.text('subject IS NULL AND "grant" IS NOT NULL')),
    ("entries_by_subject", entries.c.subject, sa.text("subject IS NOT NULL")),
):
    # Only acts, or only persons: each page that an act touches is written before its answer goes out.
    sa.Index(_name, _column, sqlite_where=_where, postgresql_where=_where)

subtrees = sa.Table(
    "subtrees",
    metadata,
    sa.Column("level", sa.Integer, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""The roots of complete subtrees; see ``guard.audit.tree``."""

tree = sa.Table(
    "tree",
    metadata,
    sa.Column("one", sa.Integer, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("time", sa.Integer, nullable=False),
    sa.Column("peaks", sa.LargeBinary, nullable=False),
)
"""One row: where the next entry goes on."""

checkpoints = sa.Table(
    "checkpoints",
    metadata,
    sa.Column("size", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("time", sa.Integer, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
)
"""Signed notes (``guard.audit.notes``)."""

anchors = sa.Table(
    "anchors",
    metadata,
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False, default=0),
    sa.Column("time", sa.Integer),
    sa.Column("failed", sa.Integer),
    sa.Column("failure", sa.Text),
)
"""How far each anchor has come, and its last failure since. Told by ``status``; proofs ask the anchor itself."""

for _change in ("UPDATE", "DELETE"):
    _refuse = sa.DDL(  # type: ignore[no-untyped-call]
        f"CREATE TRIGGER no_{_change.lower()} BEFORE {_change} ON entries "
        "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
    )
    # Keeps our own mistakes out. Who owns the file drops the trigger: against them there are the anchors.
    sa.event.listen(entries, "after_create", _refuse.execute_if(dialect="sqlite"))
