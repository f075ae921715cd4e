"""In which order lists come, and how tables and moments read."""

import datetime as dt
from pathlib import Path

from graph.model.codes import DataClass
from guard.audit.anchoring import Anchored
from guard.audit.telling import anchored_line
from guard.matrix_page import matrix_table
from guard.roles import Role
from guard.suppression import suppressed
from tests.guard.offices import EVERYWHERE, office, wish


def test_grants_are_listed_the_latest_first_and_those_of_one_moment_in_one_order(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        asked: list[list[str]] = []
        for _ in range(3):
            moment = [at.asked(at.of[Role.GRID_WORKER], wish(DataClass.RESIDENT)).id for _ in range(4)]
            asked.insert(0, sorted(moment))
            at.clock.pass_(seconds=1)
        expected = [grant for moment in asked for grant in moment]
        assert [grant.id for grant in at.grants.mine(at.of[Role.GRID_WORKER])] == expected
        over = at.grants.over(at.of[Role.STEWARD], within=EVERYWHERE)
        assert [grant.id for grant in over] == expected


def test_an_anchors_moments_are_told_to_the_second() -> None:
    moment = int(dt.datetime(2030, 1, 1, 4, tzinfo=dt.UTC).timestamp() * 1000)
    assert anchored_line(Anchored("far", 7, moment + 999, None, None)) == "far: 7 (2030-01-01 12:00:00+08:00) ✓"


def test_a_class_is_headed_by_its_name_in_both_languages_on_three_lines_at_most() -> None:
    headings = [str(column.header).split("\n") for column in matrix_table().columns[1:]]
    assert [lines[0] for lines in headings] == [each.zh for each in DataClass]
    assert [" ".join(lines[1:]) for lines in headings] == [each.en for each in DataClass]
    assert max(map(len, headings)) <= 3


def test_under_a_place_that_is_hidden_for_anothers_sake_two_are_hidden_and_no_more() -> None:
    counts = {"D": 203, "A": 3, "B": 100, "B1": 40, "B2": 30, "B3": 20, "B4": 10, "C": 100}
    parents = {"A": "D", "B": "D", "C": "D"} | dict.fromkeys(("B1", "B2", "B3", "B4"), "B")
    assert suppressed(counts, parents) == {"A", "B", "B1", "B2"}
