"""The doors of a community: compounds, buildings, dwellings and premises."""

from dataclasses import dataclass

from seeds.chance import Chance, shares
from seeds.days import Day, day
from seeds.faults import Row
from seeds.plan import Community, MicroGrid
from seeds.words import COMPOUNDS, DISTRICT, ROADS

COMPOUND_COLUMNS = ("compound", "name", "place", "since", "until")
BUILDING_COLUMNS = ("building", "name", "floors", "place", "compound", "since", "until")
HOUSE_COLUMNS = ("house", "address", "unit", "room", "floor_area", "use", "building", "place", "since", "until")
IN_BUILDINGS = 0.3
"""The part of a village's dwellings that stand in buildings; the others are doors of their own."""


@dataclass(frozen=True, slots=True)
class Compound:
    """A residential compound."""

    code: str
    name: str
    built: int


@dataclass(frozen=True, slots=True)
class Building:
    """A building; ``micro`` is the index of its micro-grid in the community."""

    code: str
    name: str
    address: str
    floors: int
    micro: int
    compound: Compound | None
    built: int
    doors: int


@dataclass(frozen=True, slots=True)
class Home:
    """One door. It stands in a building, or else directly in a micro-grid."""

    code: str
    address: str
    unit: str
    room: str
    area: float
    use: str
    building: str
    place: str
    micro: int
    built: int


@dataclass(frozen=True, slots=True)
class Homes:
    """Everything with a door in a community."""

    compounds: list[Compound]
    buildings: list[Building]
    dwellings: list[Home]
    premises: list[Home]


def homes(community: Community, chance: Chance, *, town: str, doors_per_building: int) -> Homes:
    """The doors of a community, as many as the plan says."""
    compounds = [] if community.village else _compounds(community, chance)
    made = Homes(compounds, [], [], [])
    base = f"{DISTRICT}{town}{community.name}"
    micro_grids = community.micro_grids
    parts = shares(community.dwellings, [0.6 + chance.random() for _ in micro_grids])
    for at, count in enumerate(parts):
        compound = compounds[at * len(compounds) // len(parts)] if compounds else None
        inside = max(1, round(count * IN_BUILDINGS)) if community.village else count
        inside = min(inside, count)
        blocks = _buildings(community, made, chance, at=at, doors=inside, compound=compound, size=doors_per_building)
        for block in blocks:
            _fill(made, community, chance, block, base=base)
        _cottages(made, community, chance, at=at, count=count - inside, base=base)
    _premises(made, community, chance, base=base)
    return made


def _compounds(community: Community, chance: Chance) -> list[Compound]:
    count = max(1, round(len(community.micro_grids) / 5))
    names = chance.some(COMPOUNDS, count)
    stem = community.name.removesuffix("社区")
    return [
        Compound(
            f"{community.code}X{at:02d}", f"{stem}{name}", day(chance.between(1988, 2019), chance.between(1, 12), 1)
        )
        for at, name in enumerate(names, 1)
    ]


def _buildings(
    community: Community, made: Homes, chance: Chance, *, at: int, doors: int, compound: Compound | None, size: int
) -> list[Building]:
    """The buildings of a micro-grid; their doors sum to ``doors``."""
    count = max(1, round(doors / size)) if doors else 0
    floors = chance.weighted(((6, 0.45), (11, 0.3), (18, 0.15), (4, 0.1))) if compound else 4
    road, first = ROADS[(community.number + at) % len(ROADS)], len(made.buildings)
    blocks = []
    for k in range(count):
        number = first + k + 1
        name = f"{compound.name}{number}幢" if compound else f"{community.name}集中居住区{number}幢"
        built = compound.built if compound else day(chance.between(2005, 2018), chance.between(1, 12), 1)
        share = doors * (k + 1) // count - doors * k // count
        address = f"{road}路{2 * at + 8}号{name}"
        blocks.append(Building(f"{community.code}B{number:03d}", name, address, floors, at, compound, built, share))
    made.buildings.extend(blocks)
    return blocks


def _fill(made: Homes, community: Community, chance: Chance, block: Building, *, base: str) -> None:
    """Two doors a floor and stair, from the ground up."""
    per_unit, dwellings = 2 * block.floors, made.dwellings
    usual = chance.pick((62.5, 78.4, 89.0, 96.3, 108.8, 121.6))
    for at in range(block.doors):
        unit, rest = at // per_unit + 1, at % per_unit
        room = f"{rest // 2 + 1}{rest % 2 + 1:02d}"
        address = f"{base}{block.address}{unit}单元{room}室"
        area = round(usual * (0.9 if rest % 2 else 1.0), 2)
        code = community.dwelling(len(dwellings))
        dwellings.append(
            Home(code, address, f"{unit}单元", room, area, "住宅", block.code, "", block.micro, block.built)
        )


def _cottages(made: Homes, community: Community, chance: Chance, *, at: int, count: int, base: str) -> None:
    """Village houses that stand in no building."""
    micro: MicroGrid = community.micro_grids[at]
    for k in range(1, count + 1):
        code, area = community.dwelling(len(made.dwellings)), float(chance.between(90, 260))
        built = day(chance.between(1982, 2015), chance.between(1, 12), 1)
        made.dwellings.append(
            Home(code, f"{base}{at + 1}组{k}号", "", f"{k}号", area, "住宅", "", micro.code, at, built)
        )


_USES = (("商铺", 0.72), ("办公", 0.17), ("厂房", 0.08), ("宿舍", 0.03))


def _premises(made: Homes, community: Community, chance: Chance, *, base: str) -> None:
    """Shops, offices, workshops, dormitories: half on the ground floor of a building, half on a road."""
    micro_grids = community.micro_grids
    for k in range(community.premises):
        code = community.dwelling(community.dwellings + k)
        # The first one is a dormitory, so that even a small community has one.
        use = "宿舍" if k == 0 else chance.weighted(_USES)
        area, room = float(chance.between(18, 160)), f"S{k + 1:03d}"
        if use != "厂房" and made.buildings and chance.yes(0.5):
            block = chance.pick(made.buildings)
            address = f"{base}{block.address}{room}室"
            home = Home(code, address, "", room, area, use, block.code, "", block.micro, block.built)
        else:
            at = chance.below(len(micro_grids))
            address = f"{base}{ROADS[(community.number + at) % len(ROADS)]}路{100 + k}号"
            built = day(chance.between(1995, 2020), chance.between(1, 12), 1)
            home = Home(code, address, "", "", area, use, "", micro_grids[at].code, at, built)
        made.premises.append(home)


def compound_row(compound: Compound, community: Community) -> Row:
    """A row of the compounds ledger."""
    return [compound.code, compound.name, community.code, compound.built, None]


def building_row(building: Building, community: Community) -> Row:
    """A row of the buildings ledger."""
    compound = building.compound.code if building.compound else None
    place = community.micro_grids[building.micro].code
    return [building.code, building.name, building.floors, place, compound, building.built, None]


def house_row(home: Home, chance: Chance) -> Row:
    """A row of the houses ledger; for one in five the office never noted since when."""
    since: Day = home.built if chance.yes(0.8) else None
    where = (home.building or None, home.place or None)
    return [home.code, home.address, home.unit, home.room, home.area, home.use, *where, since, None]
