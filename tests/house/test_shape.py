"""The sheet that this code is held against: sizes, named hosts, pasted values, generated pages."""

import ast
import re
import statistics
import subprocess
from pathlib import Path

import pytest

from graph.model import NODES, RELATIONSHIPS
from graph.model.describe import model_page
from loaders.describe import ledgers_page
from loaders.registry import ledgers

ROOT = Path(__file__).parents[2]
ROOMS = ("graph", "guard", "queries", "loaders", "api", "seeds", "bench")
MODULES = [*(p for room in ROOMS for p in (ROOT / room).rglob("*.py")), ROOT / "jingwei.py", ROOT / "bootstrap.py"]

NAMED = (("pypi", "org"), ("python", "hosted"), ("registry", "npmjs"), ("maven", "apache"), ("deb", "debian"))
"""Registry hosts, in two halves each, so that this file does not name them either."""
HOSTS = re.compile("|".join(rf"{first}\.?{second}" for first, second in NAMED))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function's statements, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_modules_hold_one_idea() -> None:
    lengths = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    assert statistics.median(lengths.values()) <= 130
    assert not {name: n for name, n in lengths.items() if n > 300}


def test_functions_are_short() -> None:
    assert statistics.median(body_lines(f) for p in MODULES for f in functions(p)) <= 10


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_registry_host_is_named() -> None:
    named = {
        str(path.relative_to(ROOT))
        for path in tracked()
        if path != Path(__file__) and path.exists() and path.suffix not in {".png", ".woff2", ".svg"}
        if HOSTS.search(path.read_text(encoding="utf-8", errors="ignore"))
    }
    assert not named


PASTED = re.compile(r"""\b(read|read_one|write|alone|run|execute\w*)\(\s*f["'][^\n]*(MATCH|MERGE|CREATE|UNWIND)""")


def test_no_query_is_written_where_it_is_sent() -> None:
    assert not [str(p) for p in MODULES if PASTED.search(p.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("name", "page"), [("model.md", model_page()), ("ledgers.md", ledgers_page())])
def test_generated_pages_are_current(name: str, page: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page, "run: jingwei docs"


def test_every_node_relationship_and_property_has_both_labels() -> None:
    texts = [t for x in (*NODES.values(), *RELATIONSHIPS.values()) for t in (x.text, x.about)]
    texts += [t for x in (*NODES.values(), *RELATIONSHIPS.values()) for p in x.props for t in (p.text, p.about)]
    texts += [s.text for r in RELATIONSHIPS.values() for s in (r.forward, r.backward)]
    texts += [c.text for ledger in ledgers().values() for c in ledger.columns]
    assert all(t.zh and t.en for t in texts)
