"""The role that the audit noted of a caller."""

from guard.roles import Role


def role_of(stored: str) -> Role | None:
    """A command at the server has none."""
    return next((role for role in Role if role.value == stored), None)
