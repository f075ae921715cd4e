"""Who holds a pair of posts through four terms, so that a wanted state (DOMAIN 4) shows on a day of each."""

from dataclasses import dataclass
from enum import StrEnum

from seeds.chance import Chance
from seeds.days import Day, day, year_of
from seeds.people import Person


class State(StrEnum):
    """States of a place under a doubling rule."""

    DOUBLED = "DOUBLED"
    SPLIT = "SPLIT"
    LEFT_VACANT = "LEFT_VACANT"
    RIGHT_VACANT = "RIGHT_VACANT"
    BOTH_VACANT = "BOTH_VACANT"
    UNCERTAIN = "UNCERTAIN"
    NO_POST = "NO_POST"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office, and the day in it on which the planted state holds for certain."""

    since: int
    until: int | None
    check: int


@dataclass(frozen=True, slots=True)
class Spell:
    """One person in one post for a time."""

    person: Person
    since: Day
    until: Day


TERMS = (
    Term(day(2016, 1, 11), day(2018, 9, 10), day(2017, 6, 30)),
    Term(day(2018, 9, 10), day(2021, 1, 15), day(2019, 10, 31)),
    Term(day(2021, 1, 15), day(2026, 1, 16), day(2023, 6, 30)),
    Term(day(2026, 1, 16), None, day(2026, 10, 31)),
)
DOUBLED_SHARE = (0.5, 0.66, 0.8, 0.85)
"""How many are doubled in each term: the reform took its time."""
_OTHERS = (State.SPLIT, State.UNCERTAIN, State.LEFT_VACANT, State.SPLIT, State.RIGHT_VACANT, State.BOTH_VACANT)


def terms(chance: Chance, *, until: int | None = None) -> list[Term]:
    """The terms of one community: elections fall on different days; a merger ends the last term."""
    late = chance.between(0, 21)
    made = [
        Term(t.since + late, None if t.until is None else t.until + late, t.check)
        for t in TERMS
        if until is None or t.since < until
    ]
    if until is not None:
        last = made[-1]
        made[-1] = Term(last.since, until, min(last.check, until - 60))
    return made


def states(chance: Chance, count: int) -> list[list[State]]:
    """For each of ``count`` places its state in every term; every kind of state comes up where there is room."""
    columns = [_states_of_a_term(chance, count, term=at) for at in range(len(TERMS))]
    return [[column[place] for column in columns] for place in range(count)]


def _states_of_a_term(chance: Chance, count: int, *, term: int) -> list[State]:
    others = min(max(2, round(count * (1 - DOUBLED_SHARE[term]))), count - 1)
    kinds = [_OTHERS[(at + term) % len(_OTHERS)] for at in range(others)]
    return chance.shuffled(kinds + [State.DOUBLED] * (count - others))


def pair(
    chance: Chance, periods: list[Term], wanted: list[State], team: list[Person]
) -> tuple[list[Spell], list[Spell]]:
    """The spells of the left and of the right post that show the ``wanted`` states.

    Whoever leads goes on into the next term more often than not. Without a gap that is one doubling, not two.
    """
    left: list[Spell] = []
    right: list[Spell] = []
    lead = 0
    for term, state in zip(periods, wanted, strict=True):
        lead = lead if chance.yes(0.55) else (lead + 1) % len(team)
        first, second = team[lead], team[(lead + 2) % len(team)]
        _term(chance, term, state, (first, second), left, right)
    return left, right


def _term(
    chance: Chance, term: Term, state: State, who: tuple[Person, Person], left: list[Spell], right: list[Spell]
) -> None:
    first, second = who
    gone = term.check - chance.between(45, 150)
    whole, begun = Spell(first, term.since, term.until), max(gone, term.since + 30)
    match state:
        case State.DOUBLED | State.NO_POST:
            left.append(whole)
            right.append(whole)
        case State.SPLIT:
            left.append(whole)
            right.append(Spell(second, term.since, term.until))
        case State.LEFT_VACANT:
            left.append(Spell(first, term.since, begun))
            right.append(Spell(second, term.since, term.until))
        case State.RIGHT_VACANT:
            left.append(whole)
            right.append(Spell(second, term.since, begun))
        case State.BOTH_VACANT:
            left.append(Spell(first, term.since, begun))
            right.append(Spell(first, term.since, begun))
        case State.UNCERTAIN:
            left.append(whole)
            _uncertain(term, first, right)


def _uncertain(term: Term, person: Person, right: list[Spell]) -> None:
    """The right post ends some day of the check day's year; it began before that year, so that no end precedes it."""
    year = year_of(term.check)
    since = min(term.since, day(year - 1, 10, 20))
    last = right[-1] if right else None
    if last and isinstance(last.until, int) and last.until > since:
        right.pop()
        if isinstance(last.since, int) and last.since < since:
            right.append(Spell(last.person, last.since, since))
    right.append(Spell(person, since, f"{year}年"))
