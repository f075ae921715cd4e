"""Python's cycle collector, kept from walking millions of live rows over and over.

A load, or the answer to a large question, makes many objects and no cycles: with the usual thresholds a third of a
load's own time, and a quarter of a doubling's, goes into looking for some.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 200_000


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for cycles after every 200,000 new objects instead of every 700."""
    usual = gc.get_threshold()
    gc.set_threshold(OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
