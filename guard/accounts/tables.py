"""What the register keeps of accounts. No password, code, session or token is in it: only what recognises them.

``standing`` counts what ends an account's grants and script tokens: a change of role, a disabling, a reset, another
external identity. ``credentials`` counts what ends its sessions: those, and a change of password. A grant, token or
session carries the count it was made under, so that one update ends them all, at once and for good, even one that is
being made at that moment.
"""

import sqlalchemy as sa

from guard.tables import metadata

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", sa.Text, nullable=False, unique=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("area", sa.JSON(none_as_null=True)),
    sa.Column("person", sa.Text, unique=True),
    sa.Column("document", sa.Text),
    sa.Column("approves", sa.Boolean, nullable=False, default=False),
    sa.Column("password", sa.Text),
    sa.Column("code", sa.Text),
    sa.Column("code_until", sa.Integer),
    sa.Column("issuer", sa.Text),
    sa.Column("subject", sa.Text),
    sa.Column("standing", sa.Integer, nullable=False, default=0),
    sa.Column("credentials", sa.Integer, nullable=False, default=0),
    sa.Column("disabled_at", sa.Integer),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("made_at", sa.Integer, nullable=False),
    sa.UniqueConstraint("issuer", "subject"),
)
"""``area`` is a list of place ids, or null for the whole district; moments are seconds since 1970, UTC."""

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("secret", sa.Text, primary_key=True),
    sa.Column("account", sa.Text, sa.ForeignKey("accounts.id"), nullable=False, index=True),
    sa.Column("credentials", sa.Integer, nullable=False),
    sa.Column("begun_at", sa.Integer, nullable=False),
    sa.Column("seen_at", sa.Integer, nullable=False, index=True),
)

tokens = sa.Table(
    "tokens",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("secret", sa.Text, nullable=False, unique=True),
    sa.Column("account", sa.Text, sa.ForeignKey("accounts.id"), nullable=False, index=True),
    sa.Column("standing", sa.Integer, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("grant", sa.Text),
    sa.Column("made_at", sa.Integer, nullable=False),
    sa.Column("until", sa.Integer, nullable=False),
    sa.Column("revoked_at", sa.Integer),
)

attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last_at", sa.Integer, nullable=False, index=True),
    sa.Column("blocked_until", sa.Integer, nullable=False),
)
"""Failed sign-ins by what was throttled; kept a day."""
