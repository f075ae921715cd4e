"""What is hidden cannot be computed from what is shown: an attacker with all shown cells of a tree tries."""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guard import suppression
from guard.suppression import month_end, statistics_day, suppressed

Tree = tuple[dict[str, int], dict[str, str]]
"""How many live in houses of each place itself, and what each lies in."""
Rule = Callable[[Mapping[str, int], Mapping[str, str]], frozenset[str]]

FLAT = {"a": "T", "b": "T", "c": "T"}
DEEP = FLAT | {"a1": "a", "a2": "a", "b1": "b", "b2": "b"}


def whole(own: Mapping[str, int], parents: Mapping[str, str]) -> dict[str, int]:
    """The people of each place and of what lies in it; a place without houses has none, and no cell."""
    counts: dict[str, int] = defaultdict(int)
    for place, count in own.items():
        at: str | None = place
        while at:
            counts[at] += count
            at = parents.get(at)
    return dict(counts)


def parted(own: Mapping[str, int], parents: Mapping[str, str]) -> tuple[dict[str, int], dict[str, str]]:
    """The counts and the tree, where the people in a place's own houses are one more part of it.

    The attacker knows how many they are, unless they are few: then that is a thing to find out.
    """
    counts = whole(own, parents)
    above = {place: parents[place] for place in counts if place in parents}
    for place in set(above.values()):
        if own.get(place):
            counts[f"{place} itself"], above[f"{place} itself"] = own[place], place
    return counts, above


def unknown(own: Mapping[str, int], parents: Mapping[str, str], rule: Rule = suppressed) -> set[str]:
    """The hidden cells, and the few in houses of the place itself."""
    counts, _ = parted(own, parents)
    hidden = rule(whole(own, parents), parents)
    return {cell for cell, count in counts.items() if cell in hidden or (cell.endswith(" itself") and count < 5)}


def computed(own: Mapping[str, int], parents: Mapping[str, str], rule: Rule = suppressed) -> set[str]:
    """The hidden cells that follow from the shown ones, by elimination over all equations of the tree."""
    _, above = parted(own, parents)
    cells = sorted(unknown(own, parents, rule))
    equations = [
        [Fraction((above.get(cell) == place) - (cell == place)) for cell in cells] for place in set(above.values())
    ]
    return {cells[at] for at in _determined(equations, len(cells))}


def _determined(rows: list[list[Fraction]], width: int) -> Iterable[int]:
    """The unknowns that have one value only, whatever the right-hand sides: alone in a row of the reduced form."""
    done = 0
    for column in range(width):
        pivot = next((row for row in rows[done:] if row[column]), None)
        if pivot is None:
            continue
        at = next(n for n, row in enumerate(rows) if row is pivot)
        rows[at], rows[done] = rows[done], [cell / pivot[column] for cell in pivot]
        for n, row in enumerate(rows):
            if n != done and row[column]:
                rows[n] = [cell - row[column] * of for cell, of in zip(row, rows[done], strict=True)]
        done += 1
    return [row.index(1) for row in rows if sum(map(bool, row)) == 1]


def bounds(own: Mapping[str, int], parents: Mapping[str, str], rule: Rule = suppressed) -> dict[str, tuple[int, int]]:
    """The least and the greatest that each hidden cell can be, as far as "no count is below zero" tells."""
    counts, above = parted(own, parents)
    cells = unknown(own, parents, rule)
    most = 10 + 2 * sum(own.values())
    known = {cell: (0, most) if cell in cells else (count, count) for cell, count in counts.items()}
    for _ in range(2 * len(counts)):
        for place in set(above.values()):
            _narrow(known, place, [part for part in above if above[part] == place])
    return {cell: known[cell] for cell in cells}


def _narrow(known: dict[str, tuple[int, int]], place: str, parts: list[str]) -> None:
    low, high = (sum(known[part][end] for part in parts) for end in (0, 1))
    known[place] = max(known[place][0], low), min(known[place][1], high)
    for part in parts:
        least = known[place][0] - sum(known[other][1] for other in parts if other != part)
        most = known[place][1] - sum(known[other][0] for other in parts if other != part)
        known[part] = max(known[part][0], least), min(known[part][1], most)


COUNTS = st.one_of(st.integers(0, 6), st.sampled_from([0, 4, 5, 40, 900]))


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[dict[str, int]], dict[str, str]]:
    """Some months of one tree. A place may have houses, or parts, or both, or nothing."""
    size = draw(st.integers(1, 12))
    places = [f"p{number:02}" for number in range(size)]
    parents = {place: draw(st.sampled_from(places[:at])) for at, place in enumerate(places) if at}
    with_houses = draw(st.sets(st.sampled_from(places), min_size=1))
    months = [{place: draw(COUNTS) for place in sorted(with_houses)} for _ in range(draw(st.integers(1, 3)))]
    return months, parents


@settings(max_examples=500, deadline=None)
@given(trees())
@example(([{"a": 3, "b": 40, "c": 50}], FLAT))
@example(([{"a1": 3, "a2": 40, "b1": 50, "b2": 60}], DEEP))
def test_nobody_computes_a_hidden_cell(tree: tuple[list[dict[str, int]], dict[str, str]]) -> None:
    months, parents = tree
    for own in months:
        assert computed(own, parents) == set()
        assert [cell for cell, (low, high) in bounds(own, parents).items() if low == high] == []


@settings(max_examples=300, deadline=None)
@given(trees())
def test_every_small_cell_is_hidden(tree: tuple[list[dict[str, int]], dict[str, str]]) -> None:
    months, parents = tree
    for own in months:
        counts = whole(own, parents)
        assert {place for place, count in counts.items() if count < 5} <= suppressed(counts, parents)


def without_complements(counts: Mapping[str, int], _: Mapping[str, str]) -> frozenset[str]:
    return frozenset(place for place, count in counts.items() if count < 5)


def without_cascade(counts: Mapping[str, int], parents: Mapping[str, str]) -> frozenset[str]:
    tree = suppression._Tree(counts, parents)
    for place in reversed(tree.order):
        tree.protect(place)
    return frozenset(tree.hidden)


def test_the_attacker_wins_where_no_complement_is_hidden() -> None:
    assert computed({"a": 3, "b": 40, "c": 50}, FLAT, without_complements) == {"a"}


def test_the_attacker_wins_where_the_parts_of_a_complement_are_shown() -> None:
    own = {"a": 3, "b1": 50, "b2": 60, "c": 50}
    parents = FLAT | {"b1": "b", "b2": "b"}
    assert computed(own, parents, without_cascade) == {"a", "b"}
    assert computed(own, parents) == set()


def test_parts_that_cannot_hide_one_another_hide_the_place_above() -> None:
    counts = {"T": 140, "a": 40, "b": 100, "a1": 3}
    parents = {"a": "T", "b": "T", "a1": "a"}
    assert suppressed(counts, parents) == {"a", "b", "a1"}


def test_the_few_in_houses_of_the_place_itself_cannot_be_read_off_its_parts() -> None:
    assert suppressed({"T": 93, "a": 40, "b": 50}, FLAT) == {"a", "b"}
    assert suppressed({"T": 100, "a": 40, "b": 50}, FLAT) == frozenset()


def test_a_place_without_houses_hides_nothing() -> None:
    assert suppressed({"T": 93, "a": 3, "b": 40, "c": 50}, FLAT) == {"a", "b"}
    assert suppressed({"T": 43, "a": 3, "c": 40}, FLAT) == {"a", "c"}


@pytest.mark.parametrize("shape", [FLAT, {"a": "T", "b": "T", "b1": "b", "b2": "b"}, FLAT | {"d": "T"}])
def test_who_knows_the_rules_cannot_tell_either(shape: dict[str, str]) -> None:
    """Every tree of small numbers: whatever is shown, each hidden cell could be two things at least."""
    leaves = sorted(shape.keys() - set(shape.values()))
    most = 12 if len(leaves) < 4 else 9
    possible: dict[tuple[tuple[str, int], ...], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    worlds = []
    for numbers in itertools.product(range(most), repeat=len(leaves)):
        counts = whole(dict(zip(leaves, numbers, strict=True)), shape)
        hidden = suppressed(counts, shape)
        view = tuple(sorted((place, count) for place, count in counts.items() if place not in hidden))
        for cell in hidden:
            possible[view][cell].add(counts[cell])
        worlds.append((max(numbers), view))
    views = {view for top, view in worlds if top < most - 4}
    told = {cell for view in views for cell, values in possible[view].items() if len(values) < 2}
    assert told == set()


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2026-10-31", "2026-10-31"),
        ("2026-11-01", "2026-10-31"),
        ("2026-11-29", "2026-10-31"),
        ("2024-03-30", "2024-02-29"),
    ],
)
def test_statistics_come_for_month_ends_only(day: str, end: str) -> None:
    assert month_end(dt.date.fromisoformat(day)) == dt.date.fromisoformat(end)


def test_a_month_that_is_not_over_has_no_statistics() -> None:
    today = dt.date(2026, 11, 24)
    assert statistics_day(dt.date(2027, 5, 1), today=today) == dt.date(2026, 10, 31)
