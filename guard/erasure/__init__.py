"""Erasure and retention: who was erased, and how long each kind of data is kept.

listing     the list of erasures: what was erased, by opaque id, so that a restored backup can be cleaned again
periods     the retention clock: one period for each kind of data, which the office can set
"""

from guard.erasure.listing import Erasure, Erasures, ListError
from guard.erasure.periods import Kind, Periods

__all__ = ["Erasure", "Erasures", "Kind", "ListError", "Periods"]
