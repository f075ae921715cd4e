"""Posts for grids. Most people of the two committees hold one, as rule R2 wants; others are hired."""

from dataclasses import dataclass

from seeds.bodies import TEAM, body
from seeds.chance import Chance
from seeds.days import MERGER_DAY, day
from seeds.desk import GRID, Desk
from seeds.people import Person
from seeds.plan import Community, Grid
from seeds.planted import Planted
from seeds.spells import Spell, Term

BEGAN = day(2018, 10, 8)


@dataclass(slots=True)
class GridPosts:
    """Writes grid posts and who held them. ``others`` serve on no committee; ``neighbour`` is another community."""

    desk: Desk
    chance: Chance
    planted: Planted
    others: list[Person]
    neighbour: Community | None

    def posts(self, grids: tuple[Grid, ...]) -> None:
        """A head's and a member's post for each grid, with a member hired for it."""
        for grid in grids:
            self._post(grid, "Z", "网格长", kind="grid_head", seats=1)
            post = self._post(grid, "Y", "网格员", kind="grid_member", seats=3)
            begin = BEGAN + self.chance.between(0, 900)
            for spell in self.desk.turns(self.chance.some(self.others, 2), since=begin, until=None, change=0.6):
                self.desk.appoint(GRID, post, spell, origin="聘用")

    def _post(self, grid: Grid, suffix: str, title: str, *, kind: str, seats: int) -> str:
        return self.desk.post(
            GRID,
            f"{grid.code}-{suffix}",
            f"{grid.name}{title}",
            kind=kind,
            within=body(grid.code, TEAM),
            seats=seats,
            place=grid.code,
            since=BEGAN - 20,
        )

    def community(self, community: Community, periods: list[Term], cadres: list[list[Person]]) -> None:
        """The terms of a community of today. Grids that came by the merger are its own from the first term after it."""
        own = tuple(grid for grid in community.grids if not grid.merged)
        for term, people in zip(periods, cadres, strict=True):
            self.term(community.code, own if term.until else community.grids, term, people)
        for grid in community.grids:
            if grid.merged:
                self._hired(grid, MERGER_DAY, periods[-1].since)

    def term(self, code: str, grids: tuple[Grid, ...], term: Term, people: list[Person]) -> None:
        """Give the people of a term their grids, first as heads, then as members; heads that are left are hired."""
        if term.until is not None and term.until <= BEGAN:
            return
        since = max(term.since + self.chance.between(0, 30), BEGAN)
        free = list(grids)
        for at, person in enumerate(people):
            if post := self._post_of(code, person, free, grids[at % len(grids)], now=term.until is None):
                spell = self._spell(code, person, since, term.until)
                self.desk.appoint(GRID, post, spell, origin="选派")
        for grid in free:
            if self.chance.yes(0.94):
                self._hired(grid, since, term.until)

    def _spell(self, code: str, person: Person, since: int, until: int | None) -> Spell:
        """A term; of one person in fifty the office knows only that the present one ends some time in 2026."""
        if until is not None or self.chance.yes(0.98) or self._is_single(person):
            return Spell(person, since, until)
        self._tell(code, person, "UNCERTAIN")
        return Spell(person, day(2025, 11, 1), "2026年")

    def _is_single(self, person: Person) -> bool:
        return any(known["id"] == person.id for known in self.planted.committee_members)

    def _tell(self, code: str, person: Person, state: str) -> None:
        self.planted.committee_members.append({"rule": "R2", "community": code, "id": person.id, "state": state})

    def _post_of(self, code: str, person: Person, free: list[Grid], other: Grid, *, now: bool) -> str:
        """The post of one person: a head's while there is one, else a member's; rarely none, or one elsewhere."""
        drawn = self.chance.random()
        if drawn > 0.13:
            return f"{free.pop(0).code}-Z" if free else f"{other.code}-Y"
        elsewhere = f"{self.neighbour.grids[0].code}-Y" if self.neighbour is not None and drawn < 0.03 else ""
        if now:
            self._tell(code, person, "SINGLE")
        return elsewhere

    def _hired(self, grid: Grid, since: int, until: int | None) -> None:
        self.desk.appoint(GRID, f"{grid.code}-Z", Spell(self.chance.pick(self.others), since, until), origin="聘用")
