"""Rows of the places and coverage ledgers."""

from collections.abc import Iterator

from seeds.bodies import CENTRE, COMMITTEE, JOINT, PARTY, Branch, body
from seeds.days import MERGER_DAY, Day, day
from seeds.faults import Row
from seeds.plan import DISTRICT_CODE, Community, Grid, Merged, Plan
from seeds.words import DISTRICT

PLACE_COLUMNS = ("place", "name", "level", "scheme", "edition", "other_codes", "parent", "successor", "since", "until")
SCHEME, EDITION = "样例区划", "2026"


def place_row(
    code: str,
    name: str,
    level: str,
    *,
    parent: str = "",
    successor: str = "",
    former: str = "",
    since: Day = None,
    until: Day = None,
) -> Row:
    """A row of the places ledger; ``former`` is its code in the edition of 2016."""
    other = f"{SCHEME}/2016/{former}" if former else None
    return [code, name, level, SCHEME, EDITION, other, parent or None, successor or None, since, until]


def upper_places(plan: Plan) -> Iterator[Row]:
    """The district, its towns and communities; the merged one says into which it went, and when."""
    yield place_row(DISTRICT_CODE, DISTRICT, "区")
    for town in plan.towns:
        yield place_row(town.code, town.name, "镇街", parent=DISTRICT_CODE)
    for town in plan.towns:
        for community in town.communities:
            former = f"{town.code[:9]}{int(community.code[9:]) + 200}" if community.number % 5 == 0 else ""
            yield place_row(community.code, community.name, "村居", parent=town.code, former=former)
    gone = plan.merged
    above, into = gone.town.code, gone.into.code
    yield place_row(gone.code, gone.name, "村居", parent=above, successor=into, until=MERGER_DAY)


def grids(plan: Plan) -> Iterator[Row]:
    """Grids. Those of the merged community have two rows, one for each community they were part of."""
    for community in plan.communities:
        for grid in community.grids:
            yield from _grid(grid, community, plan.merged)


def _grid(grid: Grid, community: Community, gone: Merged) -> Iterator[Row]:
    if not grid.merged:
        yield place_row(grid.code, grid.name, "网格", parent=community.code)
        return
    yield place_row(grid.code, grid.name, "网格", parent=gone.code, until=MERGER_DAY)
    yield place_row(grid.code, grid.name, "网格", parent=community.code, since=MERGER_DAY)


def micro_grids(plan: Plan) -> Iterator[Row]:
    """Micro-grids stay in their grids whatever becomes of the community."""
    for community in plan.communities:
        for grid in community.grids:
            for micro in grid.micro_grids:
                yield place_row(micro.code, micro.name, "微网格", parent=grid.code)


def covers(organization: str, place: str, *, since: Day = None, until: Day = None) -> Row:
    """An organization covers a place."""
    return [organization, place, None, since, until]


def serves(organization: str, place: str, *, since: Day = None) -> Row:
    """A facility serves a place."""
    return [organization, None, place, since, None]


def party_coverage(plan: Plan, branches: list[Branch]) -> Iterator[Row]:
    """What Party organizations and committees cover."""
    for town in plan.towns:
        for kind in (PARTY, JOINT):
            yield covers(body(town.code, kind), town.code)
    for community in plan.communities:
        for kind in (PARTY, COMMITTEE, JOINT):
            yield covers(body(community.code, kind), community.code)
    for kind in (PARTY, COMMITTEE, JOINT):
        yield covers(body(plan.merged.code, kind), plan.merged.code, until=MERGER_DAY)
    for branch in branches:
        for grid in branch.grids:
            yield covers(branch.code, grid.code, since=day(2018, 7, 1))


def centre_coverage(plan: Plan) -> Iterator[Row]:
    """What governance centres serve."""
    yield serves(body(DISTRICT_CODE, CENTRE), DISTRICT_CODE, since=day(2021, 3, 1))
    for town in plan.towns:
        yield serves(body(town.code, CENTRE), town.code, since=day(2021, 5, 1))
        for community in town.communities:
            yield serves(body(community.code, CENTRE), community.code, since=day(2021, 6, 1))
