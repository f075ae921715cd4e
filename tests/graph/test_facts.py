"""What several records say of one subject, together."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from graph.facts import combine

SINCE = {"sinceEarliest": dt.date(2019, 1, 1), "sinceLatest": dt.date(2019, 1, 31)}


def test_the_newest_record_has_the_word_and_differences_are_named() -> None:
    assert combine([(2, {"name": "乙", "sex": "male"}), (1, {"name": "甲", "birth": 1980})], dated=False) == {
        "name": "乙",
        "sex": "male",
        "birth": 1980,
        "sources": [1, 2],
        "disputed": ["name"],
    }


def test_a_span_is_one_statement() -> None:
    """Ends of two records are never mixed: the newer one's open end is open."""
    ended = SINCE | {"untilEarliest": dt.date(2020, 1, 1), "untilLatest": dt.date(2020, 1, 1)}
    together = combine([(1, ended), (2, SINCE)], dated=True)
    assert together == SINCE | {"sources": [1, 2], "disputed": ["untilEarliest", "untilLatest"]}


def test_a_newer_word_without_any_date_ends_the_older_ones_end() -> None:
    ended = {"untilEarliest": dt.date(2020, 1, 1), "untilLatest": dt.date(2020, 1, 1)}
    open_again = {"sources": [1, 2], "disputed": ["untilEarliest", "untilLatest"]}
    assert combine([(1, ended), (2, {})], dated=True) == open_again
    assert combine([(1, {}), (2, ended)], dated=True) == ended | open_again


@given(st.lists(st.tuples(st.integers(1, 9), st.dictionaries(st.sampled_from("abc"), st.integers(0, 2)))))
def test_the_order_of_arrival_does_not_matter(assertions: list[tuple[int, dict[str, int]]]) -> None:
    numbered = list({number: (number, props) for number, props in assertions}.values())
    for dated in (True, False):
        assert combine(numbered, dated=dated) == combine(reversed(numbered), dated=dated)
