"""What units, firms and communities do: needs and offers, activities, lists, standards. None of it is about anybody."""

import datetime as dt
from typing import TYPE_CHECKING

from tests.attacks.oracle.world import World

if TYPE_CHECKING:
    from tests.attacks.oracle.making import Making

HELD = (dt.date(2019, 6, 1), dt.date(2023, 5, 15), dt.date(2026, 6, 1))
"""Days of activities: of those that are nobody's."""
KINDS = ("venue", "law")


def affairs(making: "Making") -> None:
    """A need in each community, offers and activities of the units, a list entry, a standard, and floor areas."""
    world = making.world
    for at, community in enumerate(world.ids("Place", level="community")):
        world.add("Need", f"n-{community}", code=f"N-{community}", kind=KINDS[at % 2], title=f"need of {community}")
        world.tie("NEEDS", community, f"n-{community}")
    for at, unit in enumerate(("u1", "u2", "u3")):
        world.add("Offer", f"f-{unit}", code=f"F-{unit}", kind=KINDS[at % 2], title=f"offer of {unit}")
        world.tie("OFFERS", unit, f"f-{unit}")
    _activities(world)
    world.add("ListEntry", "e-1", code="E-1", colour="red", reason="kept well")
    world.tie("LISTED", "m1", "e-1")
    world.add("OccupancyStandard", "st-1", code="ST-1", squareMetres=30.0, document="standard")
    world.tie("APPLIES_TO", "st-1", "d")
    for house in world.ids("House"):
        world.nodes[house].props["floorArea"] = making.chance.choice((25.0, 60.0, 90.0, 150.0))


def _activities(world: World) -> None:
    for at, (unit, place) in enumerate((("u1", "c1"), ("u2", "c1"), ("u1", "c4"))):
        world.add("Activity", f"a-{at}", code=f"A-{at}", title=f"activity {at}", kind="culture", heldOn=HELD[at])
        world.tie("TOOK_PART", unit, f"a-{at}")
        world.tie("AT", f"a-{at}", place)
