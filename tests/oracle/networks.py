"""Co-construction networks, and from one thing to another: networkx over the ties that the ledgers state."""

import datetime as dt
import random
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import combinations, islice, pairwise
from typing import Any

import networkx as nx
import polars as pl

from queries.bridging_units import bridging_units
from queries.dormant_units import dormant_units
from queries.if_withdraws import if_withdraws
from queries.neighbourhood import neighbourhood
from queries.network import PathStep
from queries.paths import CAP, paths
from queries.shortest_path import shortest_path
from queries.unmet_needs import unmet_needs
from tests.oracle.asking import ACCESS, Both, Compared, bag
from tests.oracle.books import day_of, on
from tests.oracle.district import grouped, path_up
from tests.oracle.partners import _Partners, _split

SEED = 6
PAIRS = 200
Node = tuple[str, str]
"""Label and code; of a person, who they are."""
PLAIN = (
    # ledger, key of the row, (type, source label, source column, target label, target column), whether always
    ("区划台账", ("PART_OF", "Place", "code", "Place", "parent"), True),
    ("小区台账", ("WITHIN", "Compound", "code", "Place", "place"), True),
    ("楼栋台账", ("WITHIN", "Building", "code", "Place", "place"), True),
    ("楼栋台账", ("OF_COMPOUND", "Building", "code", "Compound", "compound"), True),
    ("房屋台账", ("IN_BUILDING", "House", "code", "Building", "building"), True),
    ("房屋台账", ("WITHIN", "House", "code", "Place", "place"), True),
    ("组织台账", ("UNDER", "Organization", "code", "Organization", "above"), True),
    ("组织台账", ("LOCATED_AT", "Organization", "code", "House", "house"), True),
    ("个体经营户台账", ("LOCATED_AT", "Organization", "code", "House", "house"), False),
    ("企事业单位台账", ("LOCATED_AT", "Organization", "code", "House", "house"), False),
    ("组织覆盖台账", ("COVERS", "Organization", "organization", "Place", "covered"), True),
    ("组织覆盖台账", ("SERVES", "Organization", "organization", "Place", "served"), True),
    ("小区管理台账", ("MANAGES", "Organization", "organization", "Compound", "compound"), False),
    ("共建单位台账", ("MEMBER_OF", "Organization", "unit", "Organization", "committee"), False),
    ("供给清单", ("OFFERS", "Organization", "unit", "Offer", "code"), False),
    ("需求清单", ("NEEDS", "Place", "place", "Need", "code"), False),
    ("岗位台账", ("IN", "Post", "code", "Organization", "organization"), True),
    ("岗位台账", ("FOR", "Post", "code", "Place", "place"), True),
    ("岗位台账", ("FOR", "Post", "code", "Compound", "compound"), True),
    ("岗位台账", ("FOR", "Post", "code", "Building", "building"), True),
    ("岗位台账", ("ON_BEHALF_OF", "Post", "code", "Organization", "unit"), True),
)


def ties(both: Both) -> Iterator[tuple[str, Node, Node]]:
    """Every tie of the closed list that may hold on the day, but the types of posts."""
    books, day = both.district.books, both.day
    for title, (kind, source, near, target, far), always in PLAIN:
        frame = books.dated(title, always=always).filter(pl.col(near).is_not_null() & pl.col(far).is_not_null())
        frame = frame.unique([near, far, "since"], keep="last", maintain_order=True)
        for a, b in on(frame, day).select(near, far).iter_rows():
            yield kind, (source, a), (target, b)
    held = both.district.holds.filter(pl.col("who").is_not_null())
    for who, post in on(held, day).select("who", "post").iter_rows():
        yield "HOLDS", ("Person", who), ("Post", post)
    for row in books["共建活动台账"].to_dicts():
        yield from _of_activity(row, day)


def _of_activity(row: dict[str, Any], day: dt.date) -> Iterator[tuple[str, Node, Node]]:
    held = day_of(row["held"])
    if held and held <= day:
        activity = ("Activity", row["code"])
        yield from (("AT", activity, ("Place", each)) for each in _split(row["places"]))
        yield from (("TOOK_PART", ("Organization", each), activity) for each in _split(row["units"]))


def network(both: Both) -> "nx.Graph[Node]":
    """The network that paths walk."""
    made: nx.Graph[Node] = nx.Graph()
    made.add_edges_from((a, b) for _, a, b in ties(both))
    return made


async def _ids(both: Both, labels: Iterable[str]) -> dict[Node, str]:
    return {(label, code): id_ for label in labels for code, id_ in (await both.ids(label)).items()}


async def walks(both: Both) -> AsyncIterator[Compared]:
    """Shortest paths between random things, all paths between near ones, and what is around some."""
    made, chance = network(both), random.Random(SEED)
    ids = await _ids(both, sorted({label for label, _ in made if label != "Person"}))
    nodes = sorted(each for each in made if each in ids)
    for _ in range(min(PAIRS, both.most)):
        a, b = chance.sample(nodes, 2)
        answer = await shortest_path(both.store, ACCESS, from_=ids[a], to=ids[b], most=10, as_of=both.day)
        length = nx.shortest_path_length(made, a, b) if nx.has_path(made, a, b) else 99
        steps = [_said(each) for each in answer.steps] if answer else []
        sound = _walkable(made, steps)
        expected = (min(length, 11) if length <= 10 else None, True)
        yield Compared("shortest_path", f"{a} {b}", expected, (len(steps) - 1 if steps else None, sound))
    for a in chance.sample(nodes, min(40, both.most // 3, len(nodes))):
        near = sorted(n for n in nx.single_source_shortest_path_length(made, a, cutoff=3) if n in ids and n != a)
        if near:
            yield await _all_paths(both, made, ids, ends=(a, chance.choice(near)))
        yield await _around(both, made, ids, centre=a)


async def _all_paths(both: Both, made: "nx.Graph[Node]", ids: dict[Node, str], *, ends: tuple[Node, Node]) -> Compared:
    a, b = ends
    answer = await paths(both.store, ACCESS, from_=ids[a], to=ids[b], longest=4, cap=CAP, as_of=both.day)
    expected = [_plain(path) for path in islice(nx.all_simple_paths(made, a, b, cutoff=4), 20_000)]
    got = [_plain([_said(each) for each in path.steps]) for path in answer.paths] if answer else []
    if len(expected) > CAP:
        lengths = sorted(map(len, expected))[:CAP]
        return Compared("paths", f"{ends}", (lengths, True), (sorted(map(len, got)), answer and answer.more))
    return Compared("paths", f"{ends}", (bag(expected), False), (bag(got), answer and answer.more))


async def _around(both: Both, made: "nx.Graph[Node]", ids: dict[Node, str], *, centre: Node) -> Compared:
    """Two steps away, but over the types of posts, which lead everywhere."""
    kinds = tuple(sorted({kind for kind, _, _ in ties(both)}))
    got, after = Counter[Any](), None
    while True:
        page = await neighbourhood(
            both.store,
            ACCESS,
            id=ids[centre],
            kinds=kinds,
            depth=2,
            cap=500,
            after=after,
            as_of=both.day,  # type: ignore[arg-type]
        )
        got.update((each.depth, each.node.kind.value, each.node.code) for each in page.nodes) if page else None
        after = page.after if page else None
        if after is None:
            break
    reached = nx.single_source_shortest_path_length(made, centre, cutoff=2)
    expected = Counter((far, *_plain([node])[0]) for node, far in reached.items() if far)
    return Compared("neighbourhood", f"{centre}", expected, got)


def _said(step: PathStep) -> Node:
    return step.node.kind.value, step.node.code or ""


def _plain(path: list[Node]) -> list[tuple[str, str | None]]:
    """A path without who the persons on it are."""
    return [(label, None if label == "Person" else code) for label, code in path]


def _walkable(made: "nx.Graph[Node]", steps: list[Node]) -> bool:
    """Whether each step is a tie of the ledgers; of a person, whether somebody joins what is beside them."""
    for at, (a, b) in enumerate(pairwise(steps)):
        if b[0] == "Person" and at + 2 < len(steps):
            shared = set(made.neighbors(a)) & set(made.neighbors(steps[at + 2]))
            if not any(label == "Person" for label, _ in shared):
                return False
        elif "Person" not in (a[0], b[0]) and not made.has_edge(a, b):
            return False
    return True


def joined(both: Both, partners: _Partners) -> dict[str, set[str]]:
    """The communities that each member unit is joined to, on the day."""
    levels = both.district.levels()
    found: dict[str, set[str]] = defaultdict(set)
    covered = _covered(both)
    for row in partners.members.to_dicts():
        if row["committee"] in partners.joint:
            found[row["unit"]] |= {each for each in covered.get(row["committee"], ()) if levels.get(each) == "村居"}
    return {unit: places for unit, places in found.items() if places}


def _covered(both: Both) -> dict[str, set[str]]:
    """What each organization may cover or serve on the day."""
    found: dict[str, set[str]] = defaultdict(set)
    frame = on(both.district.books.dated("组织覆盖台账", always=True), both.day)
    for organization, covered, served in frame.select("organization", "covered", "served").iter_rows():
        found[organization] |= {each for each in (covered, served) if each}
    return found


async def bridges(both: Both) -> AsyncIterator[Compared]:
    """Units that bridge communities, and what is cut off if each withdraws."""
    partners = _Partners(both)
    places, levels = joined(both, partners), both.district.levels()
    there = {c for j in partners.joint for c in _covered(both).get(j, ()) if levels.get(c) == "村居"}
    shares = _shares(places, there)
    answer = await bridging_units(both.store, ACCESS, first=200, as_of=both.day)
    expected = [(unit, sorted(places[unit]), round(share, 6)) for unit, share in shares.items()]
    expected.sort(key=lambda each: (-len(each[1]), -each[2], each[0]))
    got = [(e.unit.code, [c.code for c in e.communities], e.betweenness) for e in answer.units] if answer else []
    yield Compared("bridging_units", "", (len(there), expected[:200]), (answer and answer.communities, got))
    ids = await both.ids("Organization")
    for unit in both.some(sorted(places)):
        if_gone = await if_withdraws(both.store, ACCESS, unit=ids[unit], as_of=both.day)
        said = {(each.community.code, each.cut.value) for each in if_gone.cut_off} if if_gone else None
        yield Compared("if_withdraws", unit, _cut(places, unit), (said, if_gone and if_gone.parts))


def _shares(places: dict[str, set[str]], there: set[str]) -> dict[str, float]:
    """Betweenness over pairs of communities, by counting shortest ways from both ends."""
    network: dict[str, set[str]] = defaultdict(set)
    for unit, communities in places.items():
        for each in communities:
            network[f"u{unit}"].add(each)
            network[each].add(f"u{unit}")
    known = {each: _ways(network, each) for each in there}
    found = {unit: 0.0 for unit, communities in places.items() if len(communities) > 1}
    for a, b in combinations(sorted(there), 2):
        (far_a, ways_a), (far_b, ways_b) = known[a], known[b]
        for unit in found if b in far_a else ():
            u = f"u{unit}"
            if u in far_a and far_a[u] + far_b[u] == far_a[b]:
                found[unit] += ways_a[u] * ways_b[u] / ways_a[b]
    pairs = len(there) * (len(there) - 1) / 2
    return {unit: share / pairs for unit, share in found.items()}


def _ways(network: dict[str, set[str]], start: str) -> tuple[dict[str, int], dict[str, int]]:
    far, ways, waiting = {start: 0}, Counter({start: 1}), deque([start])
    while waiting:
        here = waiting.popleft()
        for each in network.get(here, ()):
            if each not in far:
                far[each] = far[here] + 1
                waiting.append(each)
            if far[each] == far[here] + 1:
                ways[each] += ways[here]
    return far, dict(ways)


def _cut(places: dict[str, set[str]], gone: str) -> tuple[set[tuple[str, str]], int]:
    """By merging sets: who is joined to whom, with the unit and without it."""
    before = next(part for part in _parts(places) if places[gone] & part)
    left = {unit: communities for unit, communities in places.items() if unit != gone}
    still = set().union(*left.values())
    parts = [part & before for part in _parts(left) if part & before] + [{each} for each in before - still]
    largest = min(parts, key=lambda part: (-len(part), min(part)))
    cut = {(each, "no_unit") for each in before - still}
    return cut | {(each, "apart") for each in (before & still) - largest}, len(parts)


def _parts(places: dict[str, set[str]]) -> list[set[str]]:
    parts: list[set[str]] = []
    for communities in places.values():
        touching = [part for part in parts if part & communities]
        parts = [part for part in parts if not part & communities] + [communities.union(*touching)]
    return parts


async def needs(both: Both) -> AsyncIterator[Compared]:
    """Dormant units, and unmet needs with who could meet them."""
    partners, tree = _Partners(both), both.district.tree(both.day)
    since = both.day.replace(year=both.day.year - 1)
    members = {r["unit"] for r in partners.members.to_dicts() if r["committee"] in partners.joint}
    dormant = [
        (unit, len(partners.by_unit.get(unit, ())), partners.last(unit))
        for unit in sorted(members)
        if not any(held >= since for _, held in partners.by_unit.get(unit, ()))
    ]
    answer = await dormant_units(both.store, ACCESS, since=since, as_of=both.day)
    got = [(each.unit.code, each.activities, each.last_activity) for each in answer.units] if answer else None
    yield Compared("dormant_units", "", dormant, got)
    ids = await both.ids("Place")
    unmet = grouped(on(both.district.books.dated("需求清单"), both.day), "place")
    for code in both.some(sorted(c for c, level in both.district.levels().items() if level == "村居")):
        said = await unmet_needs(both.store, ACCESS, community=ids[code], as_of=both.day)
        expected = bag(
            (need["code"], _helpers(both, partners, tree, code, need["kind"])) for need in unmet.get(code, ())
        )
        yield Compared("unmet_needs", code, expected, said and bag((n.code, _who(n.units)) for n in said.needs))


def _helpers(both: Both, partners: _Partners, tree: dict[str, str], community: str, kind: str) -> list[Any]:
    up = path_up(tree, community)
    beside = {each for each, parent in tree.items() if parent == tree.get(community)} - {community}
    covered, found = _covered(both), []
    for row in partners.members.to_dicts():
        offers = bag(code for code, offered, _ in partners.offered(row["unit"]) if offered == kind)
        for place in covered.get(row["committee"], ()) if row["committee"] in partners.joint and offers else ():
            nearness = "own" if place == community else "above" if place in up else "neighbouring"
            if place in up or place in beside:
                found.append((row["unit"], row["committee"], place, nearness, tuple(offers)))
    return bag(set(found))


def _who(units: Iterable[Any]) -> list[Any]:
    return bag(
        (e.unit.code, e.committee.code, e.place.code, e.nearness.value, tuple(bag(o.code for o in e.offers)))
        for e in units
    )
