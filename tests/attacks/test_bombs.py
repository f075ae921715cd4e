"""Query bombs of every family, sent to a real server: each is refused, and most refusals name their cap."""

from tests.attacks.bombs import FAMILIES, bombs, thrown
from tests.attacks.serving import Served


def test_a_bomb_of_every_family_is_refused(served: Served) -> None:
    told = thrown(served, list(bombs(each=1)))
    assert len(told.seconds) == len(FAMILIES)
    assert not told.survived
