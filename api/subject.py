"""A resident's own request: whose it is, what is held about them, and who looked at them.

The GraphQL fields and the printed page stand on this one module, so that both show the same and note the same.
"""

import asyncio
import datetime as dt
from dataclasses import dataclass

from api.context import Asking
from api.errors import NotFound
from graph.model.codes import DataClass
from graph.seals import PersonCipher
from guard.accounts import Account
from guard.audit.reading import Look
from guard.refusals import RoleForbids
from guard.roles import Role, must_be
from guard.subject import handlers
from guard.subject.corrections import Correction, Corrections
from guard.subject.delays import delays
from guard.subject.facts import HeldPerson, facts_about
from guard.subject.looks import LooksPage, Mine, even_pace, who_looked
from guard.subject.values import classes_in
from loaders.desk import Desk
from loaders.held import HeldRecord, held_about, own_cipher

ALWAYS = frozenset({DataClass.RESIDENT})


@dataclass(frozen=True, slots=True)
class Held:
    """What is held about a person: in the graph, in the book, and what they asked to be corrected."""

    person: HeldPerson
    records: list[HeldRecord]
    corrections: list[Correction]

    @property
    def classes(self) -> frozenset[DataClass]:
        """The classes of data in it."""
        values = [*self.person.values, *(v for f in self.person.facts for v in f.values)]
        values += [v for r in self.records for v in r.values]
        return ALWAYS | classes_in(values)


@dataclass(frozen=True, slots=True)
class Looked:
    """A look with the office it came from, and the code of who looked."""

    look: Look
    office: handlers.Office
    code: str


@dataclass(frozen=True, slots=True)
class LookedPage:
    """A page of looks."""

    looks: tuple[Looked, ...]
    more: bool
    end: str | None


def person_of(account: Account) -> str:
    """The resident's own person. Raises RoleForbids for any other account, and for one whose person was erased."""
    must_be(account.role, Role.RESIDENT)
    if account.person is None:
        raise RoleForbids("此账户未与任何人绑定。", "This account is bound to no person.")
    return account.person


async def held(asking: Asking) -> Held:
    """All of it. The person is noted as shown, with the classes of what there is. Raises RoleForbids."""
    person, desk = person_of(asking.account), asking.desk
    cipher = await asyncio.to_thread(cipher_of, desk, person)
    found = Held(
        await facts_about(desk.store, person, cipher),
        await asyncio.to_thread(held_about, desk.book, person, cipher),
        await asyncio.to_thread(corrections_of(asking).of, person),
    )
    asking.access.shown.person(person, *found.classes)
    return found


async def looked(asking: Asking, *, first: int, after: str | None, own: bool = True) -> LookedPage:
    """Who looked at the person, at an even pace. Raises RoleForbids, or Unfit for another list's cursor."""
    person = person_of(asking.account)
    async with even_pace():
        page = await asyncio.to_thread(_page, asking, person, first=first, after=after, own=own)
        acts = [look.act for look in page.looks]
        found = await handlers.offices(asking.store, asking.gate.register, acts)
    asking.access.shown.person(person, *ALWAYS)
    codes = {act.caller: handlers.handler_code(asking.desk.seals, act.caller) for act in acts}
    looks = tuple(Looked(look, found[look.act.seq], codes[look.act.caller]) for look in page.looks)
    return LookedPage(looks, page.more, page.end)


def corrections_of(asking: Asking) -> Corrections:
    """The requests for correction of this office."""
    return Corrections(asking.gate.register, asking.desk.book, asking.desk.seals)


def cipher_of(desk: Desk, person: str) -> PersonCipher:
    """The person's own cipher; a key is made for who stands in the graph alone."""
    cipher = own_cipher(desk.book, desk.seals, person)
    if cipher is None:
        keys = desk.book.add_keys_if_absent({person: desk.seals.new_person_key()})
        cipher = desk.seals.person(keys[person])
    return cipher


def _page(asking: Asking, person: str, *, first: int, after: str | None, own: bool) -> LooksPage:
    subject = asking.gate.subjects.of([person])[person]
    mine = Mine(subject, cipher_of(asking.desk, person), asking.account.id, own)
    log = asking.gate.audit.engine
    return who_looked(log, mine, first=first, after=after, delays=delays(), now=dt.datetime.now(dt.UTC))


async def ask_correction(asking: Asking, text: str, *, record: str | None) -> Correction:
    """Ask for a correction; another person's record and one that does not exist are alike not found.

    Raises RoleForbids, NotFound, Unfit or TooOften.
    """
    person = person_of(asking.account)
    number = await asyncio.to_thread(_own_record, asking.desk, person, record) if record else None
    asked = await asyncio.to_thread(corrections_of(asking).ask, asking.account, text, record=number)
    asking.access.shown.person(person, *ALWAYS)
    return asked


def _own_record(desk: Desk, person: str, record: str) -> int:
    found = next((row.id for row in desk.book.holding.about(person) if str(row.id) == record), None)
    if found is None:
        raise NotFound
    return found
