"""What clerks ask: the documents written for them, with values of the world."""

import random
import re
from typing import Any

from api.trusted import served
from guard.roles import Role
from tests.attacks.oracle.making import RULES
from tests.attacks.oracle.questions import Question
from tests.attacks.oracle.values import DAYS, IDS
from tests.attacks.oracle.world import World

VARIABLE = re.compile(r"\$(\w+): ?\w+(!?)[,)]")


def document(role: Role, world: World, chance: random.Random) -> Question:
    """One of the documents of a role."""
    found = chance.choice([each for each in served().values() if role in each.roles and "\nmutation" not in each.text])
    head = found.text[: found.text.index("{")]
    named = {
        name: _value(name, world, chance) for name, must in VARIABLE.findall(head) if must or chance.random() < 0.6
    }
    return Question(found.text, {name: value for name, value in named.items() if value is not None})


def _value(name: str, world: World, chance: random.Random) -> Any:
    if name == "day":
        return chance.choice(DAYS)
    if name == "idNumber":
        return chance.choice(list(world.numbers.values()))
    if name == "rule":
        return chance.choice(list(RULES))
    if name == "code":
        return chance.choice([n.props["code"] for n in world.nodes.values() if "code" in n.props])
    if name == "community":
        return chance.choice(world.ids("Place", level="community"))
    if name == "by":
        return chance.choice(("TOWN", "COMMUNITY"))
    label = IDS.get(name, "Place")
    return chance.choice(world.ids(label))
