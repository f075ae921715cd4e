"""The small district, made from a seed: people in two areas, former residents, merged communities, posts of towns."""

import datetime as dt
import random
from dataclasses import dataclass, field

from tests.attacks.oracle.affairs import affairs
from tests.attacks.oracle.canaries import Mint
from tests.attacks.oracle.people import people
from tests.attacks.oracle.world import ALWAYS, Dates, World

TOWNS = {"t1": ("c1", "c2", "c3"), "t2": ("c4", "c5", "c5old"), "t3": ("c6",)}
REFORM = dt.date(2019, 1, 1)
ENDED, BEGUN = Dates(until=(REFORM, REFORM)), Dates((REFORM, REFORM))
LASTING = {"c5": BEGUN, "c5old": ENDED}
"""How long communities lie in their towns, of those that are not as old as the district."""
PUBLIC = ("secretary", "director", "grid_head", "delegate")
VOLUNTEER = ("micro_head", "building_head", "group_leader")
RULES = {
    "R1": ("secretary", "director", "same_place", "community"),
    "R3": ("micro_head", "group_leader", "right_within_left", "micro_grid"),
    "RV": ("micro_head", "building_head", "right_within_left", "left_holder"),
    "RK": ("building_head", "building_head", "same_organization", "compound"),
    "RS": ("secretary", "director", "same_organization", "left_holder"),
    "RM": ("grid_head", "micro_head", "right_within_left", "left_holder"),
    "RH": ("secretary", "grid_head", "right_within_left", "left_holder"),
    "RF": ("secretary", "delegate", "right_within_left", "left_holder"),
    "RG": ("grid_head", "micro_head", "right_within_left", "left_holder"),
}
FORBIDDEN = frozenset({"RF", "RG"})


@dataclass(slots=True)
class Making:
    """A world while it is made."""

    world: World
    mint: Mint
    chance: random.Random
    homes: list[str] = field(default_factory=list)


def make(seed: int, *, today: dt.date, persons: int = 110) -> World:
    """The district of this seed."""
    chance = random.Random(seed)
    making = Making(World(today), Mint(chance, today), chance)
    _places(making.world)
    _derive(making.world)
    for community in making.world.ids("Place", level="community"):
        _buildings(making, community)
    _odd_houses(making)
    _organizations(making.world)
    _posts(making.world)
    affairs(making)
    _derive(making.world)
    people(making, persons)
    return making.world


def _places(world: World) -> None:
    _place(world, "d", "district", None)
    for town, communities in TOWNS.items():
        _place(world, town, "town", "d")
        for community in communities:
            _place(world, community, "community", town, LASTING.get(community, ALWAYS))
            _place(world, f"{community}g", "grid", community)
            _place(world, f"{community}m", "micro_grid", f"{community}g")
    world.tie("SUCCEEDS", "c5", "c5old", Dates((REFORM, REFORM)))
    _place(world, "xg", "grid", None)


def _place(world: World, name: str, level: str, above: str | None, dates: Dates = ALWAYS) -> None:
    world.add("Place", name, code=f"P-{name}", name=f"place {name}", level=level)
    if above:
        world.tie("PART_OF", name, above, dates)


def _buildings(making: Making, community: str) -> None:
    """A compound with a building of houses, and a village house in no building."""
    world = making.world
    building, compound = f"b-{community}", f"k-{community}"
    world.add("Building", building, code=f"B-{community}", name=f"building {community}")
    world.add("Compound", compound, code=f"K-{community}", name=f"compound {community}")
    world.tie("WITHIN", building, f"{community}m")
    world.tie("WITHIN", compound, community)
    world.tie("OF_COMPOUND", building, compound)
    for at in range(3):
        house = _house(making, f"{community}-{at}")
        world.tie("IN_BUILDING", house, building)
    world.tie("WITHIN", _house(making, f"{community}-v"), community)


def _house(making: Making, name: str) -> str:
    making.world.add("House", f"h-{name}", code=f"H-{name}", address=f"street {name}", use="dwelling")
    making.homes.append(f"h-{name}")
    return f"h-{name}"


def _odd_houses(making: Making) -> None:
    """One that has moved from a community's building to another's, and one that lies in no community."""
    moved = _house(making, "moved")
    making.world.tie("IN_BUILDING", moved, "b-c1", ENDED)
    making.world.tie("IN_BUILDING", moved, "b-c4", Dates((REFORM, REFORM)))
    making.world.tie("WITHIN", _house(making, "nowhere"), "xg")


def _organizations(world: World) -> None:
    for community in world.ids("Place", level="community"):
        _organization(world, f"o-{community}", "residents_committee")
        world.tie("COVERS", f"o-{community}", community)
        _organization(world, f"s-{community}", "sole_trader")
        world.tie("LOCATED_AT", f"s-{community}", f"h-{community}-0")
    for place in ("c1", "c4", "t1", "d"):
        _organization(world, f"j-{place}", "joint_committee")
        world.tie("COVERS", f"j-{place}", place)
    for unit in ("u1", "u2", "u3"):
        _organization(world, unit, "agency")
        for committee in ("j-c1", "j-c4", "j-t1", "j-d"):
            world.tie("MEMBER_OF", unit, committee)
    _organization(world, "m1", "property")
    world.tie("MANAGES", "m1", "k-c2", regime="market")
    world.tie("LOCATED_AT", "m1", "h-c3-1")
    _organization(world, "nowhere", "enterprise")


def _organization(world: World, name: str, kind: str) -> None:
    world.add("Organization", name, code=f"O-{name}", name=f"organization {name}", kind=kind)


def _posts(world: World) -> None:
    for kind in (*PUBLIC, *VOLUNTEER):
        world.add("PostType", f"pt-{kind}", code=kind, zh=kind, en=kind, volunteer=kind in VOLUNTEER)
    for code, (left, right, linkage, over) in RULES.items():
        sort = "forbidden" if code in FORBIDDEN else "expected"
        world.add("DoublingRule", f"r-{code}", code=code, linkage=linkage, kind=sort, countedOver=over)
        world.tie("LEFT", f"r-{code}", f"pt-{left}")
        world.tie("RIGHT", f"r-{code}", f"pt-{right}")
    for community in world.ids("Place", level="community"):
        _posts_of(world, community)
    _organization(world, "o-cross", "residents_committee")
    world.tie("COVERS", "o-cross", "c6")
    _post(world, "ws-cross", "o-cross", "secretary", "c1")
    _post(world, "wd-cross", "o-cross", "director", None)
    _post(world, "w-town", "j-t1", "secretary", "t1")
    _post(world, "w-town3", "o-c6", "director", "t3")
    _post(world, "w-district", "j-d", "director", "d")
    _post(world, "w-managed", "m1", "director", None)
    _post(world, "w-nowhere", "nowhere", "director", None)
    _delegates(world)
    _post(world, "w-both", "j-d", "director", "t1")  # for two places, of which an area may have one
    world.tie("FOR", "w-both", "t2")
    _post(world, "wg-both", "o-c1", "grid_head", "c1g")
    world.tie("FOR", "wg-both", "xg")


def _posts_of(world: World, c: str) -> None:
    committee = f"o-{c}"
    _post(world, f"ws-{c}", committee, "secretary", c)
    _post(world, f"wd-{c}", committee, "director", None)
    _post(world, f"wg-{c}", committee, "grid_head", f"{c}g")
    _post(world, f"wm-{c}", committee, "micro_head", f"{c}m")
    _post(world, f"wb-{c}", committee, "building_head", f"b-{c}")
    _post(world, f"wl-{c}", committee, "group_leader", f"b-{c}")
    _post(world, f"wk-{c}", committee, "building_head", f"k-{c}")


def _delegates(world: World) -> None:
    """Delegates of every unit; one whose post is for a place elsewhere, and one who is a volunteer."""
    for unit in ("u1", "u2"):
        for committee in ("j-c1", "j-c4", "j-t1", "j-d"):
            _post(world, f"wx-{unit}-{committee}", committee, "delegate", None, behalf=unit)
    _post(world, "wx-elsewhere", "j-c1", "delegate", "c6", behalf="u3")
    _post(world, "wx-volunteer", "j-c1", "building_head", None, behalf="u3")


def _post(world: World, name: str, at: str, kind: str, target: str | None, *, behalf: str | None = None) -> None:
    world.add("Post", name, code=f"W-{name}", title=f"{kind} {name}", seats=1)
    world.tie("IN", name, at)
    world.tie("OF", name, f"pt-{kind}")
    if target:
        world.tie("FOR", name, target)
    if behalf:
        world.tie("ON_BEHALF_OF", name, behalf)


def _derive(world: World) -> None:
    """Where everything lies on today's tree; a tie that has ended counts only where there is no other."""
    for label in ("Place", "Building", "Compound", "House"):
        for node in world.ids(label):
            world.nodes[node].props["community"] = _community(world, node)


def _community(world: World, node: str | None) -> str | None:
    while node is not None:
        if world.nodes[node].props.get("level") == "community":
            return node
        ties = list(world.of("PART_OF", "WITHIN", "IN_BUILDING", source=node))
        node = next((t.target for t in ties if t.dates.may_hold(world.today)), None)
    return None
