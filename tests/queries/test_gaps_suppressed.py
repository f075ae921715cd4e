"""Who lives where they are registered, and who does not, cannot be told from the other counts of residents either: an
attacker with every shown cell of both questions tries.
"""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from queries.residents_by_place import Cells, told
from tests.guard.test_suppression import DEEP, FLAT, _determined, whole

Own = dict[str, tuple[int, int, int]]
"""By place: how many in its own houses live where they are registered, are registered alone, and live there alone."""
KINDS = ("together", "apart", "unregistered", "registered", "residents")
SUMS = (("registered", "together", "apart"), ("residents", "together", "unregistered"))
Cell = tuple[str, str]


def counted(own: Own, parents: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Every count of every place, by kind."""
    parts = [{place: three[at] for place, three in own.items()} for at in range(3)]
    found = dict(zip(KINDS, (whole(part, parents) for part in parts), strict=False))
    for total, one, other in SUMS:
        found[total] = {place: found[one][place] + found[other][place] for place in found[one]}
    return found


def shown(own: Own, parents: Mapping[str, str]) -> Cells:
    counts = counted(own, parents)
    return told(counts["residents"], counts["registered"], counts["together"], parents=parents)


def unknown(own: Own, parents: Mapping[str, str]) -> set[Cell]:
    """What the attacker does not see. They know how many are in a place's own houses, unless they are few of a kind."""
    cells, places = shown(own, parents), counted(own, parents)["together"]
    hidden = {(kind, place) for kind in KINDS[:3] for place in places if place not in cells.gaps}
    hidden |= {("registered", place) for place in places if place not in cells.registered}
    hidden |= {("residents", place) for place in places if place not in cells.residents}
    for place, three in own.items():
        if place in parents.values():
            hidden |= {(kind, f"{place} itself") for kind in KINDS[:3] if any(0 < each < 5 for each in three)}
            hidden |= {(total, f"{place} itself") for total, *_ in SUMS if 0 < _total(three, total) < 5}
    return hidden


def _total(three: tuple[int, int, int], kind: str) -> int:
    return three[0] + (three[1] if kind == "registered" else three[2])


def equations(own: Own, parents: Mapping[str, str]) -> list[dict[Cell, int]]:
    """What adds up: a place and its parts, and each count and the two cells that it is made of."""
    places = counted(own, parents)["together"].keys()
    above = {place: parents[place] for place in places if parents.get(place) in places}
    above |= {f"{place} itself": place for place in set(above.values()) if place in own}
    found = [
        {(kind, place): -1} | {(kind, part): 1 for part in above if above[part] == place}
        for kind in KINDS
        for place in set(above.values())
    ]
    every = [*places, *(part for part in above if part.endswith(" itself"))]
    found += [{(total, p): -1, (one, p): 1, (other, p): 1} for total, one, other in SUMS for p in every]
    return found


def computed(own: Own, parents: Mapping[str, str]) -> set[Cell]:
    """The hidden cells that follow from the shown ones."""
    cells = sorted(unknown(own, parents))
    rows = [[Fraction(each.get(cell, 0)) for cell in cells] for each in equations(own, parents)]
    return {cells[at] for at in _determined(rows, len(cells))}


def bounds(own: Own, parents: Mapping[str, str]) -> dict[Cell, tuple[int, int]]:
    """The least and the greatest that each hidden cell can be, as far as "no count is below zero" tells; that nobody
    lives in houses that there are not is no secret.
    """
    counts = counted(own, parents)
    values = {(kind, place): count for kind, each in counts.items() for place, count in each.items()}
    for place, three in own.items():
        values |= {(kind, f"{place} itself"): count for kind, count in zip(KINDS, three, strict=False)}
        values |= {(total, f"{place} itself"): _total(three, total) for total, *_ in SUMS}
    hidden, most = unknown(own, parents), 10 + 2 * sum(map(sum, own.values()))
    known = {cell: (0, most) if cell in hidden else (value, value) for cell, value in values.items()}
    for _ in range(3 * len(counts["together"])):
        for equation in equations(own, parents):
            for cell in equation:
                known[cell] = _narrowed(known, equation, cell)
    return {cell: known[cell] for cell in hidden if values[cell] or not cell[1].endswith(" itself")}


def _narrowed(known: dict[Cell, tuple[int, int]], equation: dict[Cell, int], cell: Cell) -> tuple[int, int]:
    """The range of one cell, when the others of its equation are within theirs."""
    low = high = 0
    for other, sign in equation.items():
        if other != cell:
            ends = sorted(-sign * equation[cell] * end for end in known[other])
            low, high = low + ends[0], high + ends[1]
    return max(known[cell][0], low), min(known[cell][1], high)


COUNTS = st.one_of(st.integers(0, 6), st.sampled_from([0, 4, 5, 40, 900]))


@st.composite
def trees(draw: st.DrawFn) -> tuple[Own, dict[str, str]]:
    size = draw(st.integers(1, 9))
    places = [f"p{number}" for number in range(size)]
    parents = {place: draw(st.sampled_from(places[:at])) for at, place in enumerate(places) if at}
    with_houses = draw(st.sets(st.sampled_from(places), min_size=1))
    return {place: draw(st.tuples(COUNTS, COUNTS, COUNTS)) for place in sorted(with_houses)}, parents


@settings(max_examples=300, deadline=None)
@given(trees())
@example(({"a": (90, 3, 9), "b": (90, 9, 9), "c": (90, 9, 9)}, FLAT))
@example(({"a1": (90, 9, 0), "a2": (90, 3, 9), "b1": (90, 40, 9), "b2": (90, 40, 9)}, DEEP))
@example(({"a": (90, 2, 60), "b": (90, 50, 1), "c": (90, 50, 50)}, FLAT))
def test_nobody_computes_a_hidden_cell(tree: tuple[Own, dict[str, str]]) -> None:
    own, parents = tree
    assert computed(own, parents) == set()
    assert [cell for cell, (low, high) in bounds(own, parents).items() if low == high] == []


@settings(max_examples=200, deadline=None)
@given(trees())
def test_every_small_cell_is_hidden_and_so_are_those_it_follows_from(tree: tuple[Own, dict[str, str]]) -> None:
    own, parents = tree
    cells, counts = shown(own, parents), counted(own, parents)
    small = {place for kind in KINDS for place, count in counts[kind].items() if count < 5}
    assert not small & cells.gaps.keys()
    assert cells.gaps.keys() <= cells.residents.keys() & cells.registered.keys()


def test_a_place_is_told_of_as_a_whole() -> None:
    own = {"a": (90, 30, 20), "b": (80, 10, 20), "c": (70, 10, 20)}
    found = shown(own, FLAT).gaps
    assert {p: (each.together, each.apart, each.unregistered) for p, each in found.items()} == own | {
        "T": (240, 50, 60)
    }


def test_a_small_cell_hides_the_two_that_it_follows_from_and_its_complements() -> None:
    own = {"a": (90, 3, 20), "b": (80, 10, 20), "c": (70, 10, 20)}
    cells = shown(own, FLAT)
    assert cells.gaps.keys() == {"T", "c"}
    assert cells.residents.keys() == cells.registered.keys() == {"T", "a", "b", "c"}
