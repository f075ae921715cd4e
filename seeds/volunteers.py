"""Micro-grid heads, building Party-group leaders and building heads: rule R3 and the people behind it."""

from dataclasses import dataclass, field

from seeds.bodies import GROUP, PARTY, TEAM, body, organization_row
from seeds.books import Sheet
from seeds.chance import Chance
from seeds.days import LEDGER_DAY, day, iso
from seeds.desk import BLOCK, Desk
from seeds.homes import Building
from seeds.people import Person
from seeds.plan import Community, Grid, MicroGrid
from seeds.planted import Planted
from seeds.spells import Spell, State

HEADS_BEGAN, GROUPS_BEGAN = day(2020, 6, 1), day(2021, 3, 1)
_STATES = (
    (State.DOUBLED, 0.85),
    (State.SPLIT, 0.05),
    (State.NO_POST, 0.03),
    (State.LEFT_VACANT, 0.02),
    (State.RIGHT_VACANT, 0.02),
    (State.UNCERTAIN, 0.02),
    (State.BOTH_VACANT, 0.01),
)


@dataclass(slots=True)
class Volunteers:
    """Writes the volunteers of one community."""

    community: Community
    buildings: list[Building]
    adults: list[Person]
    desk: Desk
    bodies: Sheet
    chance: Chance
    planted: Planted
    by_micro: dict[int, list[Person]] = field(default_factory=dict)

    def write(self, *, building_heads: int) -> None:
        """Posts and appointments of every micro-grid, and as many building heads as fall to the community."""
        for person in self.adults:
            self.by_micro.setdefault(person.micro, []).append(person)
        pairs = [(grid, micro) for grid in self.community.grids for micro in grid.micro_grids]
        for at, (grid, micro) in enumerate(pairs):
            inside = [building for building in self.buildings if building.micro == at]
            self._micro_grid(grid, micro, inside[:3], self._near(at))
        for building in self.chance.some(self.buildings, building_heads):
            self._building_head(building)

    def _near(self, micro: int) -> list[Person]:
        """Five people of the micro-grid, from further away where it has too few."""
        here = self.chance.some(self.by_micro.get(micro, []), 5)
        further = [person for person in self.chance.some(self.adults, 12) if person.micro != micro]
        return (here + further)[:5]

    def _micro_grid(self, grid: Grid, micro: MicroGrid, inside: list[Building], people: list[Person]) -> None:
        state = self.chance.weighted(_STATES) if inside else State.NO_POST
        head = self.desk.post(
            BLOCK,
            f"{micro.code}-WZ",
            f"{micro.name}微格长",
            kind="micro_grid_head",
            within=body(grid.code, TEAM),
            place=micro.code,
            since=HEADS_BEGAN - 30,
        )
        for spell in self._head_spells(state, people):
            self.desk.appoint(BLOCK, head, spell, origin="推选")
        for at, building in enumerate(inside if state is not State.NO_POST else []):
            self._group(building, self._leader_spells(state, people, at))
        self.planted.doublings.append({"rule": "R3", "place": micro.code, "on": iso(LEDGER_DAY), "state": state.value})

    def _head_spells(self, state: State, people: list[Person]) -> list[Spell]:
        """The head of today is the first of ``people``; somebody else came before in two of five micro-grids."""
        begin = HEADS_BEGAN + self.chance.between(0, 200)
        if state in (State.LEFT_VACANT, State.BOTH_VACANT):
            return [Spell(people[0], begin, LEDGER_DAY - self.chance.between(30, 300))]
        end = "2026年" if state is State.UNCERTAIN else None
        if not self.chance.yes(0.45):
            return [Spell(people[0], begin, end)]
        turn = begin + self.chance.between(300, 1500)
        return [Spell(people[3], begin, turn), Spell(people[0], turn, end)]

    def _leader_spells(self, state: State, people: list[Person], at: int) -> list[Spell]:
        """The leader of the group of the building number ``at`` of its micro-grid."""
        begin = GROUPS_BEGAN + self.chance.between(0, 400)
        if state in (State.RIGHT_VACANT, State.BOTH_VACANT):
            return [Spell(people[4], begin, LEDGER_DAY - self.chance.between(30, 300))] if at == 0 else []
        leads = people[0] if at == 0 and state in (State.DOUBLED, State.UNCERTAIN) else people[1 + at % 2]
        if at and self.chance.yes(0.15):
            return []
        if not self.chance.yes(0.3):
            return [Spell(leads, begin, None)]
        turn = begin + self.chance.between(200, 1200)
        return [Spell(people[4], begin, turn), Spell(leads, turn, None)]

    def _group(self, building: Building, spells: list[Spell]) -> None:
        group, above = body(building.code, GROUP), body(self.community.code, PARTY)
        self.bodies.write(organization_row(group, f"{building.name}党小组", "党小组", above=above, since=GROUPS_BEGAN))
        post = self.desk.post(
            BLOCK,
            f"{building.code}-DX",
            f"{building.name}党小组长",
            kind="building_party_leader",
            within=group,
            building=building.code,
        )
        for spell in spells:
            self.desk.appoint(BLOCK, post, spell, origin="推选")

    def _building_head(self, building: Building) -> None:
        """A Party member as building head; one post in twelve is vacant."""
        post = self.desk.post(
            BLOCK,
            f"{building.code}-LD",
            f"{building.name}楼栋长",
            kind="building_head",
            within=body(self._grid_of(building).code, TEAM),
            building=building.code,
        )
        if self.chance.yes(11 / 12):
            since = day(2021, 1, 1) + self.chance.between(0, 1500)
            for spell in self.desk.turns(self._near(building.micro), since=since, until=None, change=0.25):
                self.desk.appoint(BLOCK, post, spell, origin="推选")

    def _grid_of(self, building: Building) -> Grid:
        wanted = self.community.micro_grids[building.micro]
        return next(grid for grid in self.community.grids if wanted in grid.micro_grids)
