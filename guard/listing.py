"""How the guard's commands print a list: a table on a terminal, tabs in a pipe, or JSON."""

import sys
from collections.abc import Sequence

import orjson
import typer
from rich.console import Console
from rich.table import Table


def show(title: str, rows: Sequence[dict[str, str]], *, json: bool) -> None:
    """Print rows that all have the same keys."""
    if json:
        typer.echo(orjson.dumps(list(rows), option=orjson.OPT_INDENT_2).decode())
    elif sys.stdout.isatty():
        Console(markup=False, highlight=False).print(_table(title, rows))
    else:
        for row in rows[:1]:
            typer.echo("\t".join(row))
        for row in rows:
            typer.echo("\t".join(row.values()))


def _table(title: str, rows: Sequence[dict[str, str]]) -> Table:
    table = Table(*(rows[0] if rows else ()), title=title)
    for row in rows:
        table.add_row(*row.values())
    return table
