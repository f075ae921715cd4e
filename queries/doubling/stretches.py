"""When facts hold, over a stretch of time rather than on a day: dates as text, which compares as dates do and is quick.

The engine asks of any fact only whether it is certain, so in a question about a stretch every fact that does not hold
throughout is named in a support, and ``When`` says when it holds. A support holds while all its facts do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from queries.doubling.states import CERTAIN, Fact, Support

NEVER_BEGUN = ""
NEVER_ENDED = "~"
"""Before and after every day that can be written."""

Run = tuple[str, str]
"""From a day to the first day on which it is over."""


class Stretch(NamedTuple):
    """A span in text: it may hold from ``may_begin`` to ``may_end``, and surely does from ``begun`` to ``ends``."""

    may_begin: str
    begun: str
    ends: str
    may_end: str

    @property
    def may(self) -> Run:
        """The days on which it may hold."""
        return self.may_begin, self.may_end

    @property
    def sure(self) -> Run:
        """The days on which it surely holds."""
        return self.begun, self.ends


ALL_TIME = Stretch(NEVER_BEGUN, NEVER_BEGUN, NEVER_ENDED, NEVER_ENDED)


@dataclass(slots=True)
class When:
    """When each fact holds, where it is not throughout, from ``first`` to ``last``, both included."""

    first: str
    last: str
    facts: dict[Fact, Stretch] = field(default_factory=dict)
    known: dict[Support, Stretch] = field(default_factory=dict)

    def support(self, cells: Sequence[str | None], at: int, *fact: str) -> Support:
        """The support of one relationship whose four dates are ``cells`` from ``at`` on."""
        since, begun, ends, until = cells[at : at + 4]
        return self.named(
            Stretch(since or NEVER_BEGUN, begun or NEVER_ENDED, ends or NEVER_ENDED, until or NEVER_ENDED), *fact
        )

    def named(self, stretch: Stretch, *fact: str) -> Support:
        """The support of a fact that holds then."""
        if stretch.begun <= self.first and stretch.ends > self.last:
            return CERTAIN
        name = (*fact, str(len(self.facts)))  # the same two ends may be tied twice, each time for a while
        self.facts[name] = stretch
        return frozenset({name})

    def of(self, support: Support) -> Stretch:
        """While all of the support's facts hold."""
        if support not in self.known:
            self.known[support] = meet(self.facts[fact] for fact in support)
        return self.known[support]


def meet(stretches: Iterable[Stretch]) -> Stretch:
    """While all of them hold."""
    since, begun, ends, until = ALL_TIME
    for each in stretches:
        since, begun = max(since, each.may_begin), max(begun, each.begun)
        ends, until = min(ends, each.ends), min(until, each.may_end)
    return Stretch(since, begun, ends, until)


def union(runs: Iterable[Run]) -> list[Run]:
    """The runs without overlaps, in order; those that touch are one."""
    found: list[Run] = []
    for begins, ends in sorted(run for run in runs if run[0] < run[1]):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def common(one: Sequence[Run], other: Sequence[Run]) -> list[Run]:
    """The days that lie in both."""
    return union((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)


def without(runs: Sequence[Run]) -> list[Run]:
    """The days that lie in none of them."""
    edges = [NEVER_BEGUN, *(day for run in union(runs) for day in run), NEVER_ENDED]
    return union(zip(edges[::2], edges[1::2], strict=True))


def may_runs(stretches: Iterable[Stretch]) -> list[Run]:
    """The days on which one of them may hold."""
    return union(each.may for each in stretches)


def sure_runs(stretches: Iterable[Stretch]) -> list[Run]:
    """The days on which one of them surely holds, and those between an end and a start that are written alike.

    Both "2022年3月": that is one renewal, though either alone is a month wide (``queries.doubling.since``).
    """
    sure = [each for each in stretches if each.begun < each.ends]
    begins = {(each.may_begin, each.begun) for each in sure}
    alike = [(each.ends, each.may_end) for each in sure if (each.ends, each.may_end) in begins]
    return union([*(each.sure for each in sure), *alike])
