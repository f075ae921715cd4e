"""Posts of a community's two committees through ten years."""

from dataclasses import dataclass, field

from seeds.bodies import COMMITTEE, PARTY, body
from seeds.chance import Chance
from seeds.days import Day, iso
from seeds.desk import OFFICE, Desk
from seeds.people import Person
from seeds.planted import Planted
from seeds.spells import Spell, State, Term, pair, terms

SEATS = (
    ("community_deputy_secretary", "副书记", PARTY, 2, "FS"),
    ("party_committee_member", "党组织委员", PARTY, 3, "DW"),
    ("committee_deputy_director", "副主任", COMMITTEE, 2, "FZ"),
    ("committee_member", "委员", COMMITTEE, 3, "JW"),
)


@dataclass(slots=True)
class Offices:
    """Writes the posts of one community and who held them."""

    code: str
    name: str
    team: list[Person]
    desk: Desk
    chance: Chance
    planted: Planted
    leading: list[Spell] = field(default_factory=list)

    def leaders(self, wanted: list[State], *, until: int | None = None) -> list[Term]:
        """Secretary and director. ``until`` is the day on which a merger abolishes both posts."""
        periods = terms(self.chance, until=until)
        wanted = wanted[: len(periods)]
        left, right = pair(self.chance, periods, wanted, self.team[:6])
        recorded = State.NO_POST not in wanted
        self.leading = [*left, *right] if recorded else left
        self._leader("SJ", f"{self.name}书记", PARTY, "community_secretary", left, until=until)
        if recorded:
            self._leader("ZR", f"{self.name}主任", COMMITTEE, "committee_director", right, until=until)
        for term, state in zip(periods, wanted, strict=True):
            shown = state if recorded else State.NO_POST
            self.planted.doublings.append(
                {"rule": "R1", "place": self.code, "on": iso(term.check), "state": shown.value}
            )
        return periods

    def _leader(
        self, suffix: str, title: str, kind: str, post_type: str, spells: list[Spell], *, until: int | None
    ) -> None:
        within = body(self.code, kind)
        post = self.desk.post(
            OFFICE, f"{self.code}-{suffix}", title, kind=post_type, within=within, place=self.code, until=until
        )
        for spell in spells:
            origin = self.chance.weighted((("选举", 0.7), ("任命", 0.2), ("选派", 0.1)))
            self.desk.appoint(OFFICE, post, spell, origin=origin)

    def members(self, periods: list[Term], *, sergeant: bool, until: int | None = None) -> list[list[Person]]:
        """Deputies and members; the people of each term, who also take grid posts."""
        for post_type, title, kind, seats, suffix in SEATS:
            self.desk.post(
                OFFICE,
                f"{self.code}-{suffix}",
                f"{self.name}{title}",
                kind=post_type,
                within=body(self.code, kind),
                seats=seats,
                place=self.code,
                until=until,
            )
        last = len(periods) - 1
        return [self._term(term, at, sergeant=sergeant and at == last) for at, term in enumerate(periods)]

    def _leading(self, term: Term) -> list[Person]:
        """Who certainly leads on the check day of a term."""
        known = [(s.person, s.since, s.until) for s in self.leading]
        return [
            person
            for person, since, until in known
            if isinstance(since, int) and since <= term.check and _lasts(until, term.check)
        ]

    def _term(self, term: Term, at: int, *, sergeant: bool) -> list[Person]:
        """Fill the seats of a term; the team moves on by two people a term, so that most are appointed again."""
        serving = self._leading(term)
        for number, (_, _, _, seats, suffix) in enumerate(SEATS):
            for seat in range(seats):
                if self.chance.yes(0.12):
                    continue
                # Deputies and members of the two bodies overlap on purpose: some people hold two posts.
                person = self.team[(2 * at + 3 * (number // 2) + number % 2 + 2 * seat) % len(self.team)]
                origin = "退役军士" if sergeant else self.chance.weighted((("选举", 0.8), ("聘用", 0.2)))
                sergeant = False
                self.desk.appoint(OFFICE, f"{self.code}-{suffix}", Spell(person, term.since, term.until), origin=origin)
                serving.append(person)
        return list({person.id: person for person in serving}.values())


def _lasts(until: Day, check: int) -> bool:
    return until is None or (isinstance(until, int) and until > check)
