"""How often the door notes attempts that cost whoever makes them nothing: so many of one origin in a window.

The audit forgets nothing, and waits for the disk at each entry: who needs no account could fill it, and slow it down.
Kept in memory, for a bounded number of origins; a restart forgets.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

WINDOW = 15 * 60
"""Seconds; as long as the longest wait between two sign-ins."""
ORIGINS_KEPT = 10_000


@dataclass(slots=True)
class Seldom:
    """At most ``most`` notes of an origin in a window, which begins with its first."""

    most: int
    clock: Callable[[], float] = time.monotonic
    _noted: OrderedDict[str, tuple[float, int]] = field(default_factory=OrderedDict)

    def may(self, origin: str) -> bool:
        """Whether one more may be noted; it is then counted."""
        now = self.clock()
        ends, noted = self._noted.get(origin, (0.0, 0))
        if now >= ends:
            self._noted.pop(origin, None)
            ends, noted = now + WINDOW, 0
        if noted >= self.most:
            return False
        self._noted[origin] = (ends, noted + 1)
        if len(self._noted) > ORIGINS_KEPT:
            self._noted.popitem(last=False)
        return True
