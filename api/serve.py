"""Serving on this machine only: an address, a token and three questions ready to paste."""

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import typer
import uvicorn

from api.app import Settings, create_app
from api.context import Asking, token_holder
from api.questions_to_try import ToTry, to_try
from api.schema import schema
from graph.seldom import collecting_seldom
from graph.store import StoreError
from loaders.desk import Desk

LOOPBACK = "127.0.0.1"
IN_CONTAINER = (Path("/.dockerenv"), Path("/run/.containerenv"))
PORTS_TRIED = 50


class NoPortError(StoreError):
    """Every port that was tried is taken."""


async def serve(desk: Desk, *, port: int = 8120) -> None:
    """Serve the desk's graph until told to stop. Prints where, with which token, and what to ask."""
    settings = Settings(secrets.token_urlsafe(24))
    with free_socket(port) as listening:
        typer.echo(greeting(listening.getsockname()[1], settings.token, await to_try(desk.store)))
        app = create_app(lambda: _at(desk), settings)
        # No access log: a line of it would say who asked when, and the audit is the place for that.
        warming = asyncio.create_task(warm(desk))
        config = uvicorn.Config(app, access_log=False, log_level="warning", server_header=False)
        with collecting_seldom():
            await uvicorn.Server(config).serve(sockets=[listening])
        warming.cancel()


async def warm(desk: Desk) -> None:
    """Ask the printed questions once, so that whoever pastes one does not wait for the server to plan it."""
    for question in await to_try(desk.store):
        await schema().execute(question.query, context_value=Asking(desk, token_holder()))


def host() -> str:
    """Loopback; in a container, whose loopback nobody reaches, what JINGWEI_HOST says. The compose file publishes it
    on the host's loopback only. Raises StoreError elsewhere: accounts come first.
    """
    wanted = os.environ.get("JINGWEI_HOST", LOOPBACK)
    if wanted != LOOPBACK and not any(mark.exists() for mark in IN_CONTAINER):
        raise StoreError(
            "账户与授权完成之前只监听本机，请去掉 JINGWEI_HOST。"
            " Until there are accounts Jingwei listens on this machine only: unset JINGWEI_HOST."
        )
    return wanted


def free_socket(port: int) -> socket.socket:
    """A socket of ours on ``port``, or on the next one that is free. Raises NoPortError after fifty."""
    for tried in range(port, port + PORTS_TRIED):
        # Said to be TCP: asyncio turns Nagle's delay off only then, and with it each answer would take 40 ms more.
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            listening.bind((host(), tried))
        except OSError:
            listening.close()
        else:
            return listening
    raise NoPortError(f"端口 {port}–{tried} 都被占用。Ports {port} to {tried} are all taken.")


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
