"""Serving on this machine only: an address, a token and three questions ready to paste."""

import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import typer
import uvicorn

from api.app import Settings, create_app
from api.questions_to_try import ToTry, to_try
from loaders.desk import Desk

LOOPBACK = "127.0.0.1"
PORTS_TRIED = 50


async def serve(desk: Desk, *, port: int = 8120) -> None:
    """Serve the desk's graph until told to stop. Prints where, with which token, and what to ask."""
    settings = Settings(secrets.token_urlsafe(24))
    with free_socket(port) as listening:
        typer.echo(greeting(listening.getsockname()[1], settings.token, await to_try(desk.store)))
        app = create_app(lambda: _at(desk), settings)
        # No access log: a line of it would say who asked when, and the audit is the place for that.
        config = uvicorn.Config(app, access_log=False, log_level="warning", server_header=False)
        await uvicorn.Server(config).serve(sockets=[listening])


def free_socket(port: int) -> socket.socket:
    """A loopback socket on ``port``, or on the next one that is free. Raises OSError after fifty."""
    for tried in range(port, port + PORTS_TRIED):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            listening.bind((LOOPBACK, tried))
        except OSError:
            listening.close()
        else:
            return listening
    raise OSError(f"端口 {port}–{tried} 都被占用。Ports {port} to {tried} are all taken.")


def greeting(port: int, token: str, questions: list[ToTry]) -> str:
    """What is printed at start. The token stands in the address's fragment, which browsers keep to themselves."""
    lines = [
        f"经纬 Jingwei  http://{LOOPBACK}:{port}/#token={token}",
        f"GraphQL       http://{LOOPBACK}:{port}/graphql",
        f"令牌 token    {token}",
        "仅监听本机，每个请求须带 Authorization: Bearer 令牌。"
        " Listening on this machine only; every request needs Authorization: Bearer <token>.",
    ]
    if questions:
        lines += ["", "可以这样问 Questions to paste:", ""]
        lines += [question.pasted for question in questions]
    return "\n".join(lines)


@asynccontextmanager
async def _at(desk: Desk) -> AsyncIterator[Desk]:
    """A desk that whoever opened it closes."""
    yield desk
