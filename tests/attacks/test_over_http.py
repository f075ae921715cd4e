"""GraphQL over HTTP, as its own audit sees it: no error, no warning, and no notice but those of refusing GET."""

import pytest

from tests.attacks.over_http import OF_REFUSING_GET, audited
from tests.attacks.serving import Served
from tests.npm import missing


@pytest.mark.skipif(missing() is not None, reason=f"the audit needs node: {missing()}")
def test_nothing_is_found_but_that_get_is_refused(served: Served) -> None:
    said = audited(served)
    assert len(said) > 50
    assert {each.status for each in said} <= {"ok", "notice"}
    assert {each.id for each in said if each.status == "notice"} <= OF_REFUSING_GET


def test_a_question_in_an_address_gets_the_page(served: Served) -> None:
    with served.client() as client:
        for query in ("{__typename}", "mutation{__typename}"):
            answer = client.get("/graphql", params={"query": query})
            assert answer.headers["content-type"].startswith("text/html")
