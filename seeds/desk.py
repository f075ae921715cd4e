"""The desk on which posts and appointments of a town are written down."""

from dataclasses import dataclass

from seeds.books import Sheet
from seeds.chance import Chance
from seeds.days import LEDGER_DAY, Day, month_of, year_of
from seeds.people import Person
from seeds.plan import Town
from seeds.spells import Spell

POST_COLUMNS = (
    "post",
    "title",
    "seats",
    "post_type",
    "organization",
    "place",
    "compound",
    "building",
    "unit",
    "since",
    "until",
)
APPOINTMENT_COLUMNS = ("post", "person_name", "id_number", "phone", "since", "until", "document", "origin")
OFFICE, GRID, BLOCK, JOINT, ESTATE = "两委岗位", "网格岗位", "微格楼栋岗位", "共建委员岗位", "物业业委会岗位"
GROUPS = (OFFICE, GRID, BLOCK, JOINT, ESTATE)


@dataclass(slots=True)
class Desk:
    """Writes posts and appointments, each group of posts on a sheet of its own."""

    town: Town
    chance: Chance
    posts: dict[str, Sheet]
    appointments: dict[str, Sheet]
    documents: int = 0

    def post(
        self,
        group: str,
        code: str,
        title: str,
        *,
        kind: str,
        within: str,
        seats: int = 1,
        place: str = "",
        compound: str = "",
        building: str = "",
        unit: str = "",
        since: Day = None,
        until: Day = None,
    ) -> str:
        """Write a post and give its code. Without a place it is for what its organization covers or manages."""
        target = (place or None, compound or None, building or None, unit or None)
        self.posts[group].write([code, title, seats, kind, within, *target, since, until])
        return code

    def appoint(self, group: str, post: str, spell: Spell, *, origin: str) -> None:
        """Write an appointment, with the document that made it; one in four carries none."""
        self.documents += 1
        year = year_of(spell.since) if isinstance(spell.since, int) else 2021
        document = f"{self.town.short}委〔{year}〕{self.documents % 90 + 1}号" if self.chance.yes(0.75) else None
        who = spell.person
        self.appointments[group].write([post, who.name, who.id, who.phone, spell.since, spell.until, document, origin])

    def turns(self, people: list[Person], *, since: int, until: int | None, change: float) -> list[Spell]:
        """One or two holders from ``since`` on: with the chance ``change`` it changed hands, rarely after a gap."""
        chance = self.chance
        last = min(LEDGER_DAY, until or LEDGER_DAY)
        if len(people) < 2 or not chance.yes(change) or last - since < 600:
            return [Spell(people[0], self._start(since), until)]
        turn = since + chance.between(200, last - since - 250)
        gap = chance.between(20, 200) if chance.yes(0.15) else 0
        return [Spell(people[0], since, turn), Spell(people[1], self._start(turn + gap, exact=gap == 0), until)]

    def _start(self, since: int, *, exact: bool = False) -> Day:
        """Of some appointments only the month is known."""
        return month_of(since) if not exact and self.chance.yes(0.06) else since
