"""Root fields that are neither a node nor a question: one function a file, called as the file.

To add one, write ``name.py`` with ``ABOUT = Text(zh, en)`` and ``async def name(info: Given, …)``.
"""

import importlib
import pkgutil
from typing import Any

import strawberry

from api.words import said


def own_fields() -> dict[str, Any]:
    """Every field of this folder by its Python name."""
    return {found.name: _field(found.name) for found in pkgutil.iter_modules(__path__)}


def _field(name: str) -> Any:
    module = importlib.import_module(f"{__name__}.{name}")
    return strawberry.field(resolver=getattr(module, name), description=said(module.ABOUT))
