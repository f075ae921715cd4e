"""What is known: every file in ``nodes`` and ``ties`` declares one type, and importing this package reads them all."""

import importlib
import pkgutil

from graph.model import nodes, ties
from graph.model.base import NODES, RELATIONSHIPS, NodeType, Prop, RelType, Step, Text, Variant, codes_of

for _room in (nodes, ties):
    for _file in sorted(module.name for module in pkgutil.iter_modules(_room.__path__)):
        importlib.import_module(f"{_room.__name__}.{_file}")

__all__ = ["NODES", "RELATIONSHIPS", "NodeType", "Prop", "RelType", "Step", "Text", "Variant", "codes_of"]
