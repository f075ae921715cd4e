"""What was read before and is kept, within a bound of entries and of weight: a text can take a megabyte."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Kept(Generic[T]):
    """The entries used last. One that alone outweighs the bound is not kept at all."""

    entries_most: int
    weight_most: int
    weight: int = 0
    _kept: OrderedDict[str, tuple[T, int]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def get(self, key: str) -> T | None:
        """What is kept under ``key``."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def keep(self, key: str, value: T, *, weight: int) -> None:
        """Keep ``value``, and let go of what was used longest ago until there is room."""
        if weight > self.weight_most:
            return
        with self._lock:
            self.weight += weight - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = (value, weight)
            while len(self._kept) > self.entries_most or self.weight > self.weight_most:
                self.weight -= self._kept.popitem(last=False)[1][1]
