"""Serving on this machine only: an address, and how a newcomer's first question is asked."""

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import typer
import uvicorn
from fastapi import FastAPI

from api.answering import Office
from api.app import create_app
from api.context import Asking
from api.greeting import first_accounts, greeting, nobody
from api.limits import MESSAGE_MOST
from api.questions_to_try import to_try
from api.schema import schema
from api.settings import check_settings
from api.trusted import check_documents, served
from graph.model.codes import DataClass
from graph.model.dates import today
from graph.project import derive_overtaken
from graph.records import BookBusy
from graph.seldom import collecting_seldom
from graph.store import StoreError
from guard.access import Access, Area, Grounds
from guard.audit.anchoring import anchoring, anchors_of
from guard.gate import opened_gate
from guard.purposes import Purpose
from loaders.desk import Desk

LOOPBACK = "127.0.0.1"
IN_CONTAINER = (Path("/.dockerenv"), Path("/run/.containerenv"))
PORTS_TRIED = 50
LOOK_SECONDS = 60.0

log = logging.getLogger("jingwei.api")


class NoPortError(StoreError):
    """Every port that was tried is taken."""


async def serve(desk: Desk, home: Path, *, port: int = 8120) -> None:
    """Serve the desk's graph until told to stop. Prints where, for whom, and what to ask. Raises SettingError."""
    check_settings()
    with opened_gate(home, desk.book, desk.seals, desk.audit) as gate, free_socket(port) as listening:
        places = anchors_of(desk.audit)
        check_documents(schema()._schema, served())
        office = Office(desk, gate)
        typer.echo(greeting(listening.getsockname()[1], await first_accounts(office), await to_try(desk.store)))
        app = create_app(lambda: _at(office))
        # No access log: a line of it would say who asked when, and the audit is the place for that.
        beside = [asyncio.create_task(warm(office)), asyncio.create_task(keep_up(desk))]
        with collecting_seldom(), anchoring(desk.audit, places):
            await uvicorn.Server(config_of(app)).serve(sockets=[listening])
        for task in beside:
            task.cancel()


def config_of(app: FastAPI) -> uvicorn.Config:
    """How the application is served. What a socket sends is not compressed: an answer's length would tell its text."""
    return uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,  # which proxy is believed is said in api.origin, once; uvicorn has a rule of its own
        ws_max_size=MESSAGE_MOST,
        ws_per_message_deflate=False,
    )


async def warm(office: Office) -> None:
    """Ask the printed questions once, so that whoever pastes one does not wait for the server to plan it. Nobody is
    answered, so nothing is noted.
    """
    account = nobody()
    everything = frozenset(DataClass)
    for question in await to_try(office.desk.store):
        access = Access(account.caller(), Area(), Grounds("", Purpose.VERIFICATION, "", everything))
        asking = Asking(office.desk, office.gate, account, access)
        await schema().execute(question.query, context_value=asking)


async def keep_up(desk: Desk) -> None:
    """Let a reform that was loaded ahead of its day move houses when the day comes, though nothing is loaded."""
    day = today()
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        if today() == day:
            continue
        try:
            with desk.book.writing():
                await derive_overtaken(desk.store, day=today())
            day = today()
        except (BookBusy, StoreError) as error:
            log.warning("the day's derivation waits: %s", type(error).__name__)


def host() -> str:
    """Loopback; in a container, whose loopback nobody reaches, what JINGWEI_HOST says. The compose file publishes it
    on the host's loopback only. Raises StoreError elsewhere: passwords travel, so a proxy with TLS stands before it.
    """
    wanted = os.environ.get("JINGWEI_HOST", LOOPBACK)
    if wanted != LOOPBACK and not any(mark.exists() for mark in IN_CONTAINER):
        raise StoreError(
            "经纬只监听本机；要从别处访问，请在前面放一个带 TLS 的反向代理，并去掉 JINGWEI_HOST。"
            " Jingwei listens on this machine only: unset JINGWEI_HOST, and put a proxy with TLS before it."
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


@asynccontextmanager
async def _at(office: Office) -> AsyncIterator[Office]:
    """An office that whoever opened it closes."""
    yield office
