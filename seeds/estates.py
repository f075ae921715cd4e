"""How compounds are managed: regimes, property managers, owners' committees and the pairs that are forbidden."""

from dataclasses import dataclass, field

from seeds.bodies import COMMITTEE, OWNERS, PLATFORM, body, organization_row
from seeds.books import Sheet
from seeds.chance import Chance
from seeds.days import LEDGER_DAY, day
from seeds.desk import ESTATE, Desk
from seeds.firms import Firm
from seeds.homes import Compound
from seeds.people import Person
from seeds.plan import Community
from seeds.planted import Planted
from seeds.spells import Spell

MANAGEMENT_COLUMNS = ("compound", "organization", "regime", "since", "until")
_REGIMES = (("市场化物业", 0.58), ("兜底管理", 0.2), ("社区接管", 0.1), ("自管", 0.12))


@dataclass(slots=True)
class Estates:
    """Writes the management of a community's compounds."""

    community: Community
    firm: Firm
    adults: list[Person]
    desk: Desk
    bodies: Sheet
    contracts: Sheet
    chance: Chance
    planted: Planted
    managing_itself: set[str] = field(default_factory=set)

    def write(self, compounds: list[Compound], *, forbidden: bool) -> None:
        """Regimes and posts; with ``forbidden`` the firm's manager also directs an owners' committee of its own."""
        manager = self._manager()
        for at, compound in enumerate(compounds):
            market = at == 0 or self._regime(compound)
            if at == 0:
                self._contract(compound, self.firm.code, "市场化物业", max(compound.built + 200, day(2012, 5, 1)))
            self._owners(compound, manager if forbidden and at == 0 and market else None)

    def _regime(self, compound: Compound) -> bool:
        """The regimes of a compound in turn; says whether the firm manages it today."""
        regime = self.chance.weighted(_REGIMES)
        begin = max(compound.built + 200, day(2012, 5, 1))
        turn = day(2019, 1, 1) + self.chance.between(0, 2300)
        now = {"市场化物业": self.firm.code, "兜底管理": PLATFORM, "社区接管": body(self.community.code, COMMITTEE)}
        manager = now.get(regime, body(compound.code, OWNERS))
        if regime == "自管":
            self.managing_itself.add(compound.code)
        if regime != "市场化物业" and begin < turn - 300:
            self._contract(compound, self.firm.code, "市场化物业", begin, until=turn)
            begin = turn
        self._contract(compound, manager, regime, max(begin, day(2017, 5, 10)) if manager == PLATFORM else begin)
        return manager == self.firm.code

    def _contract(self, compound: Compound, manager: str, regime: str, since: int, *, until: int | None = None) -> None:
        self.contracts.write([compound.code, manager, regime, since, until])

    def _manager(self) -> Person:
        """The property manager's post has no place of its own: it is for what the firm manages."""
        post = self.desk.post(
            ESTATE, f"{self.firm.code}-JL", f"{self.firm.name}项目经理", kind="property_manager", within=self.firm.code
        )
        people = self.chance.some(self.adults, 2)
        spells = self.desk.turns(people, since=day(2018, 3, 1) + self.chance.between(0, 500), until=None, change=0.5)
        for spell in spells:
            self.desk.appoint(ESTATE, post, spell, origin="聘用")
        return spells[-1].person

    def _owners(self, compound: Compound, manager: Person | None) -> None:
        """Two compounds in three have an owners' committee; its director's post may be vacant."""
        if manager is None and compound.code not in self.managing_itself and self.chance.yes(1 / 3):
            return
        committee = body(compound.code, OWNERS)
        since = day(2017, 1, 1) + self.chance.between(0, 1500)
        self.bodies.write(organization_row(committee, f"{compound.name}业主委员会", "业主委员会", since=since))
        post = self.desk.post(
            ESTATE, f"{compound.code}-YZ", f"{compound.name}业委会主任",
            kind="owners_director", within=committee, compound=compound.code, since=since,
        )  # fmt: skip
        if manager is not None:
            begun = LEDGER_DAY - self.chance.between(200, 500)
            self.desk.appoint(ESTATE, post, Spell(manager, begun, None), origin="选举")
            pair = {"compound": compound.code, "firm": self.firm.code, "id": manager.id}
            self.planted.forbidden_pairs.append(pair)
        elif self.chance.yes(0.9):
            for spell in self.desk.turns(self.chance.some(self.adults, 2), since=since + 30, until=None, change=0.6):
                self.desk.appoint(ESTATE, post, spell, origin="选举")
