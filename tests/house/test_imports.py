"""Imports run one way: graph ← guard ← queries, loaders ← api ← jingwei; queries and loaders never meet (DESIGN 2)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

MAY_IMPORT = {
    "graph": set(),
    "guard": {"graph"},
    "queries": {"graph", "guard"},
    "loaders": {"graph", "guard"},
    "api": {"graph", "guard", "queries", "loaders"},
    "seeds": {"graph", "guard", "queries", "loaders", "api"},
    "bench": {"graph", "guard", "queries", "loaders", "api", "seeds"},
}
ROOMS = {*MAY_IMPORT, "jingwei", "tests"}


def imported(path: Path) -> Iterator[str]:
    """The top-level names that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_rooms_below_it(room: str) -> None:
    allowed = MAY_IMPORT[room] | {room}
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in (ROOT / room).rglob("*.py")
        for name in imported(path)
        if name in ROOMS and name not in allowed
    }
    assert not wrong


def test_the_walk_sees_an_import(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text("def f():\n    from api import app\nimport graph.store\n", encoding="utf-8")
    assert set(imported(path)) == {"api", "graph"}
