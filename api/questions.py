"""Questions become root fields: the arguments of the function that asks, the dataclasses of its result."""

from typing import Any


def question_fields() -> dict[str, Any]:
    """Every question's field by its Python name."""
    return {}
