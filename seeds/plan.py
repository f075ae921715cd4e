"""The plan of the district: its tree of places and how much of everything falls to each community.

The plan is small and made first. It lets a community name a house of another one before that one is written.
"""

from dataclasses import dataclass, replace

from seeds.chance import Chance, shares
from seeds.size import Size
from seeds.words import COMMUNITY_HEADS, COMMUNITY_TAILS, TOWNS

DISTRICT_CODE = "990800000000"
DWELLINGS = 0.86
"""The part of all doors behind which people live; the others are premises."""


@dataclass(frozen=True, slots=True)
class MicroGrid:
    """A micro-grid."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid; ``merged`` ones belonged to the community that was merged away."""

    code: str
    name: str
    micro_grids: tuple[MicroGrid, ...]
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Community:
    """A community and its quotas. ``number`` counts through the district."""

    code: str
    name: str
    number: int
    village: bool
    grids: tuple[Grid, ...]
    dwellings: int
    premises: int
    residents: int
    traders: int
    enterprises: int
    units: int
    activities: int
    check_ins: int

    @property
    def micro_grids(self) -> tuple[MicroGrid, ...]:
        """The micro-grids of all its grids."""
        return tuple(micro for grid in self.grids for micro in grid.micro_grids)

    def dwelling(self, number: int) -> str:
        """The code of its dwelling ``number``, from 0; premises are numbered after the dwellings."""
        return f"{self.code}H{number + 1:05d}"


@dataclass(frozen=True, slots=True)
class Town:
    """A town; ``number`` from 1."""

    code: str
    name: str
    number: int
    communities: tuple[Community, ...]

    @property
    def short(self) -> str:
        """Its name as document numbers use it."""
        return self.name.removesuffix("街道").removesuffix("镇")


@dataclass(frozen=True, slots=True)
class Merged:
    """The community that was merged into ``into``."""

    code: str
    name: str
    town: Town
    into: Community


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole district."""

    size: Size
    seed: int
    towns: tuple[Town, ...]
    merged: Merged

    @property
    def communities(self) -> tuple[Community, ...]:
        """The communities of today, in the order of their codes."""
        return tuple(community for town in self.towns for community in town.communities)


def plan(size: Size, *, seed: int) -> Plan:
    """The district of that size that grows from ``seed``."""
    chance = Chance(seed, "plan")
    per_town = shares(size.communities, [0.6 + chance.random() for _ in range(size.towns)], least=2)
    names = _community_names(chance, size.communities + 1)
    quotas = _quotas(chance, size)
    towns: list[Town] = []
    begun = 0
    for number, count in enumerate(per_town, 1):
        towns.append(_town(number, names[begun : begun + count], quotas[begun : begun + count], begun=begun))
        begun += count
    towns[0], merged = _with_merger(towns[0], names[-1] + "社区")
    return Plan(size, seed, tuple(towns), merged)


@dataclass(frozen=True, slots=True)
class _Quota:
    micro_grids: list[int]
    dwellings: int
    premises: int
    residents: int
    traders: int
    enterprises: int
    units: int
    activities: int
    check_ins: int


def _quotas(chance: Chance, size: Size) -> list[_Quota]:
    """What each community gets, in proportion to its micro-grids."""
    grids = shares(size.grids, [0.5 + chance.random() for _ in range(size.communities)], least=2)
    micro = shares(size.micro_grids, [0.5 + chance.random() for _ in range(size.grids)], least=1)
    trees = [micro[sum(grids[:at]) : sum(grids[: at + 1])] for at in range(size.communities)]
    weights = [sum(tree) * (0.8 + 0.4 * chance.random()) for tree in trees]
    dwellings = shares(round(size.houses * DWELLINGS), weights)
    premises = shares(size.houses - sum(dwellings), weights)
    residents = shares(size.residents, dwellings)
    traders = shares(round(size.businesses * 0.76), premises)
    enterprises = shares(size.businesses - sum(traders), premises)
    units, check_ins = shares(size.units, weights), shares(size.check_ins, weights)
    activities = shares(size.activities, weights)
    rows = zip(trees, dwellings, premises, residents, traders, enterprises, units, activities, check_ins, strict=True)
    return [_Quota(*row) for row in rows]


def _community_names(chance: Chance, count: int) -> list[str]:
    """Different invented names."""
    every = [head + tail for head in COMMUNITY_HEADS for tail in COMMUNITY_TAILS]
    return chance.some(every, count)


def _town(number: int, names: list[str], quotas: list[_Quota], *, begun: int) -> Town:
    village = TOWNS[number - 1].endswith("镇")
    code = f"{DISTRICT_CODE[:6]}{number + 83 if village else number:03d}000"
    communities = tuple(
        _community(f"{code[:9]}{at:03d}", name, quota, number=begun + at - 1, village=village)
        for at, (name, quota) in enumerate(zip(names, quotas, strict=True), 1)
    )
    return Town(code, TOWNS[number - 1], number, communities)


def _community(code: str, name: str, quota: _Quota, *, number: int, village: bool) -> Community:
    full = name + ("村" if village else "社区")
    grids = tuple(_grid(code, full, at, micro) for at, micro in enumerate(quota.micro_grids, 1))
    return Community(
        code,
        full,
        number,
        village,
        grids,
        quota.dwellings,
        quota.premises,
        quota.residents,
        quota.traders,
        quota.enterprises,
        quota.units,
        quota.activities,
        quota.check_ins,
    )


def _with_merger(town: Town, name: str) -> tuple[Town, Merged]:
    """The town after its largest community took in another one: the later half of its grids came with that one."""
    into = max(town.communities, key=lambda community: len(community.grids))
    code = f"{town.code[:9]}{len(town.communities) + 1:03d}"
    own = (len(into.grids) + 1) // 2
    came = tuple(
        replace(_grid(code, name, at, len(grid.micro_grids)), merged=True)
        for at, grid in enumerate(into.grids[own:], 1)
    )
    grown = replace(into, grids=into.grids[:own] + came)
    communities = tuple(grown if community is into else community for community in town.communities)
    town = replace(town, communities=communities)
    return town, Merged(code, name, town, grown)


def _grid(community: str, name: str, number: int, micro_grids: int) -> Grid:
    code, full = f"{community}G{number:02d}", f"{name}第{number}网格"
    micro = tuple(MicroGrid(f"{code}M{k:02d}", f"{full}第{k}微网格") for k in range(1, micro_grids + 1))
    return Grid(code, full, micro)
