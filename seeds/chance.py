"""Chance that is the same on every machine: ``random()`` of a named stream, and helpers of our own on top of it.

Python promises the sequence of ``random()`` for a seed, and nothing about ``choice``, ``shuffle`` or ``sample``. A
stream a purpose means that a change in one part of the district leaves the other parts as they were.
"""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """One stream of chance."""

    def __init__(self, seed: int, purpose: str) -> None:
        """A stream of its own for each purpose."""
        self.random = random.Random(f"{seed}/{purpose}").random

    def below(self, count: int) -> int:
        """A whole number from 0 to ``count - 1``."""
        return int(self.random() * count)

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self.random() * (high - low + 1))

    def yes(self, probability: float) -> bool:
        """Whether it happens this time."""
        return self.random() < probability

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices, each as likely as the others."""
        return choices[int(self.random() * len(choices))]

    def weighted(self, choices: Sequence[tuple[T, float]]) -> T:
        """One of the choices by its weight; weights sum to 1."""
        left = self.random()
        for choice, weight in choices:
            left -= weight
            if left < 0:
                return choice
        return choices[-1][0]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order (Fisher-Yates)."""
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Up to ``count`` different items, without ordering the rest."""
        order = list(items)
        wanted = min(count, len(order))
        for place in range(wanted):
            other = place + self.below(len(order) - place)
            order[place], order[other] = order[other], order[place]
        return order[:wanted]


def shares(total: int, weights: Sequence[float], *, least: int = 0) -> list[int]:
    """``total`` divided by weight into whole parts that sum to it exactly, none below ``least``.

    Raises ValueError when there is not enough for everyone.
    """
    spare = total - least * len(weights)
    if spare < 0:
        raise ValueError(f"{total} cannot be divided into {len(weights)} parts of at least {least}")
    whole = sum(weights)
    exact = [spare * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    by_rest = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_rest[: spare - sum(parts)]:
        parts[at] += 1
    return [part + least for part in parts]
