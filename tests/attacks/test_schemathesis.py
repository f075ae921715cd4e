"""Whatever schemathesis makes from the schema is answered or refused: nothing fails inside."""

from tests.attacks.schemathesis_run import made
from tests.attacks.serving import Served

CASES = 40


def test_no_case_fails_inside(served: Served) -> None:
    told = made(served, CASES)
    assert told.cases >= CASES
    assert not told.failed
