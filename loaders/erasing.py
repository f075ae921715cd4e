"""Erasing people: from returned workbooks, the graph and the book, in this order; each step may be done again.

    EraseError             nobody is known by this id; nothing was done

The list of erasures is written first (``guard.erasure``), and the book notes an erasure in the transaction that carries
it out. What is on the list and not noted is owed: because something interrupted it, or because the book is a backup.
The book goes last, since its rows tell what of the graph and of the workbooks is the person's. The file is then made
anew, for SQLite keeps what it lets go of until it is written over.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from graph.facts import Fact
from graph.project.erasures import drop_people, erasures_seen, note_erasures
from graph.project.schema import changed
from graph.project.write import Chunk, steps_for
from graph.records.erasing import Held, Left
from graph.seals import PersonCipher
from graph.seldom import collecting_seldom
from guard.accounts import Accounts
from guard.erasure import Erasure, Erasures
from guard.erasure.listing import Reason
from guard.subject.corrections import forget_corrections
from loaders.desk import Desk
from loaders.pipeline import Told, recover, remade
from loaders.reading import ciphers_of, interpreter
from loaders.remains import Remains
from loaders.returned_rows import NAME, forget_rows, name_of

PEOPLE_AT_ONCE = 1_000


class EraseError(Exception):
    """Nobody can be erased."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What the rows of some people said, and what is left of them."""

    said: list[tuple[int, list[Fact]]]
    says: list[tuple[int, list[Fact]]]
    left: dict[int, Left]


async def erase(desk: Desk, register: sa.Engine, people: Sequence[str], *, reason: Reason, by: str) -> int:
    """Erase these people for good, and give their number. Raises EraseError, BookError, StoreError, SealError."""
    with desk.book.writing(), collecting_seldom():
        await recover(desk, told=_untold)
        names = await _names(desk, people)
        listed = Erasures(register)
        owed = [listed.ask(person, name_hash=names[person], reason=reason, by=by) for person in sorted(names)]
        await _carry_out(desk, register, owed)
        return len(owed)


async def replay(desk: Desk, register: sa.Engine, *, told: Told) -> int:
    """Carry out what is owed, and say how much it was: at every opening, before anything is asked or loaded.

    A graph that has seen fewer erasures than its book is an older copy of it, and is made anew.
    """
    if not await anything_owed(desk, register):
        return 0
    owed = _owed(desk, register)
    with desk.book.writing(), collecting_seldom():
        await recover(desk, told=told)
        if await _behind(desk):
            await remade(desk, told)
        await _carry_out(desk, register, owed)
    return len(owed)


async def anything_owed(desk: Desk, register: sa.Engine) -> bool:
    """Whether ``replay`` has something to do."""
    return bool(_owed(desk, register)) or await _behind(desk) or not desk.book.erasing.compacted()


def _owed(desk: Desk, register: sa.Engine) -> list[Erasure]:
    done = desk.book.erasing.carried_out()
    return [each for each in Erasures(register).all() if each.id not in done]


async def _behind(desk: Desk) -> bool:
    """Whether the graph is an older copy than its book."""
    seen = await erasures_seen(desk.store)
    return seen is not None and seen < len(desk.book.erasing.carried_out())


def lift(desk: Desk, register: sa.Engine, person: str, *, by: str) -> bool:
    """Let an erased person be loaded again; False when nothing bars them. What was erased stays so."""
    with desk.book.writing():
        lifted = Erasures(register).lift(person, by=by)
        desk.book.erasing.lift(person)
    return lifted


async def empty_rows(desk: Desk, rows: Sequence[Held]) -> None:
    """Erase single rows, and what they alone state, while their people stay. The caller holds the pen."""
    undone = _undone(desk, rows)
    await _undo(desk, Undone(undone.said, [], {}), [])
    desk.book.erasing.empty(rows)


async def _names(desk: Desk, people: Iterable[str]) -> dict[str, str | None]:
    """The keyed hash of each person's name. Raises EraseError when somebody is not known at all."""
    wanted = sorted(set(people))
    rows = desk.book.erasing.rows_of(wanted)
    keys = desk.book.keys_of(wanted)
    if unknown := set(wanted) - {row.person for row in rows} - set(keys):
        raise EraseError(
            f"台账簿中没有这样的人员({len(unknown)} 个编号)。The book knows nobody by {len(unknown)} of these ids."
        )
    remains, ciphers = Remains(desk.seals), ciphers_of(desk.book, desk.seals, wanted)
    names: dict[str, str | None] = dict.fromkeys(wanted)
    for row in rows:
        name = remains.cells(row, ciphers.get(row.person or "")).get("person_name")
        if row.person and name:
            names[row.person] = desk.seals.keyed_hash(NAME, name_of(name))
    return names


async def _carry_out(desk: Desk, register: sa.Engine, owed: Sequence[Erasure]) -> None:
    """The caller holds the pen, and the graph is in step with the book."""
    accounts = Accounts(register)
    for each in owed:
        accounts.forget_person(each.person)
        forget_corrections(register, each.person)
    for some in _some(owed):
        by_person: dict[str, list[str]] = {}
        for each in some:
            by_person.setdefault(each.person, []).append(each.id)
        hashes = {each.name_hash for each in some if each.name_hash}
        forget_rows(desk.returned, people=set(by_person), names=hashes, seals=desk.seals)
        undone = _undone(desk, desk.book.erasing.rows_of(by_person))
        await _undo(desk, undone, sorted(by_person))
        desk.book.erasing.erase(by_person, left=undone.left, lifted=[each.id for each in some if each.lifted])
    if owed:
        await note_erasures(desk.store, len(desk.book.erasing.carried_out()))
    desk.book.erasing.compact()


def _undone(desk: Desk, rows: Sequence[Held]) -> Undone:
    remains, ciphers = Remains(desk.seals), ciphers_of(desk.book, desk.seals, {r.person for r in rows if r.person})
    undone = Undone([], [], {})
    for row in rows:
        if left := remains.left(row):
            undone.left[row.id] = left
        if row.in_force:
            undone.said.append((row.id, remains.facts(row, _cipher(ciphers, row))))
            undone.says.append((row.id, remains.facts_left(row)))
    return undone


def _cipher(ciphers: dict[str, PersonCipher], row: Held) -> PersonCipher | None:
    return ciphers.get(row.person) if row.person else None


async def _undo(desk: Desk, undone: Undone, people: list[str]) -> None:
    """Bring the graph to what is left."""
    chunk = Chunk(added=[each for each in undone.says if each[1]], removed=undone.said)
    steps = await steps_for(desk.store, desk.book, interpreter(desk.book, desk.seals), chunk)
    said = changed(sample=desk.book.sample, book=desk.book.identity)
    await desk.store.write_all([*steps, drop_people(people), said])


def _some(owed: Sequence[Erasure]) -> Iterator[Sequence[Erasure]]:
    for start in range(0, len(owed), PEOPLE_AT_ONCE):
        yield owed[start : start + PEOPLE_AT_ONCE]


def _untold(_: str, __: int) -> None:
    """Nobody watches."""
