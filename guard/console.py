"""What the guard's own commands work at: the register and the audit of a home, and who gives the command.

Whoever sits at the machine is nobody in particular: a command is given as an account, by its password, which is asked
for on the terminal without echo or read from standard input, a line each. Every act is noted before it is done and when
it has ended; without the note it is not done.
"""

import asyncio
import getpass
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import typer

from graph.engine import EngineError, running
from graph.engine.settings import settings
from graph.model.dates import today
from graph.records import BookError, opened_book
from graph.seals import SealError, open_seals
from graph.store import Store, StoreError, opened
from graph.text import cypher
from guard.access import Area, area_under
from guard.accounts import Account, Accounts
from guard.audit.act import ActKind
from guard.audit.errors import AuditError
from guard.audit.log import AuditLog, opened_audit
from guard.grants import Grants, covers
from guard.noting import act_of, noted
from guard.refusals import Refusal, Unfit
from guard.register import RegisterError, opened_register

ERRORS = (AuditError, BookError, EngineError, Refusal, RegisterError, SealError, StoreError)
T = TypeVar("T")
PLACES_NAMED = cypher(__file__, "places_named")


@dataclass(frozen=True, slots=True)
class Console:
    """One command's hold on a home."""

    home: Path
    accounts: Accounts
    grants: Grants
    audit: AuditLog

    def signed_in(self, name: str) -> Account:
        """The account that gives the command, by its password. Raises NotSignedIn or TooOften."""
        password = secret(f"{name} 的密码 password: ")
        with self.noting(ActKind.SIGN_IN, None, "sign_in"):
            return self.accounts.known(name, password, origin=None)

    @contextmanager
    def noting(self, kind: ActKind, account: Account | None, what: str, *, grant: str | None = None) -> Iterator[None]:
        """Note an act of the account, or of the console itself, before it begins and when it has ended."""
        with noted(self.audit, act_of(kind, account, what, grant=grant)):
            yield

    def places(self, names: list[str] | None) -> tuple[str, ...] | None:
        """The place ids that ids or division codes name; None, and so the whole district, without any. Raises Unfit."""
        if not names:
            return None
        found = asyncio.run(_at_graph(self.home, lambda store: store.read(PLACES_NAMED, {"names": names})))
        if {name for row in found for name in (row["id"], row["code"])} >= set(names):
            return tuple(sorted({row["id"] for row in found}))
        raise Unfit(
            "有的地点不在图中或低于社区（村），请用社区（村）以上地点的编号或区划代码。",
            "Some place is unknown or below a community: name communities or above, by id or division code.",
        )

    def within(self, account: Account, places: tuple[str, ...] | None) -> Area:
        """The account's area, as far as it takes to judge by it of ``places``; the graph is asked only if need be."""
        plain = Area(account.area)
        if account.area is None or not account.area or covers(plain, places):
            return plain
        area = account.area
        return asyncio.run(_at_graph(self.home, lambda store: area_under(store, area, day=today())))


@contextmanager
def console() -> Iterator[Console]:
    """The home named by JINGWEI_HOME. An error of ours is for the reader: its sentence, and no traceback."""
    home = settings().home
    try:
        with opened_book(home / "book") as book:
            seals, sample = open_seals(home / "keys", create=book.last_record() == 0), book.sample
        with opened_register(home / "access") as register, opened_audit(home / "audit", seals, sample=sample) as audit:
            yield Console(home, Accounts(register), Grants(register), audit)
    except ERRORS as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def secret(prompt: str) -> str:
    """What is typed without echo, or the next line of standard input. Raises Unfit when there is none."""
    typed = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if not typed:
        raise Unfit("没有输入密码。", "No password was given.")
    return typed


def new_secret(prompt: str) -> str:
    """A new password: typed twice on a terminal. Raises Unfit when the two differ."""
    typed = secret(prompt)
    if sys.stdin.isatty() and secret("再输一次 again: ") != typed:
        raise Unfit("两次输入不一致。", "The two are not the same.")
    return typed


async def _at_graph(home: Path, work: Callable[[Store], Awaitable[T]]) -> T:
    with running(home) as server:
        async with opened(server) as store:
            return await work(store)
