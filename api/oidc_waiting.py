"""Sign-ins that wait for the provider's word: kept in memory for ten minutes, each for one browser and for one use.

A restart forgets them, and whoever was under way begins again. An origin that begins many loses its own oldest first,
so that it takes many machines to push out another's.
"""

import hmac
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from guard.accounts.secrets import fingerprint, new_secret

LASTS = 600
"""Seconds."""
OF_ONE_ORIGIN, IN_ALL = 100, 10_000


@dataclass(frozen=True, slots=True)
class Begun:
    """What a sign-in begins with. ``browser`` is for a cookie, ``verifier`` for the exchange (RFC 7636)."""

    state: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    browser: str = field(repr=False)


@dataclass(slots=True)
class Waiting:
    """Those of one server."""

    clock: Callable[[], float] = time.monotonic
    _kept: OrderedDict[str, tuple[float, str, Begun]] = field(default_factory=OrderedDict)

    def begin(self, origin: str) -> Begun:
        """A sign-in of a browser at ``origin``."""
        self._forget(origin)
        begun = Begun(new_secret(), new_secret(), new_secret(), new_secret())
        self._kept[fingerprint(begun.state)] = (self.clock() + LASTS, origin, begun)
        return begun

    def take(self, state: str, browser: str) -> Begun | None:
        """The sign-in of this state, once, for the browser that began it."""
        ends, origin, begun = self._kept.pop(key := fingerprint(state), (0.0, "", None))
        if begun is None or ends <= self.clock():
            return None
        if not hmac.compare_digest(begun.browser.encode(), browser.encode()):
            self._kept[key] = (ends, origin, begun)  # another browser's guess does not end it
            return None
        return begun

    def _forget(self, origin: str) -> None:
        now = self.clock()
        while self._kept and (len(self._kept) >= IN_ALL or next(iter(self._kept.values()))[0] <= now):
            self._kept.popitem(last=False)
        mine = [key for key, (_, whose, _) in self._kept.items() if whose == origin]
        for key in mine[: max(0, len(mine) - OF_ONE_ORIGIN + 1)]:
            del self._kept[key]
