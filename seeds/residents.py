"""The residents register of a community: who lives behind each door, and where they are registered."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from seeds.chance import Chance
from seeds.days import LEDGER_DAY, Day, iso, month_of, years_before
from seeds.faults import Row
from seeds.homes import Home, Homes
from seeds.numbers import LIVING_ELSEWHERE, Ids, phone
from seeds.people import CHILD, HEAD, Member, Person, household
from seeds.plan import Community
from seeds.planted import Planted
from seeds.words import ELSEWHERE, SURNAMES

RESIDENT_COLUMNS = (
    "person_name",
    "id_number",
    "phone",
    "sex",
    "birth",
    "registered_outside",
    "registered_house",
    "household_no",
    "relation_to_head",
    "collective",
    "registered_since",
    "registered_until",
    "house",
    "basis",
    "lives_since",
    "lives_until",
)
VACANT, RENTED, IN_DORMITORIES = 0.12, 0.13, 0.016
ROOTS = ("城关镇东街", "河口镇西街", "柳林镇南街")
_SIZES = ((1, 0.16), (2, 0.27), (3, 0.29), (4, 0.15), (5, 0.09), (6, 0.04))


@dataclass(slots=True)
class Family:
    """A household in its dwelling: ``rented`` or owned, and since when."""

    home: Home
    people: list[Person]
    rented: bool
    since: int


@dataclass(slots=True)
class Census:
    """What the other registers of the community draw on."""

    families: list[Family] = field(default_factory=list)
    vacant: list[Home] = field(default_factory=list)
    adults: list[Person] = field(default_factory=list)
    elsewhere: int = 0


@dataclass(slots=True)
class Register:
    """Makes the rows of a community's residents ledger. ``places`` are the communities whose houses it may name."""

    community: Community
    places: tuple[Community, ...]
    chance: Chance
    ids: Ids
    planted: Planted
    census: Census = field(default_factory=Census)
    namesake_due: bool = True

    def rows(self, homes: Homes) -> Iterator[Row]:
        """A row for each resident, and one more for a former address now and then."""
        dormitories = [home for home in homes.premises if home.use == "宿舍"]
        boarders = min(round(self.community.residents * IN_DORMITORIES), 40 * len(dormitories))
        lived_in = self._lived_in(homes.dwellings)
        sizes = self._sizes(len(lived_in), self.community.residents - boarders)
        own = self.chance.pick(SURNAMES) if self.community.village else ""
        for home, size in zip(lived_in, sizes, strict=True):
            yield from self._family(home, size, surname=own if self.chance.yes(0.25) else "")
        for at in range(boarders):
            yield self._boarder(dormitories[at % len(dormitories)])

    def _lived_in(self, dwellings: list[Home]) -> list[Home]:
        empty = [self.chance.yes(VACANT) for _ in dwellings]
        self.census.vacant = [home for home, vacant in zip(dwellings, empty, strict=True) if vacant]
        return [home for home, vacant in zip(dwellings, empty, strict=True) if not vacant]

    def _sizes(self, count: int, people: int) -> list[int]:
        """Household sizes that sum to ``people`` exactly."""
        sizes = [self.chance.weighted(_SIZES) for _ in range(count)]
        over = sum(sizes) - people
        while over and count:
            at = self.chance.below(count)
            step = 1 if over > 0 else -1
            if sizes[at] - step in range(1, 8):
                sizes[at] -= step
                over -= step
        return sizes

    def _family(self, home: Home, size: int, *, surname: str) -> Iterator[Row]:
        chance = self.chance
        rented = chance.yes(RENTED)
        members = household(chance, size, surname=surname)
        since = self._moved_in(home, members[0], rented=rented)
        other = self._namesake(members)
        family = Family(home, [], rented, since)
        elsewhere = chance.yes(0.7 if rented else 0.03)
        address = self._registered(home, elsewhere=elsewhere)
        self.census.families.append(family)
        self.census.elsewhere += size if elsewhere else 0
        for member in members:
            person = self._person(member, home)
            family.people.append(person)
            row = self._row(person, member, family, address)
            yield row
            if other and other is not person:
                houses, ids = [other.house, home.code], [other.id, person.id]
                self.planted.homonyms.append({"name": other.name, "houses": houses, "ids": ids})
            if member.relation == HEAD and len(self.census.families) == 9 + self.community.number % 7:
                yield self._again(person, row)
        if chance.yes(0.08) and family.people[0].id:
            yield self._former(family)
        if chance.yes(0.01) and not family.rented:
            yield self._gone(family)

    def _namesake(self, members: list[Member]) -> Person | None:
        """One person living alone bears the name of somebody else in the community: who that is."""
        if not self.namesake_due or len(members) > 1 or len(self.census.adults) < 20:
            return None
        self.namesake_due = False
        other = self.chance.pick(self.census.adults)
        members[0].name = other.name
        return other

    def _again(self, person: Person, row: Row) -> Row:
        """The same person once more, as somebody wrote them down without an ID."""
        known = {"name": person.name, "id": person.id, "birth": iso(person.birth), "house": person.house}
        self.planted.duplicates.append(known)
        return [person.name, None, None, *row[3:]]

    def _moved_in(self, home: Home, head: Member, *, rented: bool) -> int:
        years = (1 + 9 * self.chance.random()) if rented else 2 + 24 * self.chance.random()
        return max(home.built, head.birth + 7000, years_before(years))

    def _person(self, member: Member, home: Home) -> Person:
        chance, birth = self.chance, member.birth
        unnumbered = chance.yes(0.35) if member.age < 1 else chance.yes(0.002)
        number = "" if unnumbered else self.ids.next(birth, male=member.male)
        person = Person(
            member.name, number, phone(chance) if member.age > 15 else "", member.male, birth, home.code, home.micro
        )
        if number and 24 <= member.age <= 64:
            self.census.adults.append(person)
        return person

    def _registered(self, home: Home, *, elsewhere: bool) -> tuple[str, str, str]:
        """Outside address, house and household number of a household's registration."""
        chance = self.chance
        if not elsewhere:
            return "", home.code, "001"
        if chance.yes(0.5):
            return f"{chance.pick(ELSEWHERE)}{chance.pick(SURNAMES)}家村{chance.between(1, 12)}组", "", ""
        house = self._other_house(home)
        return "", house, f"{chance.between(2, 99):03d}"

    def _other_house(self, home: Home) -> str:
        while True:
            community = self.chance.pick(self.places)
            code = community.dwelling(self.chance.below(community.dwellings))
            if code != home.code:
                return code

    def _row(self, person: Person, member: Member, family: Family, address: tuple[str, str, str]) -> Row:
        outside, house, number = address
        since = max(family.since, person.birth)
        basis = ("租住" if family.rented else "自有") if member.relation == HEAD else "家属"
        registered = (house, number, member.relation, "否", self._blurred(max(since - 200, person.birth)), None)
        return [
            *self._who(person, outside),
            *(registered if house else (None,) * 6),
            family.home.code,
            basis,
            self._blurred(since) if member.relation != CHILD else since,
            None,
        ]

    def _who(self, person: Person, outside: str) -> Row:
        return [person.name, person.id, person.phone, "男" if person.male else "女", person.birth, outside]

    def _blurred(self, since: int) -> Day:
        """One start in twenty is not known, one in sixteen only by its month."""
        drawn = self.chance.random()
        return None if drawn < 0.05 else month_of(since) if drawn < 0.11 else since

    def _former(self, family: Family) -> Row:
        """Where the head lived before: another row, with its end."""
        head = family.people[0]
        end = max(family.since - self.chance.between(0, 60), head.birth + 6900)
        begin = max(head.birth, end - self.chance.between(400, 3000))
        house = self._other_house(family.home)
        registered: Row = [house, f"{self.chance.between(2, 99):03d}", HEAD, "否", begin, end]
        return [*self._who(head, ""), *(registered if self.chance.yes(0.4) else [None] * 6), house, "租住", begin, end]

    def _gone(self, family: Family) -> Row:
        """Somebody registered with the family who lives outside the district: no resident, yet in the register."""
        member = household(self.chance, 1, surname=family.people[0].name[0])[0]
        member.age = 19 + member.age / 8
        number = self.ids.next(member.birth, male=member.male, kind=LIVING_ELSEWHERE)
        person = Person(member.name, number, phone(self.chance), member.male, member.birth, "", 0)
        since = max(family.since, person.birth)
        return [*self._who(person, ""), family.home.code, "001", "其他", "否", since, None, *(None,) * 4]

    def _boarder(self, home: Home) -> Row:
        """Someone in a dormitory: collectively registered there, or registered outside."""
        chance = self.chance
        member = household(chance, 1, surname="")[0]
        member.age = 19 + member.age / 3
        person = self._person(member, home)
        since = max(person.birth + 6600, LEDGER_DAY - chance.between(200, 1500))
        if chance.yes(0.4):
            registered: Row = ["", home.code, "001", "非亲属", "是", since, None]
        else:
            self.census.elsewhere += 1
            registered = [f"{chance.pick(ELSEWHERE)}{chance.pick(ROOTS)}", *(None,) * 6]
        return [*self._who(person, "")[:5], *registered, home.code, "集体宿舍", since, None]
