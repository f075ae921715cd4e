"""The states that are possible, against every one of the 2ⁿ worlds, which only small cases allow to be walked."""

from collections.abc import Iterator
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from queries.doubling.states import (
    Case,
    Fact,
    Holding,
    Identities,
    State,
    Support,
    holder_states,
    place_states,
)

FACTS: list[Fact] = [("F", str(number)) for number in range(6)]
supports = st.frozensets(st.sampled_from(FACTS), max_size=2)
people = st.sampled_from(["甲", "乙", "丙"])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Posts with supports, some facts shared; holders hold recorded posts, so they need the post's facts as well."""
    lefts = draw(st.lists(supports, max_size=2))
    links = [draw(supports) | draw(st.sampled_from(lefts)) for _ in range(draw(st.integers(0, 2)))] if lefts else []
    left = _holdings(draw, "L", lefts)
    right = _holdings(draw, draw(st.sampled_from(["R", "L"])), links)
    return Case(lefts, links, left, right)


def _holdings(draw: st.DrawFn, side: str, posts: list[Support]) -> list[Holding]:
    return [
        Holding(draw(people), f"{side}{number}", support | draw(supports))
        for number, support in enumerate(posts)
        for _ in range(draw(st.integers(0, 2)))
    ]


def worlds(*known: Support) -> Iterator[Support]:
    """Every world of the facts there are."""
    facts = sorted(set().union(*known))
    return map(frozenset, chain.from_iterable(combinations(facts, size) for size in range(len(facts) + 1)))


def state_in(case: Case, world: Support, pairs: frozenset[frozenset[str]]) -> State:
    """DOMAIN 4's table read out, for a world in which every fact is true or false."""
    if not any(support <= world for support in case.lefts):
        return State.NO_LEFT_POST
    if not any(support <= world for support in case.links):
        return State.NO_RIGHT_POST
    left = {(each.person, each.post) for each in case.left if each.support <= world}
    right = {(each.person, each.post) for each in case.right if each.support <= world}
    for person, post in left:
        for other, another in right:
            judged = ("SAME", *sorted((person, other))) in world and frozenset((person, other)) in pairs
            if post != another and (person == other or judged):
                return State.DOUBLED
    return {
        (True, True): State.SPLIT,
        (False, True): State.LEFT_VACANT,
        (True, False): State.RIGHT_VACANT,
        (False, False): State.BOTH_VACANT,
    }[bool(left), bool(right)]


@given(cases(), st.sampled_from([frozenset(), frozenset({frozenset(("甲", "乙"))})]))
def test_possible_states_are_those_of_all_worlds(case: Case, pairs: frozenset[frozenset[str]]) -> None:
    same: Support = frozenset(("SAME", *sorted(pair)) for pair in pairs)
    known = [*case.lefts, *case.links, *(each.support for each in (*case.left, *case.right)), same]
    everywhere = {state_in(case, world, pairs) for world in worlds(*known)}
    assert place_states(case, Identities(pairs)) == everywhere


@given(st.lists(supports, min_size=1, max_size=2), st.data())
def test_possible_states_of_a_left_holder_are_those_of_all_worlds(lefts: list[Support], data: st.DataObject) -> None:
    doubles = [data.draw(st.sampled_from(lefts)) | data.draw(supports) for _ in range(data.draw(st.integers(0, 2)))]
    everywhere = {
        State.DOUBLED if any(double <= world for double in doubles) else State.SINGLE
        for world in worlds(*lefts, *doubles)
        if any(left <= world for left in lefts)
    }
    assert holder_states(lefts, doubles) == everywhere


def test_everything_certain_is_one_state() -> None:
    sure: Support = frozenset()
    case = Case([sure], [sure], [Holding("甲", "S", sure)], [Holding("乙", "D", sure)])
    assert place_states(case) == {State.SPLIT}


def test_shared_coverage_is_one_fact_and_not_two() -> None:
    """Both posts stand on the same possible coverage: either both are there or neither."""
    shared: Support = frozenset({("AT", "branch", "G")})
    case = Case([shared], [shared], [Holding("甲", "S", shared)], [Holding("甲", "D", shared)])
    assert place_states(case) == {State.NO_LEFT_POST, State.DOUBLED}
