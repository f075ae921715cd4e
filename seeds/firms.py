"""The businesses of a community: sole traders, enterprises, a property company; and its schools and clinics."""

from collections.abc import Iterator
from dataclasses import dataclass

from seeds.chance import Chance
from seeds.days import LEDGER_DAY, Day, month_of, years_before
from seeds.faults import Row
from seeds.homes import Home, Homes
from seeds.numbers import LIVING_ELSEWHERE, Ids, phone, uscc
from seeds.people import Person, household
from seeds.plan import Community
from seeds.words import BRANDS, FIRM_SECTORS, FIRMS, INSTITUTION_SECTORS, INSTITUTIONS, SHOP_SECTORS, SHOPS

TRADER_COLUMNS = (
    "organization",
    "name",
    "sector",
    "person_name",
    "id_number",
    "phone",
    "house",
    "since",
    "until",
)
ENTERPRISE_COLUMNS = (*TRADER_COLUMNS, "kind")


@dataclass(frozen=True, slots=True)
class Firm:
    """An enterprise, institution or property company; ``kind`` as ledgers write it."""

    code: str
    name: str
    kind: str
    sector: str
    since: int


@dataclass(slots=True)
class Firms:
    """Makes the rows of a community's sole traders and enterprises."""

    community: Community
    homes: Homes
    adults: list[Person]
    chance: Chance
    ids: Ids

    def traders(self) -> Iterator[Row]:
        """Sole traders: a good part of the doors that are no dwellings hold more than one."""
        chance, stem = self.chance, self.community.name.removesuffix("社区").removesuffix("村")
        for at in range(self.community.traders):
            shop = chance.below(len(SHOPS))
            who, since = self._operator(), years_before(0.3 + 14 * chance.random())
            name = f"{stem}{who.name[0]}记{SHOPS[shop]}" if chance.yes(0.5) else f"{chance.pick(BRANDS)}{SHOPS[shop]}"
            code = uscc("92", self._serial(at))
            yield [*self._firm(code, name, SHOP_SECTORS[shop], who), *self._dates(since)]

    def enterprises(self) -> list[Firm]:
        """The enterprises and institutions; the first is the community's property company."""
        return [self._enterprise(at) for at in range(self.community.enterprises)]

    def _enterprise(self, at: int) -> Firm:
        chance, stem = self.chance, self.community.name.removesuffix("社区").removesuffix("村")
        since = years_before(1 + 24 * chance.random())
        serial = self._serial(5000 + at)
        if at == 0:
            return Firm(uscc("91", serial), f"{stem}安居物业服务有限公司", "物业企业", "物业管理", since - 4000)
        if at % 17 == 5:
            what = chance.below(len(INSTITUTIONS))
            name = f"{stem}{INSTITUTIONS[what]}"
            return Firm(uscc("12", serial), name, "事业单位", INSTITUTION_SECTORS[what], since)
        what = chance.below(len(FIRMS))
        name = f"{stem}{chance.pick(BRANDS)}{FIRMS[what]}有限公司"
        return Firm(uscc("91", serial), name, "企业", FIRM_SECTORS[what], since)

    def enterprise_row(self, firm: Firm, *, stays: bool) -> Row:
        """A row of the enterprises ledger. One that ``stays`` is never closed: posts stand in it or on its behalf."""
        dates = [firm.since, None] if stays or firm.kind != "企业" else self._dates(firm.since)
        return [*self._firm(firm.code, firm.name, firm.sector, self._operator()), *dates, firm.kind]

    def _serial(self, at: int) -> int:
        return (self.community.number + 1) * 10_000 + at

    def _firm(self, code: str, name: str, sector: str, who: Person) -> Row:
        return [code, name, sector, who.name, who.id, who.phone, self._door().code]

    def _door(self) -> Home:
        """Mostly premises, one in ten a dwelling."""
        premises = self.homes.premises
        return self.chance.pick(self.homes.dwellings if self.chance.yes(0.1) or not premises else premises)

    def _operator(self) -> Person:
        if self.adults and self.chance.yes(0.85):
            return self.chance.pick(self.adults)
        member = household(self.chance, 1, surname="")[0]
        number = self.ids.next(member.birth, male=member.male, kind=LIVING_ELSEWHERE)
        return Person(member.name, number, phone(self.chance), member.male, member.birth, "", 0)

    def _dates(self, since: int) -> list[Day]:
        """Since when, and for one in sixteen until when."""
        closed = self.chance.yes(0.06)
        until = since + self.chance.between(200, 3000) if closed else None
        begun: Day = month_of(since) if self.chance.yes(0.05) and not closed else since
        return [begun, until if until is not None and until < LEDGER_DAY else None]
