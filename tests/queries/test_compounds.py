"""Compounds by regime, firm and list colour on a day, and the firms in the black list that still manage."""

import pytest

from graph.model.dates import Certainty
from graph.model.nodes.compound import Regime
from graph.model.nodes.list_entry import ListColour
from queries.compounds_by_regime import compounds_by_regime
from tests.accesses import ungranted
from tests.queries.conftest import Asking
from tests.queries.world import World

DAY = "2025-05-15"


@pytest.fixture
def world() -> World:
    """The firm manages X and Y in V, and Z in W until 2024; it is in the black list of 2023, and in the red of 2025."""
    made = World()
    made.district("V", "W")
    made.organization("firm", "property")
    made.organization("state", "other")
    for compound, place in (("X", "V"), ("Y", "V"), ("Z", "W"), ("bare", "W")):
        made.compound(compound, place)
    for compound, when in (("X", ""), ("Y", "2020-01-01.."), ("Z", "2020-01-01..2024-01-01")):
        made.tie("MANAGES", ("Organization", "firm"), ("Compound", compound), when, regime="market")
    made.tie("MANAGES", ("Organization", "state"), ("Compound", "Z"), "2024-01-01..", regime="backed")
    for code, colour, when in (("E23", "black", "2023-01-01..2024-01-01"), ("E25", "red", "2025-01-01..")):
        made.node("ListEntry", code, colour=colour, reason="原因")
        made.tie("LISTED", ("Organization", "firm"), ("ListEntry", code), when)
    return made


def groups(asking: Asking, day: str, within: str = "D") -> list[tuple[object, ...]]:
    found = asking(compounds_by_regime, day, ungranted(), within=within).groups
    return [(each.regime, each.organization.code, each.colour, each.compounds, each.possibly) for each in found]


def test_compounds_by_regime_firm_and_list_at_a_years_end_and_now(asking: Asking, world: World) -> None:
    asking.given(world)
    assert groups(asking, "2023-12-31") == [(Regime.MARKET, "firm", ListColour.BLACK, 3, 3)]
    assert groups(asking, DAY) == [
        (Regime.BACKED, "state", None, 1, 1),
        (Regime.MARKET, "firm", ListColour.RED, 2, 2),
    ]
    assert groups(asking, DAY, within="W") == [(Regime.BACKED, "state", None, 1, 1)]


def test_a_firm_in_the_black_list_that_manages_is_named_with_what_it_manages(asking: Asking, world: World) -> None:
    asking.given(world)
    [found] = asking(compounds_by_regime, "2023-12-31", within="V").still_managing
    assert (found.organization.code, found.certainty) == ("firm", Certainty.YES)
    assert [each.code for each in found.listings] == ["E23"]
    assert [each.code for each in found.compounds] == ["X", "Y"]
    assert asking(compounds_by_regime, DAY, within="D").still_managing == ()
    assert asking(compounds_by_regime, "2024-01-01", within="W").still_managing == ()


def test_what_is_only_possible_is_told_as_possible(asking: Asking, world: World) -> None:
    world.node("ListEntry", "E", colour="black")
    world.tie("LISTED", ("Organization", "state"), ("ListEntry", "E"), "2025年5月..")
    asking.given(world)
    answer = asking(compounds_by_regime, DAY, within="W")
    assert [(each.colour, each.compounds, each.possibly) for each in answer.groups] == [
        (None, 0, 1),
        (ListColour.BLACK, 0, 1),
    ]
    assert [each.certainty for each in answer.still_managing] == [Certainty.POSSIBLY]


def test_a_compound_counts_once_while_its_contract_may_have_been_renewed(asking: Asking, world: World) -> None:
    world.compound("R", "V")
    for when in ("2020-01-01..2025年5月", "2025年5月.."):
        world.tie("MANAGES", ("Organization", "firm"), ("Compound", "R"), when, regime="backed")
    asking.given(world)
    assert groups(asking, DAY, within="V")[0] == (Regime.BACKED, "firm", ListColour.RED, 0, 1)


def test_a_compound_without_a_manager_is_told(asking: Asking, world: World) -> None:
    asking.given(world)
    answer = asking(compounds_by_regime, DAY, within="D")
    assert [each.code for each in answer.unmanaged] == ["bare"]
    assert [(each.compound.code, each.place.code) for each in answer.compounds] == [
        ("X", "V"),
        ("Y", "V"),
        ("Z", "W"),
        ("bare", "W"),
    ]


def test_a_place_that_is_not_there_has_no_answer(asking: Asking, world: World) -> None:
    asking.given(world)
    assert asking.maybe(compounds_by_regime, DAY, within="nowhere") is None
