"""The proofs that find mutants out, and which of them is tried first for which mutant."""

import os
from typing import Any

import pytest

from graph.engine import Running
from tests.attacks.mutants.mutant import Mutant

GRAPH = "JINGWEI_TEST_MUTANTS_GRAPH"
"""url,user,password of the Neo4j that named tests use instead of starting one each time."""
TOLD = ("tests/attacks/oracle/test_told.py", "tests/queries/test_doubling_withheld.py")
"""Tests of what an answer says that it leaves out, and of whom it notes; a few seconds."""
NAMED = (
    *("tests/guard/test_suppression.py", "tests/guard/test_small_counts.py", "tests/guard/test_limits.py"),
    *("tests/guard/test_grants.py", "tests/guard/test_areas_rules.py", "tests/guard/test_access_rules.py"),
    *("tests/queries/test_residents_by_place.py", "tests/queries/test_doubling.py", "tests/queries/test_questions.py"),
    *("tests/queries/test_steps.py", "tests/queries/test_pages.py", "tests/queries/test_register.py"),
    *("tests/api/test_access.py", "tests/api/test_over_http.py", "tests/api/test_origin.py"),
    "tests/attacks/oracle/test_budget.py",
)
"""Tests that each hold one rule."""
LATER = {
    "walks": ("tests/queries/test_paths.py",),
    "searches": ("tests/queries/test_search.py",),
    "onward": ("tests/api/test_cost.py", "tests/api/test_onward.py"),
    "houses": ("tests/queries/test_register_more.py", "tests/queries/test_gaps_suppressed.py"),
    "doublings in time": ("tests/queries/test_doubling_periods.py", "tests/queries/test_doubling_series.py"),
    "doublings": ("tests/queries/test_doubling_more.py",),
    "subjects": (
        *("tests/attacks/test_elsewhere.py", "tests/api/test_subject.py", "tests/api/test_grants_api.py"),
        "tests/guard/subject",
    ),
    "page": ("tests/attacks/test_elsewhere.py", "tests/api/test_serve.py"),
}
"""Tests of what came later, by what they are about."""
PYTEST = ("pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", __name__)
PROOFS: dict[str, tuple[str, ...]] = {
    "oracle": ("tests.attacks.oracle", "--queries", "1500", "--seed", "1", "--exact", "0.85", "--first"),
    "audited": ("tests.attacks.audited", "--requests", "250", "--seed", "1", "--exact", "0.7", "--first"),
    "told": (*PYTEST, *TOLD),
    "named tests": (*PYTEST, *NAMED),
    **{name: (*PYTEST, *tests) for name, tests in LATER.items()},
}
"""Every proof by name. A mutant lives only if none of them finds it."""
LIKELY = (
    (("queries/doubling/dated", "queries/doubling_periods", "queries/doubling_series"), "doublings in time"),
    (("queries/network/", "queries/neighbourhood", "queries/paths", "queries/shortest_path"), "walks"),
    (("queries/search/",), "searches"),
    (("api/fields/cost", "api/onward"), "onward"),
    (("api/questions_to_try",), "page"),
    (("api/counter", "api/resides", "guard/subject"), "subjects"),
    (
        (
            *("queries/crowded", "queries/unregistered", "queries/house_counts", "queries/houses_by_place"),
            *("queries/premises", "queries/residence_gaps", "queries/tenure_history"),
        ),
        "houses",
    ),
    (
        (
            *("queries/doubling_gaps", "queries/conflicts", "queries/if_leaves"),
            *("queries/many_posts", "queries/person_posts", "queries/posts_of_many", "queries/grid_holders"),
            "queries/vacan",
        ),
        "doublings",
    ),
    (("api/answering", "api/noting", "api/questions", "api/rows"), "audited"),
    (("api/selection", "api/telling", "api/views", "queries/doubling/"), "told"),
    (("guard/", "queries/residents_by_place", "queries/roll_up"), "named tests"),
)
"""Which proof is tried first; elsewhere the oracle."""
BY_RULE = {"call": "told", "month end": "oracle"}
"""Of the questions: what is to be noted is the told tests' matter, whichever the question."""


def in_order(mutant: Mutant) -> dict[str, tuple[str, ...]]:
    """Every proof, the likeliest to find this mutant first."""
    by_file = next((proof for begins, proof in LIKELY if mutant.file.startswith(begins)), "oracle")
    likely = BY_RULE.get(mutant.rule, by_file) if mutant.file.startswith("queries/") else by_file
    return dict(sorted(PROOFS.items(), key=lambda each: each[0] != likely))


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any], request: Any) -> Running | None:
    """As a plugin of pytest: the tests' Neo4j is the one named, whose data may be replaced."""
    named = os.environ.get(GRAPH)
    if fixturedef.argname != "neo4j_server" or not named:
        return None
    running = Running(*named.split(","), pid=None, version=None)
    fixturedef.cached_result = (running, fixturedef.cache_key(request), None)
    return running
