"""Organizations that are no businesses: Party organizations, committees, teams, centres, stations, agencies.

Their codes follow from the code of the place they belong to, so that any ledger can name one without looking it up.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from seeds.chance import Chance
from seeds.days import MERGER_DAY, Day, day
from seeds.faults import Row
from seeds.numbers import uscc
from seeds.plan import DISTRICT_CODE, Community, Grid, Plan, Town
from seeds.words import AGENCIES, DISTRICT, SOCIAL

ORGANIZATION_COLUMNS = ("organization", "name", "kind", "sector", "above", "house", "since", "until")
COVERAGE_COLUMNS = ("organization", "covered", "served", "since", "until")

PARTY, COMMITTEE, JOINT, CENTRE, TEAM, GROUP, OWNERS = "DZ", "JW", "DDW", "ZX", "WG", "DXZ", "YWH"
STATIONS_BEGAN = day(2023, 4, 1)
PLATFORM = f"{DISTRICT_CODE}-PT"
"""The district's platform company, which backs compounds that no firm will manage."""


def body(place: str, kind: str) -> str:
    """The code of a body of that kind that belongs to a place, compound or building."""
    return f"{place}-{kind}"


def organization_row(
    code: str, name: str, kind: str, *, above: str = "", house: str = "", since: Day = None, until: Day = None
) -> Row:
    """A row of the organizations ledger."""
    return [code, name, kind, None, above or None, house or None, since, until]


def district_bodies() -> Iterator[Row]:
    """The district's own bodies."""
    party = body(DISTRICT_CODE, PARTY)
    yield organization_row(party, f"中共{DISTRICT}委员会", "党委")
    yield organization_row(
        body(DISTRICT_CODE, CENTRE), f"{DISTRICT}社会治理中心", "社会治理中心", since=day(2021, 3, 1)
    )
    yield organization_row(PLATFORM, f"{DISTRICT}城市资产运营平台公司", "企业", since=day(2017, 5, 10))


def town_bodies(town: Town) -> Iterator[Row]:
    """A town's Party committee, joint committee and centre."""
    party = body(town.code, PARTY)
    yield organization_row(party, f"中共{town.name}委员会", "党委", above=body(DISTRICT_CODE, PARTY))
    yield organization_row(
        body(town.code, JOINT), f"{town.name}大工委", "大工委/大党委", above=party, since=day(2019, 4, 1)
    )
    yield organization_row(
        body(town.code, CENTRE),
        f"{town.name}社会治理中心",
        "社会治理中心",
        above=body(DISTRICT_CODE, CENTRE),
        since=day(2021, 5, 1),
    )


def community_bodies(community: Community, town: Town, *, house: str) -> Iterator[Row]:
    """A community's Party organization, committee, joint committee, centre and grid teams."""
    yield from _two_committees(community.code, community.name, town, house=house)
    yield organization_row(
        body(community.code, CENTRE),
        f"{community.name}社会治理中心",
        "社会治理中心",
        above=body(town.code, CENTRE),
        house=house,
        since=day(2021, 6, 1),
    )
    for grid in community.grids:
        above = body(community.code, PARTY)
        yield organization_row(
            body(grid.code, TEAM), f"{grid.name}工作队", "网格工作队", above=above, since=day(2018, 6, 1)
        )


def merged_bodies(code: str, name: str, town: Town) -> Iterator[Row]:
    """The bodies of the merged community, abolished with it."""
    yield from _two_committees(code, name, town, house="", until=MERGER_DAY)


def _two_committees(code: str, name: str, town: Town, *, house: str, until: Day = None) -> Iterator[Row]:
    kind = ("党委", "党总支", "党总支", "党支部")[int(code[-3:]) % 4]
    village = name.endswith("村")
    party, above = body(code, PARTY), body(town.code, PARTY)
    yield organization_row(party, f"中共{name}{kind}", kind, above=above, house=house, until=until)
    committee = f"{name}{'村民' if village else '居民'}委员会"
    yield organization_row(body(code, COMMITTEE), committee, "村(居)民委员会", house=house, until=until)
    joint = (body(code, JOINT), f"{name}大党委", "大工委/大党委")
    yield organization_row(*joint, above=party, since=day(2019, 5, 1), until=until)


def agency_row(code: str, name: str, kind: str) -> Row:
    """A row of an agency or a social organization."""
    return organization_row(code, name, kind, since=day(2009, 1, 1))


def agency(community: Community, at: int) -> Row:
    """An agency with its office in the community."""
    what = AGENCIES[(community.number + at) % len(AGENCIES)]
    stem = community.name.removesuffix("社区").removesuffix("村")
    return agency_row(uscc("11", (community.number + 1) * 10_000 + 9000 + at), f"{DISTRICT}{stem}{what}", "机关")


def social(community: Community, at: int) -> Row:
    """A social organization of the community."""
    what = SOCIAL[(community.number + at) % len(SOCIAL)]
    stem = community.name.removesuffix("社区").removesuffix("村")
    return agency_row(uscc("52", (community.number + 1) * 10_000 + 9500 + at), f"{stem}{what}", "社会组织")


@dataclass(frozen=True, slots=True)
class Branch:
    """A grid branch and the grids that it covers."""

    code: str
    name: str
    community: str
    grids: tuple[Grid, ...]


def branches(plan: Plan, chance: Chance) -> list[Branch]:
    """As many grid branches as the plan says, never one to a grid: some grids have none, some two, some share one."""
    grids = [(community, grid) for community in plan.communities for grid in community.grids]
    none = set(chance.some(range(len(grids)), max(1, len(grids) // 25)))
    with_one = [pair for at, pair in enumerate(grids) if at not in none]
    covered = _joined(with_one, pairs=max(1, len(grids) // 45))
    second = chance.some(with_one, plan.size.branches - len(covered))
    covered += [(community, (grid,)) for community, grid in second]
    covered.sort(key=lambda pair: (pair[0].number, pair[1][0].code))
    return list(_numbered(covered))


Covered = tuple[Community, tuple[Grid, ...]]


def _joined(single: list[tuple[Community, Grid]], *, pairs: int) -> list[Covered]:
    """A branch for each grid, but one for two neighbours in ``pairs`` cases."""
    covered: list[Covered] = []
    for community, grid in single:
        last = covered[-1] if covered else None
        if pairs and last and last[0] is community and len(last[1]) == 1 and len(covered) % 5 == 2:
            covered[-1] = (community, (*last[1], grid))
            pairs -= 1
        else:
            covered.append((community, (grid,)))
    return covered


def _numbered(covered: list[Covered]) -> Iterator[Branch]:
    seen: dict[str, int] = {}
    for community, grids in covered:
        number = seen[community.code] = seen.get(community.code, 0) + 1
        name = f"{community.name}第{number}网格党支部"
        yield Branch(f"{community.code}-ZB{number:02d}", name, community.code, grids)


def branch_row(branch: Branch) -> Row:
    """A row of the organizations ledger."""
    above = body(branch.community, PARTY)
    return organization_row(branch.code, branch.name, "党支部", above=above, since=day(2018, 7, 1))


def station_row(town: Town, community: Community, number: int) -> Row:
    """A neighbourhood station."""
    code = f"{town.code}-YZ{number:02d}"
    return organization_row(code, f"{community.name}睦邻驿站", "睦邻驿站", since=STATIONS_BEGAN)
