"""`jingwei access …`: what each role may see."""

from typing import Annotated

import orjson
import typer
from rich.console import Console

from guard.matrix_page import matrix_rows, matrix_table

WIDEST = 300
"""Characters; a pipe says 80, in which no label fits."""

app = typer.Typer(no_args_is_help=True, help="访问规则 rules of access")


@app.callback()
def access() -> None:
    """访问规则 Rules of access."""


@app.command()
def matrix(json: Annotated[bool, typer.Option("--json", help="JSON")] = False) -> None:
    """打印访问矩阵 Print the access matrix: role × purpose × class of data."""
    if json:
        typer.echo(orjson.dumps(matrix_rows(), option=orjson.OPT_INDENT_2).decode())
    else:
        table = matrix_table()
        Console(width=Console(width=WIDEST).measure(table).maximum).print(table)
