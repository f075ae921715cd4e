"""The whole district: its own ledgers first, then town by town, community by community."""

from collections.abc import Callable
from dataclasses import dataclass, field

from seeds import bodies, places
from seeds.bodies import Branch
from seeds.bookcase import Bookcase
from seeds.chance import Chance, shares
from seeds.community import Maker, Quota, TownDesk, put
from seeds.days import MERGER_DAY, iso
from seeds.numbers import Ids
from seeds.partners import Market
from seeds.plan import Community, Plan, Town
from seeds.planted import Planted
from seeds.shelf import Shelf
from seeds.spells import State, states
from seeds.words import DISTRICT

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class District:
    """Writes a planned district onto a shelf."""

    plan: Plan
    shelf: Shelf
    planted: Planted
    progress: Progress
    market: Market = field(default_factory=Market)

    def write(self) -> None:
        """Write every ledger of the district."""
        books = Bookcase(self.shelf, DISTRICT)
        branches = bodies.branches(self.plan, Chance(self.plan.seed, "branches"))
        quotas = self._quotas(branches)
        self._upper(books, branches)
        done = elsewhere = 0
        for town in self.plan.towns:
            desk = TownDesk(town, Bookcase(self.shelf, town.name, town.number), Ids(town.number), [])
            put(desk.books.sheet("organizations", "镇街组织"), bodies.town_bodies(town))
            for community in town.communities:
                self.progress(f"{town.name}{community.name}", done, len(self.plan.communities))
                elsewhere += self._community(community, desk, books, quotas[community.number])
                done += 1
            desk.books.close()
        books.close()
        self._tell(branches)
        self.shelf.counts["registered_elsewhere"] = elsewhere
        self.progress(DISTRICT, done, done)

    def _community(self, community: Community, desk: TownDesk, books: Bookcase, quota: Quota) -> int:
        return Maker(self.plan, community, desk, books, self.planted, self.market, quota).write()

    def _upper(self, books: Bookcase, branches: list[Branch]) -> None:
        """Places, coverage and the district's own organizations."""
        put(books.sheet("places", "区镇街村居"), places.upper_places(self.plan))
        put(books.sheet("places", "网格"), places.grids(self.plan))
        put(books.sheet("places", "微网格"), places.micro_grids(self.plan))
        put(books.sheet("organizations", "区级组织"), bodies.district_bodies())
        put(books.sheet("coverage", "党组织和委员会"), places.party_coverage(self.plan, branches))
        put(books.sheet("coverage", "社会治理中心"), places.centre_coverage(self.plan))
        self._stations(books)

    def _stations(self, books: Bookcase) -> None:
        """Neighbourhood stations: each serves one to three grids of its community."""
        count, every = self.plan.size.stations, self.plan.communities
        towns = {community.code: town for town in self.plan.towns for community in town.communities}
        for number in range(count):
            community = every[number * len(every) // count]
            row = bodies.station_row(towns[community.code], community, number + 1)
            books.sheet("organizations", "睦邻驿站").write(row)
            for grid in community.grids[: 1 + number % 3]:
                books.sheet("coverage", "睦邻驿站").write(
                    places.serves(str(row[0]), grid.code, since=bodies.STATIONS_BEGAN)
                )

    def _quotas(self, branches: list[Branch]) -> list[Quota]:
        """What falls to each community, by its number."""
        every, size = self.plan.communities, self.plan.size
        chance = Chance(self.plan.seed, "quotas")
        heads = shares(size.building_heads, [len(community.micro_grids) for community in every])
        sergeants = set(chance.some(range(len(every)), size.sergeants))
        wanted = states(chance, len(every))
        for number in range(30, len(every), 60):
            wanted[number] = [State.NO_POST] * len(wanted[number])
        near = {c.number: _neighbour(c, town) for town in self.plan.towns for c in town.communities}
        return [
            Quota(
                states=wanted[community.number],
                branches=[branch for branch in branches if branch.community == community.code],
                building_heads=heads[community.number],
                sergeant=community.number in sergeants,
                forbidden=community.number % 40 == 0,
                neighbour=near[community.number],
            )
            for community in every
        ]

    def _tell(self, branches: list[Branch]) -> None:
        """Put down what was planted in the district as a whole."""
        covered = [grid.code for branch in branches for grid in branch.grids]
        codes = [grid.code for community in self.plan.communities for grid in community.grids]
        self.planted.grids_without_branch = [code for code in codes if code not in set(covered)]
        self.planted.grids_with_two_branches = [code for code in codes if covered.count(code) > 1]
        gone = self.plan.merged
        grids = [grid.code for grid in gone.into.grids if grid.merged]
        self.planted.merger = {"from": gone.code, "into": gone.into.code, "on": iso(MERGER_DAY), "grids": grids}
        near = {c.code: _near(c, town) for town in self.plan.towns for c in town.communities}
        self.planted.unmet_needs = list(self.market.meetings(near))


def _neighbour(community: Community, town: Town) -> Community | None:
    """The next community of the town, around the circle; None for the only one."""
    every = town.communities
    following = every[(every.index(community) + 1) % len(every)]
    return None if following is community else following


def _near(community: Community, town: Town) -> tuple[str, ...]:
    return tuple(other.code for other in town.communities if other is not community)
