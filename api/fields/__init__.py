"""Root fields that are neither a node nor a question: one function a file, called as the file.

To add one, write ``name.py`` with ``ABOUT = Text(zh, en)`` and ``async def name(info: Given, …)``.
"""

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import Any

import strawberry

from api.words import said


@cache
def own_modules() -> dict[str, ModuleType]:
    """Every module of this folder by its name. ``KIND`` in one says how the audit calls it, if it is no question."""
    return {found.name: importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)}


def own_fields() -> dict[str, Any]:
    """Every field of this folder by its Python name."""
    return {name: _field(name, module) for name, module in own_modules().items()}


def _field(name: str, module: ModuleType) -> Any:
    return strawberry.field(resolver=getattr(module, name), description=said(module.ABOUT))
