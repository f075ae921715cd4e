"""Query text, signature and result agree, for every question there is; and no query scans what an index serves."""

import dataclasses
import datetime as dt
import inspect
from typing import Any

import pytest

from graph.model.base import camel
from guard.refusals import GrantNeeded, RoleForbids
from guard.roles import Role
from queries.question import Question, questions
from queries.rows import holds, plan
from queries.shapes import Resident
from tests.accesses import everything, ungranted
from tests.queries.conftest import Asking
from tests.queries.profiling import named, needless_scans
from tests.queries.test_doubling_cases import r1
from tests.queries.world import World

SIMPLE = [each for each in questions().values() if each.name in each.texts]
EVERY = [(each.name, file) for each in questions().values() for file in each.texts]
GIVEN = {"day", "statistics", *everything().parameters()}
"""Parameters that every question may take without naming them."""
INNER = {"types", "buildings", "levels", "grids"}
"""What the doubling's later queries take from its earlier ones."""


def asked(question: Question[Any]) -> set[str]:
    signature = inspect.signature(question.ask)
    return {name for name, each in signature.parameters.items() if each.kind is each.KEYWORD_ONLY}


def test_questions_are_found() -> None:
    assert set(questions()) == {
        "bridging_units",
        "building_households",
        "community_page",
        "crowded_houses",
        "compounds_by_regime",
        "conflicts",
        "dormant_units",
        "doubling",
        "doubling_gaps",
        "doubling_periods",
        "doubling_rate",
        "doubling_series",
        "house_persons",
        "if_leaves",
        "many_posts",
        "if_withdraws",
        "neighbourhood",
        "paths",
        "person_addresses",
        "person_houses",
        "residence_gaps",
        "premises",
        "roll_up",
        "tenure_history",
        "search",
        "shortest_path",
        "unit_page",
        "unregistered_houses",
        "unmet_needs",
        "vacancies",
    }


@pytest.mark.parametrize("question", SIMPLE, ids=lambda each: each.name)
def test_parameters_agree_with_the_signature(question: Question[Any]) -> None:
    assert named(question.cypher) - GIVEN == asked(question) - {"as_of"}
    assert "as_of" in asked(question)


@pytest.mark.parametrize("question", questions().values(), ids=lambda each: each.name)
def test_every_text_that_reads_a_person_takes_the_area(question: Question[Any]) -> None:
    for text in question.texts.values():
        assert "communities" in named(text) or "Person" not in text


@pytest.mark.parametrize("question", questions().values(), ids=lambda each: each.name)
def test_every_text_that_tells_of_residents_asks_whether_they_are_minors(question: Question[Any]) -> None:
    for text in question.texts.values():
        assert not holds(question.result, Resident) or "minors" in named(text)


def test_a_question_with_residents_in_its_result_needs_a_grant_without_saying_so(asking: Asking) -> None:
    # A search without a grant leaves residents out and says so (test_search); asked for them by name, it refuses.
    guarded = [each for each in questions().values() if holds(each.result, Resident) and each.name != "search"]
    assert {each.name for each in guarded} >= {"house_persons", "person_houses", "person_addresses"}
    for each in guarded:
        with pytest.raises(RoleForbids):
            asking.run(each.ask(asking.store, ungranted(), **dict.fromkeys(asked(each) - {"as_of"}, "x")))
        access = ungranted(Role.INVESTIGATOR)
        with pytest.raises(GrantNeeded):
            asking.run(each.ask(asking.store, access, **dict.fromkeys(asked(each) - {"as_of"}, "x")))


def test_parameters_of_the_doubling_agree() -> None:
    question = questions()["doubling"]
    used = set().union(*(named(text) for text in question.texts.values()))
    assert used - GIVEN - INNER == asked(question) - {"as_of", "within", "by"}


@pytest.mark.parametrize("question", SIMPLE, ids=lambda each: each.name)
def test_columns_agree_with_the_result(question: Question[Any], asking: Asking) -> None:
    plan_ = asking.run(asking.store.explain(question.cypher, dict.fromkeys(named(question.cypher))))
    columns = [column.strip("` ") for column in plan_["args"]["Details"].split(",")]
    fields = {camel(field.name) for field in dataclasses.fields(question.result)}
    assert set(columns) == fields - {"day"}


@pytest.mark.parametrize("question", questions().values(), ids=lambda each: each.name)
def test_result_is_frozen_and_the_builder_can_read_it(question: Question[Any]) -> None:
    assert question.result.__dataclass_params__.frozen
    assert question.result.__doc__
    assert question.ask.__doc__
    if question.name in question.texts:
        result: Any = question.result
        assert plan(result).width


@pytest.mark.parametrize("question", questions().values(), ids=lambda each: each.name)
def test_no_query_text_is_built(question: Question[Any]) -> None:
    """Texts come whole from files: values travel as parameters only."""
    for text in question.texts.values():
        assert "{}" not in text
        assert "%s" not in text


@pytest.fixture(scope="module")
def some_of_everything(asking: Asking) -> Asking:
    """Enough nodes that the planner has a choice; it plans by counts, and a label of one node is always scanned."""
    world: World = r1()
    world.place("M", "micro_grid", under="V")
    world.building("B", "M")
    for number in range(300):
        house = world.house(f"h{number}", "V", building="B")
        world.lives(f"P{number}", house)
        world.organization(f"U{number}")
        world.building(f"B{number}", "M")
        world.post(f"X{number}", f"type{number % 50}", place="M")
    asking.given(world)
    return asking


@pytest.mark.parametrize(("name", "file"), EVERY)
def test_no_scan_where_an_index_serves(name: str, file: str, some_of_everything: Asking) -> None:
    text = questions()[name].texts[file]
    values: dict[str, Any] = dict.fromkeys(named(text), "V")
    values |= {"query": "tokens:Nv", "limit": 10, "people": True, "holders": True}
    values |= {"grids": ["G"], "kind": "building", "since": dt.date.min, "until": dt.date.max, "at_least": 3}
    values |= {"ids": ["V"], "kinds": ["HOLDS"]}
    values |= {"types": ["secretary"], "buildings": ["B"], "levels": ["community"]} | everything().parameters()
    params = {key: values[key] for key in named(text)} | {"day": None, "communities": ["V"]}
    profile = some_of_everything.run(some_of_everything.store.explain(text, params, profile=True))
    assert needless_scans(profile) == []
