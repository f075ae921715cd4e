"""What the register keeps of corrections that people asked for."""

import sqlalchemy as sa

from guard.tables import metadata

corrections = sa.Table(
    "corrections",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, nullable=False, index=True),
    sa.Column("asked_by", sa.Text, sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("asked_at", sa.Integer, nullable=False),
    sa.Column("record", sa.Integer),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("settled_by", sa.Text, sa.ForeignKey("accounts.id")),
    sa.Column("settled_at", sa.Integer),
)
"""``text`` and ``reason`` are sealed under the person's own key, so erasing the person leaves neither; moments are
seconds since 1970, UTC. ``outcome`` is null while nobody has settled it."""
