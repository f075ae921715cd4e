"""One community, from its doors to its delegates. What is made of a community is dropped when it is written."""

from collections.abc import Iterable
from dataclasses import dataclass

from seeds import bodies
from seeds.bodies import Branch
from seeds.bookcase import Bookcase
from seeds.books import Sheet
from seeds.chance import Chance
from seeds.days import MERGER_DAY, day
from seeds.desk import GRID, GROUPS, Desk
from seeds.estates import Estates
from seeds.faults import Row
from seeds.firms import Firm, Firms
from seeds.grid_posts import GridPosts
from seeds.homes import Homes, building_row, compound_row, homes, house_row
from seeds.lists import BLACK, LAST, colours, entries
from seeds.numbers import Ids
from seeds.offices import Offices
from seeds.partners import Market, Partners, Unit
from seeds.people import Person
from seeds.plan import Community, Plan, Town
from seeds.planted import Planted
from seeds.residents import Census, Register
from seeds.spells import State
from seeds.tenures import Titles
from seeds.volunteers import Volunteers


@dataclass(frozen=True, slots=True)
class Quota:
    """What the district decided for one community."""

    states: list[State]
    branches: list[Branch]
    building_heads: int
    sergeant: bool
    forbidden: bool
    neighbour: Community | None


@dataclass(slots=True)
class TownDesk:
    """What the communities of one town share while it is written."""

    town: Town
    books: Bookcase
    ids: Ids
    units: list[str]


@dataclass(slots=True)
class Maker:
    """Writes one community into the books of its town and of the district."""

    plan: Plan
    community: Community
    desk: TownDesk
    district: Bookcase
    planted: Planted
    market: Market
    quota: Quota

    def write(self) -> int:
        """Write everything; give the number of residents registered elsewhere than they live."""
        doors = self._doors()
        census = self._people(doors)
        firms = self._firms(doors, census.adults)
        self._tenures(census, doors, [firm.code for firm in firms])
        units = self._units(firms)
        self._bodies(doors)
        self._posts(census.adults, doors, firms[0])
        self._lists(firms[0], manages=bool(doors.compounds))
        self._partners(units, census.adults)
        return census.elsewhere

    def _chance(self, purpose: str) -> Chance:
        return Chance(self.plan.seed, f"{purpose}/{self.community.code}")

    def _own(self, ledger: str, name: str = "") -> Sheet:
        return self.desk.books.sheet(ledger, name or self.community.name)

    def _doors(self) -> Homes:
        chance = self._chance("homes")
        doors_each = self.plan.size.doors_per_building
        made = homes(self.community, chance, town=self.desk.town.name, doors_per_building=doors_each)
        put(self.district.sheet("compounds", "小区"), (compound_row(one, self.community) for one in made.compounds))
        buildings = (building_row(one, self.community) for one in made.buildings)
        put(self.district.sheet("buildings", self.desk.town.name), buildings)
        put(self._own("houses"), (house_row(home, chance) for home in (*made.dwellings, *made.premises)))
        return made

    def _people(self, doors: Homes) -> Census:
        chance = self._chance("residents")
        register = Register(self.community, self.plan.communities, chance, self.desk.ids, self.planted)
        put(self._own("residents"), register.rows(doors))
        return register.census

    def _firms(self, doors: Homes, adults: list[Person]) -> list[Firm]:
        maker = Firms(self.community, doors, adults, self._chance("firms"), self.desk.ids)
        put(self._own("sole_traders"), maker.traders())
        firms = maker.enterprises()
        for at, firm in enumerate(firms):
            self._own("enterprises").write(maker.enterprise_row(firm, stays=at <= self.community.units))
        return firms

    def _tenures(self, census: Census, doors: Homes, firms: list[str]) -> None:
        titles = Titles(census, self._chance("tenures"), self.desk.ids)
        put(self._own("tenures"), titles.rows(doors.premises, firms))

    def _units(self, firms: list[Firm]) -> list[Unit]:
        """Of seven units one is an agency, one a social organization and five are firms; one in fifteen is dormant."""
        units: list[Unit] = []
        others = iter(firms[1:])
        for at in range(self.community.units):
            firm = next(others, None) if at % 7 > 1 else None
            if firm is not None:
                code, name = firm.code, firm.name
            else:
                row = bodies.agency(self.community, at) if at % 7 == 0 else bodies.social(self.community, at)
                self._own("organizations", "机关和社会组织").write(row)
                code, name = str(row[0]), str(row[1])
            units.append(Unit(code, name, (self.community.number + at) % 15 == 7))
        return units

    def _bodies(self, doors: Homes) -> None:
        house = next((home.code for home in doors.premises if home.use == "办公"), "")
        sheet = self._own("organizations", "村居组织")
        put(sheet, bodies.community_bodies(self.community, self.desk.town, house=house))
        put(self._own("organizations", "网格党支部"), map(bodies.branch_row, self.quota.branches))

    def _papers(self) -> Desk:
        posts = {group: self._own("posts", group) for group in GROUPS}
        appointments = {group: self._own("appointments", group) for group in GROUPS}
        return Desk(self.desk.town, self._chance("papers"), posts, appointments)

    def _posts(self, adults: list[Person], doors: Homes, firm: Firm) -> None:
        chance, papers, community = self._chance("posts"), self._papers(), self.community
        people = _people(chance, adults)
        team, others = people[:12], people[24:]
        office = Offices(community.code, community.name, team, papers, chance, self.planted)
        periods = office.leaders(self.quota.states)
        cadres = office.members(periods, sergeant=self.quota.sergeant)
        grids = GridPosts(papers, chance, self.planted, others, self.quota.neighbour)
        grids.posts(community.grids)
        grids.community(community, periods, cadres)
        self._merged(people[12:24], papers, grids)
        self._branch_secretaries(others, papers)
        groups = self._own("organizations", "党小组和业委会")
        volunteers = Volunteers(community, doors.buildings, adults, papers, groups, chance, self.planted)
        volunteers.write(building_heads=self.quota.building_heads)
        contracts = self.district.sheet("management", self.desk.town.name)
        estates = Estates(community, firm, adults, papers, groups, contracts, chance, self.planted)
        estates.write(doors.compounds, forbidden=self.quota.forbidden)

    def _lists(self, firm: Firm, *, manages: bool) -> None:
        """The property company's entries; it manages the first of the compounds to this day."""
        chance = self._chance("lists")
        found = colours(self.community.number, chance)
        put(self.district.sheet("list_entries", self.desk.town.name), entries(firm, found, chance))
        if manages and found.get(LAST) == BLACK:
            self.planted.still_managing.append(firm.code)

    def _merged(self, team: list[Person], papers: Desk, grids: GridPosts) -> None:
        """The posts of the community that this one took in, abolished with it."""
        gone = self.plan.merged
        if gone.into.code != self.community.code:
            return
        put(self._own("organizations", "村居组织"), bodies.merged_bodies(gone.code, gone.name, self.desk.town))
        office = Offices(gone.code, gone.name, team, papers, self._chance("merged"), self.planted)
        periods = office.leaders([State.SPLIT, State.DOUBLED, State.DOUBLED], until=MERGER_DAY)
        cadres = office.members(periods, sergeant=False, until=MERGER_DAY)
        came = tuple(grid for grid in self.community.grids if grid.merged)
        for term, people in zip(periods, cadres, strict=True):
            grids.term(gone.code, came, term, people)

    def _branch_secretaries(self, others: list[Person], papers: Desk) -> None:
        """A branch secretary's post has no place of its own: it is for what the branch covers."""
        for branch in self.quota.branches:
            title = f"{branch.name}书记"
            post = papers.post(GRID, f"{branch.code}-SJ", title, kind="branch_secretary", within=branch.code)
            since = day(2018, 7, 1) + papers.chance.between(0, 300)
            for spell in papers.turns(papers.chance.some(others, 2), since=since, until=None, change=0.7):
                papers.appoint(GRID, post, spell, origin="选举")

    def _partners(self, units: list[Unit], adults: list[Person]) -> None:
        chance, town, near = self._chance("partners"), self.desk.town, self.quota.neighbour
        maker = Partners(self.community, town, near, units, adults, self._papers(), chance, self.planted, self.market)
        self.desk.units.extend(unit.code for unit in units)
        put(self.district.sheet("memberships", town.name), maker.memberships())
        put(self.district.sheet("activities", town.name), maker.activities())
        put(self.district.sheet("offers", "供给"), maker.offers())
        put(self.district.sheet("needs", "需求"), maker.needs())
        put(self.district.sheet("check_ins", town.name), maker.check_ins(self.desk.units))


def _people(chance: Chance, adults: list[Person]) -> list[Person]:
    """Different people for committees and grids, all old enough in 2016: a dozen for each team, the rest for grids."""
    fit = [person for person in adults if person.birth < day(1996, 1, 1)]
    return chance.some(fit, 52)


def put(sheet: Sheet, rows: Iterable[Row]) -> None:
    """Write the rows as they come."""
    for row in rows:
        sheet.write(row)
