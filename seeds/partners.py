"""Joint building: units, their memberships and delegates, activities, offers, needs and check-ins."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from seeds.bodies import JOINT, body
from seeds.chance import Chance
from seeds.days import LEDGER_DAY, Day, day, month_of
from seeds.desk import JOINT as DELEGATES
from seeds.desk import Desk
from seeds.faults import Row
from seeds.people import Person
from seeds.plan import Community, Town
from seeds.planted import Planted

MEMBERSHIP_COLUMNS = ("unit", "committee", "since", "until")
ACTIVITY_COLUMNS = ("activity", "title", "kind", "held_on", "places", "units")
NEED_COLUMNS = ("need", "place", "kind", "title", "since", "until")
OFFER_COLUMNS = ("offer", "unit", "kind", "title", "since", "until")
CHECK_IN_COLUMNS = ("check_in", "person_name", "id_number", "phone", "unit", "community", "since", "until")
BEGAN = day(2019, 6, 1)

RESOURCES = ("场地", "志愿者", "资金", "设备物资", "医疗健康", "法律服务", "教育培训", "技术支持")
WANTED = {
    "场地": "需要活动场地",
    "志愿者": "需要周末志愿者",
    "资金": "需要帮扶资金",
    "设备物资": "需要桌椅和音响",
    "医疗健康": "需要上门义诊",
    "法律服务": "需要法律咨询",
    "教育培训": "需要暑期托管老师",
    "技术支持": "需要手机使用辅导",
}
EVENTS = ("志愿服务", "文化活动", "宣讲讲座", "健康义诊", "帮扶慰问", "环境整治", "矛盾调解")


@dataclass(frozen=True, slots=True)
class Unit:
    """A joint-building unit: ``dormant`` ones never take part."""

    code: str
    name: str
    dormant: bool


@dataclass(slots=True)
class Market:
    """Needs and offers of the whole district, to find afterwards what could have met what."""

    unmet: list[tuple[str, str, str]] = field(default_factory=list)
    offers: list[tuple[str, str, str]] = field(default_factory=list)
    members: dict[str, list[str]] = field(default_factory=dict)

    def meetings(self, neighbours: dict[str, tuple[str, ...]]) -> Iterator[dict[str, str | list[str]]]:
        """Each unmet need, with the offers of units of a neighbouring joint committee that would meet it."""
        by_unit: dict[str, list[tuple[str, str]]] = {}
        for offer, unit, kind in self.offers:
            by_unit.setdefault(unit, []).append((offer, kind))
        for need, community, kind in self.unmet:
            units = [unit for near in neighbours[community] for unit in self.members.get(near, [])]
            fit = [offer for unit in units for offer, given in by_unit.get(unit, []) if given == kind]
            # A unit may be a member on both sides of the community.
            once = list(dict.fromkeys(fit))
            yield {"need": need, "community": community, "kind": kind, "offers_next_door": once}


@dataclass(slots=True)
class Partners:
    """Writes the joint building of one community."""

    community: Community
    town: Town
    neighbour: Community | None
    units: list[Unit]
    adults: list[Person]
    desk: Desk
    chance: Chance
    planted: Planted
    market: Market
    joined: dict[str, int] = field(default_factory=dict)

    def memberships(self) -> Iterator[Row]:
        """Each unit joins the community's committee or the town's; one in four joins a second one, next door."""
        for at, unit in enumerate(self.units):
            if unit.dormant:
                self.planted.dormant_units.append(unit.code)
            home = self.town.code if at % 6 == 5 else self.community.code
            yield self._joins(unit, home, at)
            if self.neighbour is not None and at % 4 == 1:
                self.planted.bridging_units.append(unit.code)
                yield self._joins(unit, self.neighbour.code, at)

    def _joins(self, unit: Unit, place: str, at: int) -> Row:
        chance, committee = self.chance, body(place, JOINT)
        since = BEGAN + chance.between(0, 2000)
        left = chance.yes(0.05)
        until = since + chance.between(200, 600) if left else None
        self.joined[unit.code] = min(since, self.joined.get(unit.code, since))
        if not left:
            self.market.members.setdefault(place, []).append(unit.code)
        self._delegate(unit, place, at, since=since, until=until)
        start: Day = month_of(since) if chance.yes(0.1) and not left else since
        return [unit.code, committee, start, until]

    def _delegate(self, unit: Unit, place: str, at: int, *, since: int, until: int | None) -> None:
        """A post in the committee on behalf of the unit, most often with a holder."""
        chance = self.chance
        drawn = chance.random()
        if drawn < 0.05 and until is None:
            self.planted.units_without_delegate.append({"unit": unit.code, "place": place, "post": False})
            return
        post = self.desk.post(
            DELEGATES, f"{place}-WY-{unit.code}", f"{unit.name}委员",
            kind="joint_delegate", within=body(place, JOINT), unit=unit.code, since=since, until=until,
        )  # fmt: skip
        if drawn < 0.12 and until is None:
            self.planted.units_without_delegate.append({"unit": unit.code, "place": place, "post": True})
            return
        for spell in self.desk.turns(chance.some(self.adults, 2), since=since, until=until, change=0.35):
            self.desk.appoint(DELEGATES, post, spell, origin="委派")

    def activities(self) -> Iterator[Row]:
        """What was done, where, and by which units that had joined by then. Comes after the memberships."""
        chance = self.chance
        for at in range(self.community.activities):
            kind = chance.pick(EVENTS)
            held = BEGAN + chance.between(300, LEDGER_DAY - BEGAN)
            places = self._places()
            active = [unit.code for unit in self.units if not unit.dormant and self.joined[unit.code] <= held]
            units = chance.some(active, chance.between(1, 4))
            code = f"HD{self.community.code[6:]}{at + 1:04d}"
            title = f"{self.community.name}{kind}第{at + 1}场"
            yield [code, title, kind, held, "、".join(places), "、".join(units)]

    def _places(self) -> list[str]:
        drawn = self.chance.random()
        if drawn < 0.2:
            return [self.chance.pick(self.community.grids).code]
        if drawn < 0.27 and self.neighbour is not None:
            return [self.community.code, self.neighbour.code]
        return [self.community.code]

    def offers(self) -> Iterator[Row]:
        """What the units can give: one or two things each."""
        for unit in self.units:
            for number, kind in enumerate(self.chance.some(RESOURCES, self.chance.between(1, 2)), 1):
                code, since = f"GJ-{unit.code}-{number}", BEGAN + self.chance.between(0, 2200)
                ended = self.chance.yes(0.1)
                if not ended:
                    self.market.offers.append((code, unit.code, kind))
                until = since + self.chance.between(100, 500) if ended else None
                yield [code, unit.code, kind, f"{unit.name}可提供{kind}", since, until]

    def needs(self) -> Iterator[Row]:
        """What the community asks for; about half is still unmet."""
        for number in range(1, self.chance.between(5, 8)):
            kind = self.chance.pick(RESOURCES)
            code, since = f"XQ-{self.community.code}-{number:02d}", LEDGER_DAY - self.chance.between(20, 900)
            met = self.chance.yes(0.5)
            if not met:
                self.market.unmet.append((code, self.community.code, kind))
            until = min(LEDGER_DAY, since + self.chance.between(5, 200)) if met else None
            yield [code, self.community.code, kind, WANTED[kind], since, until]

    def check_ins(self, units: list[str]) -> Iterator[Row]:
        """Members of agencies and firms who live here report here. ``units`` are those of the town so far."""
        for number in range(1, self.community.check_ins + 1):
            who, unit = self.chance.pick(self.adults), self.chance.pick(units)
            since = day(2021, 1, 1) + self.chance.between(0, 1900)
            until = since + self.chance.between(100, 900) if self.chance.yes(0.1) else None
            ends = until if until is None or until <= LEDGER_DAY else None
            code = f"BD-{self.community.code}-{number:03d}"
            yield [code, who.name, who.id, who.phone, unit, self.community.code, since, ends]
