"""Every mutant of a module."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from tests.mutation.operators import changes, is_passed_over

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
NOT_CODE = frozenset({"annotation", "returns"})
SHOWN = 70
"""Characters of the changed node in a mutant's id."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node of a tree, and where it stands. ``name`` is the innermost function or class, ``function`` the outermost
    function whose body it is in, empty for what runs at import; the lines are those of its statement."""

    node: ast.AST
    parent: ast.AST
    field: str
    at: int | None
    name: str
    function: str
    first: int
    last: int

    def put(self, node: ast.AST) -> None:
        """Another node in its place."""
        if self.at is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.at] = node


@dataclass(frozen=True, slots=True, eq=False)
class Mutant:
    """One change. ``id`` stays the same while the function does, wherever in the file it stands."""

    id: str
    file: str
    place: Place
    changed: ast.AST
    tree: ast.Module

    def code(self, path: Path) -> CodeType:
        """The whole module with this in it, as if read from ``path``."""
        self.place.put(self.changed)
        try:
            return compile(self.tree, str(path), "exec")
        finally:
            self.place.put(self.place.node)


def mutants_of(file: str, text: str) -> list[Mutant]:
    """All of the module at ``file``, which is a path from the root of the tree."""
    tree = ast.parse(text)
    seen: Counter[str] = Counter()
    made = []
    for place in _below(tree, (), "", (1, 1)):
        for label, changed in changes(place.node):
            name = f"{file}:{place.name}: {ast.unparse(place.node)[:SHOWN]!r} {label}"
            seen[name] += 1
            name += f" ({seen[name]})" if seen[name] > 1 else ""
            ast.fix_missing_locations(ast.copy_location(changed, place.node))
            made.append(Mutant(name, file, place, changed, tree))
    return made


def function_in(code: CodeType, name: str) -> CodeType | None:
    """The code of a function by its qualified name."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            if each.co_qualname == name:
                return each
            if name.startswith(f"{each.co_qualname}.") and (found := function_in(each, name)):
                return found
    return None


def _below(parent: ast.AST, names: tuple[str, ...], function: str, around: tuple[int, int]) -> Iterator[Place]:
    for field, value in ast.iter_fields(parent):
        if field in NOT_CODE:
            continue
        many = isinstance(value, list)
        for at, node in enumerate(value if many else [value]):
            if isinstance(node, ast.AST) and not _is_docstring(node) and not is_passed_over(node):
                # What a function is given at its definition runs at import.
                inside = isinstance(parent, FUNCTIONS) and field == "body"
                here = function or (".".join(names) if inside else "")
                lines = _lines(node, around)
                yield Place(node, parent, field, at if many else None, ".".join(names), here, *lines)
                named = (*names, node.name) if isinstance(node, (*FUNCTIONS, ast.ClassDef)) else names
                yield from _below(node, named, here, lines)


def _lines(node: ast.AST, around: tuple[int, int]) -> tuple[int, int]:
    """Of the statement, or of the head of one that holds others."""
    if isinstance(node, ast.stmt):
        body = getattr(node, "body", None)
        return node.lineno, max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
    return (node.lineno, node.lineno) if isinstance(node, ast.ExceptHandler) else around


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
