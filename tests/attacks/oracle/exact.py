"""Cases of every kind, made at random."""

import datetime as dt
import random
from collections.abc import Callable

from tests.attacks.oracle.callers import Caller
from tests.attacks.oracle.case import At, Case
from tests.attacks.oracle.counts import COUNTS
from tests.attacks.oracle.later import LATER
from tests.attacks.oracle.offices import OFFICES
from tests.attacks.oracle.policy import Policy, Viewer
from tests.attacks.oracle.registers import REGISTERS
from tests.attacks.oracle.values import DAYS
from tests.attacks.oracle.world import World

KINDS: tuple[Callable[[At, random.Random], Case], ...] = (*REGISTERS, *OFFICES, *COUNTS, *LATER)

_policies: dict[tuple[int, Viewer], Policy] = {}


def case(world: World, caller: Caller, chance: random.Random) -> Case:
    """A case for this caller."""
    found = _policies.setdefault((id(world), caller.viewer), Policy(world, caller.viewer))
    day = dt.date.fromisoformat(chance.choice(DAYS))
    return chance.choice(KINDS)(At(caller, found, day), chance)
