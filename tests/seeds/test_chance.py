"""Chance that every machine agrees on."""

import pytest

from seeds.chance import Chance, shares


def test_streams_are_pinned() -> None:
    chance = Chance(812, "test")
    assert [chance.below(1000) for _ in range(5)] == [320, 50, 967, 59, 342]
    assert chance.shuffled("abcdef") == list("dacbfe")
    assert chance.some("abcdef", 3) == list("ace")


@pytest.mark.parametrize(
    ("total", "weights", "least", "expected"),
    [
        (10, [1, 1, 1], 0, [4, 3, 3]),
        (10, [1, 2, 3], 1, [2, 3, 5]),
        (0, [1, 2], 0, [0, 0]),
        (3, [5, 5, 5], 1, [1, 1, 1]),
    ],
)
def test_shares_sum_to_the_whole(total: int, weights: list[float], least: int, expected: list[int]) -> None:
    assert shares(total, weights, least=least) == expected


def test_shares_refuse_what_is_too_little() -> None:
    with pytest.raises(ValueError, match="cannot be divided"):
        shares(2, [1, 1, 1], least=1)
