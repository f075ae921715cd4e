"""docs/notebook.ipynb: its cells executed as Jupyter would, and what they print kept in it.

Jupyter itself is not needed for that: a cell is Python, and shows what it prints and what its last line is worth. The
outputs are kept because the sample is fictional and the same everywhere; a notebook of real data must not be kept so.
"""

import ast
import contextlib
import io
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

from guard.roles import Role
from tests.docs.sample import Sample

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"
Notebook = dict[str, Any]


def read() -> Notebook:
    """The notebook as it is kept."""
    kept: Notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return kept


def write(notebook: Notebook) -> None:
    """Keep it, as Jupyter writes it."""
    NOTEBOOK.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def environment(sample: Sample) -> dict[str, str]:
    """What the notebook reads to find the server, as its user would set it."""
    who = sample.accounts[Role.INVESTIGATOR]
    return {"JINGWEI_URL": sample.url, "JINGWEI_TOKEN": who.token or "", "JINGWEI_GRANT": who.grant or ""}


def run(notebook: Notebook, given: Mapping[str, str]) -> Notebook:
    """The notebook with each code cell executed, from the first to the last."""
    names: dict[str, Any] = {"__name__": "__main__"}
    with patch.dict(os.environ, given):
        return notebook | {"cells": list(_cells(notebook["cells"], names))}


def _cells(cells: list[Notebook], names: dict[str, Any]) -> Iterator[Notebook]:
    count = 0
    for cell in cells:
        if cell["cell_type"] != "code":
            yield cell
            continue
        count += 1
        printed, worth = execute("".join(cell["source"]), names)
        outputs = [{"name": "stdout", "output_type": "stream", "text": _lines(printed)}] if printed else []
        shown: Notebook = {"data": {"text/plain": _lines(worth)}, "execution_count": count, "metadata": {}}
        outputs += [shown | {"output_type": "execute_result"}] if worth else []
        yield cell | {"execution_count": count, "outputs": outputs}


def execute(source: str, names: dict[str, Any]) -> tuple[str, str]:
    """What a cell prints, and the repr of its last line if that is an expression."""
    *body, last = ast.parse(source).body
    worth = isinstance(last, ast.Expr)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(ast.Module([*body, *([] if worth else [last])], []), "cell", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None
    return said.getvalue(), "" if value is None else repr(value)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
