"""What the register keeps of grants: a row is written when one is asked for, decided, and revoked."""

import sqlalchemy as sa

from guard.tables import metadata

grants = sa.Table(
    "grants",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("holder", sa.Text, sa.ForeignKey("accounts.id"), nullable=False, index=True),
    sa.Column("standing", sa.Integer, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("case_number", sa.Text, nullable=False),
    sa.Column("area", sa.JSON(none_as_null=True)),
    sa.Column("classes", sa.JSON, nullable=False),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date, nullable=False),
    sa.Column("asked_at", sa.Integer, nullable=False),
    sa.Column("approved", sa.Boolean),
    sa.Column("decided_by", sa.Text, sa.ForeignKey("accounts.id")),
    sa.Column("decided_at", sa.Integer),
    sa.Column("revoked_by", sa.Text, sa.ForeignKey("accounts.id")),
    sa.Column("revoked_at", sa.Integer),
    sa.Column("reason", sa.Text),
)
"""``approved`` is null while nobody has decided; ``standing`` is the holder's when they asked (guard.accounts.tables);
``until`` is the first day on which it no longer holds. ``reason`` says why it was refused or revoked."""
