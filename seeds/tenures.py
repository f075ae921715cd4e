"""Who owns, rents or uses each dwelling and each of the premises."""

from collections.abc import Iterator
from dataclasses import dataclass

from seeds.chance import Chance
from seeds.days import Day, month_of
from seeds.faults import Row
from seeds.homes import Home
from seeds.numbers import LIVING_ELSEWHERE, Ids, phone
from seeds.people import Person, household
from seeds.residents import Census, Family

TENURE_COLUMNS = ("house", "person_name", "id_number", "phone", "organization", "kind", "share", "since", "until")


@dataclass(slots=True)
class Titles:
    """Makes the rows of a community's tenures ledger."""

    census: Census
    chance: Chance
    ids: Ids

    def rows(self, premises: list[Home], firms: list[str]) -> Iterator[Row]:
        """Owners of every dwelling and tenants of the rented ones; then the premises, held by ``firms`` in turn."""
        for family in self.census.families:
            yield from self._rented(family) if family.rented else self._owned(family)
        for home in self.census.vacant:
            if self.chance.yes(0.9):
                yield self._of(self.landlord(), home, "所有", home.built)
        for at, home in enumerate(premises):
            yield from self._business(home, firms[at % len(firms)] if firms else "")

    def _owned(self, family: Family) -> Iterator[Row]:
        """One owner, or a couple in halves; now and then the owner before them."""
        head, *others = family.people
        couple = bool(others) and bool(others[0].id) and _are_couple(head, others[0]) and self.chance.yes(0.3)
        since = family.since - 60
        for owner in (head, others[0]) if couple else (head,):
            yield self._of(owner, family.home, "所有", since, share=0.5 if couple else 1.0)
        if self.chance.yes(0.03) and since > family.home.built + 400:
            yield self._of(self.landlord(), family.home, "所有", family.home.built, until=since)

    def _rented(self, family: Family) -> Iterator[Row]:
        yield self._of(self.landlord(), family.home, "所有", family.home.built)
        kind = "承租" if self.chance.yes(0.92) else "使用"
        yield self._of(family.people[0], family.home, kind, family.since, share=None)

    def _business(self, home: Home, firm: str) -> Iterator[Row]:
        if firm and self.chance.yes(0.35):
            yield [home.code, None, None, None, firm, "所有", 1.0, home.built, None]
        else:
            yield self._of(self.landlord(), home, "所有", home.built)
            if firm:
                since = home.built + self.chance.between(400, 2200)
                yield [home.code, None, None, None, firm, "承租", None, since, None]

    def landlord(self) -> Person:
        """Someone who owns what they don't live in: a resident of the community, or somebody from outside."""
        if self.census.adults and self.chance.yes(0.6):
            return self.chance.pick(self.census.adults)
        member = household(self.chance, 1, surname="")[0]
        number = self.ids.next(member.birth, male=member.male, kind=LIVING_ELSEWHERE)
        return Person(member.name, number, phone(self.chance), member.male, member.birth, "", 0)

    def _of(
        self,
        person: Person,
        home: Home,
        kind: str,
        since: int,
        *,
        share: float | None = 1.0,
        until: int | None = None,
    ) -> Row:
        start: Day = month_of(since) if self.chance.yes(0.05) else since
        return [home.code, person.name, person.id, person.phone, None, kind, share, start, until]


def _are_couple(head: Person, other: Person) -> bool:
    return head.male != other.male and abs(head.birth - other.birth) < 3000
