"""Strings that are code elsewhere are strings here, in every place that takes one."""

import random

from api.schema import schema
from tests.attacks.injections import injected
from tests.attacks.places import places
from tests.attacks.serving import Served
from tests.attacks.strings import strings

PLACES = 40
"""In the suite, places and strings are drawn anew each time; the command tries every string in every place."""


def test_no_string_has_an_effect(served: Served) -> None:
    every = places(schema()._schema)
    roots = [place for place in every if place.name.startswith(("Query.", "Mutation."))]
    drawn = random.sample(roots, PLACES)
    told = injected(served, random.sample(strings(500), 3), drawn)
    assert not told.effects, [place.name for place in drawn]


def test_the_walk_reaches_roots_steps_and_input_objects() -> None:
    names = {place.name for place in places(schema()._schema)}
    assert {"Query.house(code)", "Query.personHouses(idNumber)", "House.residents(after)"} <= names
    assert {"Mutation.addDoublingRule(input.zh)", "Mutation.addDoublingRule(input.leftType[])"} <= names
