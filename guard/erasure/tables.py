"""What the register keeps of erasures and of retention. No value of a person is in it: opaque ids and keyed hashes."""

import sqlalchemy as sa

from guard.tables import metadata

erasures = sa.Table(
    "erasures",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, nullable=False, index=True),
    sa.Column("name_hash", sa.Text),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("asked", sa.Text, nullable=False),
    sa.Column("lifted", sa.Text),
    sa.Column("lifted_by", sa.Text),
)
"""One erasure, written before anything is erased. ``asked`` and ``lifted`` are moments (ISO 8601, Asia/Shanghai)."""

periods = sa.Table(
    "retention",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("days", sa.Integer),
    sa.Column("set_by", sa.Text, nullable=False),
    sa.Column("set_on", sa.Text, nullable=False),
)
"""The periods that the office has set; ``days`` is null for "for ever". What is not in it has the usual period."""
