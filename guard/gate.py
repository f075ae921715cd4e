"""The gate: everything of the guard that a server holds open, and how a caller's request becomes an access."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Engine

from graph.model.dates import today
from graph.records import Book
from graph.seals import Seals
from graph.store import Store
from guard.access import Access
from guard.accounts import Account, Accounts
from guard.audit.log import AuditLog
from guard.audit.subjects import Subjects
from guard.grants import Grants
from guard.grants.areas import request_area
from guard.limits import Budget
from guard.register import opened_register


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may ask, on what grounds, how often, and the log of all they asked."""

    accounts: Accounts
    grants: Grants
    audit: AuditLog
    subjects: Subjects
    budget: Budget
    register: Engine

    async def access(self, store: Store, account: Account, grant: str | None) -> Access:
        """What a request of ``account`` that names ``grant`` may see today. Raises GrantWrong or GrantEnded."""
        named = self.grants.named(grant, account, today()) if grant else None
        area = await request_area(store, account.area, named.area if named else None, day=today())
        return Access(account.caller(), area, named.grounds() if named else None)


@contextmanager
def opened_gate(home: Path, book: Book, seals: Seals, audit: AuditLog) -> Iterator[Gate]:
    """The gate of a home folder. Raises RegisterError."""
    with opened_register(home / "access") as register:
        yield Gate(Accounts(register), Grants(register), audit, Subjects(book, seals), Budget(), register)
