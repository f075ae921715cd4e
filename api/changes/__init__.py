"""What may be changed through the API: one function a file, called as the file.

To add one, write ``name.py`` with ``ABOUT = Text(zh, en)``, ``KIND`` (how the audit calls it) and
``async def name(info: Given, …)``; ``TYPE`` names the model's type that it answers with, if its own annotation cannot.
"""

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import Any

import strawberry

from api.words import both, said


@cache
def changes() -> dict[str, ModuleType]:
    """Every module of this folder by its name."""
    return {found.name: importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)}


def mutation_type(made: dict[str, type]) -> type:
    """The mutation root; ``made`` are the types of the model by name."""
    fields = {name: _field(name, module, made) for name, module in changes().items()}
    cls: Any = type("Mutation", (), {"__doc__": "What may be changed.", "__annotations__": {}, **fields})
    mutation: type = strawberry.type(cls, description=both("可以改变的", "What may be changed"))
    return mutation


def _field(name: str, module: ModuleType, made: dict[str, type]) -> Any:
    type_ = made[module.TYPE] if hasattr(module, "TYPE") else None
    return strawberry.mutation(resolver=getattr(module, name), graphql_type=type_, description=said(module.ABOUT))
