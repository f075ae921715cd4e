"""What may be changed through the API."""


def mutation_type() -> type | None:
    """The mutation root, or None while there is nothing to change."""
    return None
