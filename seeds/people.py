"""People and their households: names, ages, who is whose."""

from dataclasses import dataclass

from seeds.chance import Chance
from seeds.days import LEDGER_DAY
from seeds.words import FEMALE_NEW, FEMALE_OLD, MALE_NEW, MALE_OLD, SURNAMES

HEAD, SPOUSE, CHILD, PARENT, GRANDCHILD, OTHER = "户主", "配偶", "子女", "父母", "孙辈", "其他"

_SHAPES: dict[int, tuple[tuple[tuple[str, ...], float], ...]] = {
    1: (((), 1.0),),
    2: (((SPOUSE,), 0.7), ((CHILD,), 0.2), ((PARENT,), 0.1)),
    3: (((SPOUSE, CHILD), 0.88), ((SPOUSE, PARENT), 0.12)),
    4: (((SPOUSE, CHILD, CHILD), 0.6), ((SPOUSE, CHILD, PARENT), 0.4)),
    5: (((SPOUSE, CHILD, PARENT, PARENT), 0.6), ((SPOUSE, CHILD, CHILD, PARENT), 0.4)),
    6: (((SPOUSE, CHILD, CHILD, PARENT, PARENT), 0.8), ((SPOUSE, CHILD, CHILD, GRANDCHILD, PARENT), 0.2)),
}
_HEAD_AGES = {1: (20, 88), 2: (26, 86), 3: (27, 70), 4: (30, 58), 5: (32, 55), 6: (34, 56)}


@dataclass(slots=True)
class Member:
    """One of a household; ``age`` in years on the day of the ledgers."""

    relation: str
    name: str
    male: bool
    age: float

    @property
    def birth(self) -> int:
        """The day of birth as an ordinal."""
        return LEDGER_DAY - int(self.age * 365.2425)


@dataclass(slots=True)
class Person:
    """Someone with a place in the registers. ``id`` is empty for those whom the office knows without one."""

    name: str
    id: str
    phone: str
    male: bool
    birth: int
    house: str
    micro: int


def household(chance: Chance, size: int, *, surname: str) -> list[Member]:
    """A household of ``size``, its head first; ``surname`` is the head's, blank for any."""
    low, high = _HEAD_AGES[min(size, 6)]
    age = low + chance.random() * (high - low)
    male = chance.yes(0.78 if size > 1 else 0.52)
    family = surname or chance.pick(SURNAMES)
    head = Member(HEAD, family + given_name(chance, age, male=male), male, age)
    shape = chance.weighted(_SHAPES[min(size, 6)])
    members = [head]
    for at in range(size - 1):
        relation = shape[at] if at < len(shape) else OTHER
        members.append(_relative(chance, head, relation, family=family, second=relation in shape[:at]))
    return members


def _relative(chance: Chance, head: Member, relation: str, *, family: str, second: bool) -> Member:
    """A relative of ``head``; ``second`` if there is one of that relation already."""
    drawn = chance.random()
    match relation:
        case "配偶":
            male, age, own = not head.male, max(21.0, head.age - 4 + 7 * drawn), False
        case "子女":
            male, age, own = chance.yes(0.52), max(0.02, head.age - 23 - 11 * drawn - 3 * second), True
        case "父母":
            male, age = (not second) if chance.yes(0.5) else second, min(99.0, head.age + 21 + 9 * drawn)
            own = male
        case "孙辈":
            male, age, own = chance.yes(0.52), max(0.1, head.age - 48 - 6 * drawn), True
        case _:
            male, age, own = chance.yes(0.5), 20 + 45 * drawn, False
    surname = family if own else chance.pick(SURNAMES)
    return Member(relation, surname + given_name(chance, age, male=male), male, age)


def given_name(chance: Chance, age: float, *, male: bool) -> str:
    """A given name of one or two signs, of the fashion in which it was given."""
    random = chance.random
    signs = (MALE_OLD if age > 42 else MALE_NEW) if male else (FEMALE_OLD if age > 42 else FEMALE_NEW)
    first = signs[int(random() * len(signs))]
    return first if random() < 0.22 else first + signs[int(random() * len(signs))]
