"""A resident's own facts are read off the model: whatever ties end at a person are told, with what they belong to."""

from starlette.testclient import TestClient

from api.admitting import COOKIE
from graph.model import RELATIONSHIPS
from guard.roles import Role
from tests.api.conftest import Callers

FACTS = "{ myRecord { facts { zh of beyond values { name valueZh } certainty sources } } }"


def mine(client: TestClient, callers: Callers, query: str) -> dict[str, list[dict[str, object]]]:
    """The answer to the resident of the sample."""
    who = callers.of[Role.RESIDENT]
    office = client.app.state.office  # type: ignore[attr-defined]
    begun = office.gate.accounts.sign_in(who.account.name, who.password, origin=None)
    headers = {"Cookie": f"{COOKIE}={begun.secret}", "Sec-Fetch-Site": "same-origin"}
    found: dict[str, list[dict[str, object]]] = client.post("/graphql", json={"query": query}, headers=headers).json()[
        "data"
    ]["myRecord"]
    return found


def test_posts_check_ins_and_addresses_are_told_with_what_they_belong_to(client: TestClient, callers: Callers) -> None:
    facts = mine(client, callers, FACTS)["facts"]
    told = {(each["zh"], each["of"]): each for each in facts}
    assert told.keys() == {
        ("实际居住", "东街1号"),
        ("户籍地", "西街2号"),
        ("任职", "主任"),
        ("任职", "书记"),
        ("报到人", "I1"),
    }
    assert told["任职", "主任"]["beyond"] == ["1幢", "一社区居委会", "一社区"]
    assert told["任职", "主任"]["values"] == [{"name": "document", "valueZh": "东政〔2022〕1号"}]
    assert told["报到人", "I1"]["beyond"] == ["东风超市", "一社区"]
    assert told["户籍地", "西街2号"]["values"] == [
        {"name": "household_no", "valueZh": "7"},
        {"name": "relation_to_head", "valueZh": "户主"},
    ]


def test_no_tie_joins_two_people_so_none_tells_of_another() -> None:
    assert not [name for name, tie in RELATIONSHIPS.items() if "Person" in tie.sources and "Person" in tie.targets]
