"""The Python client asks over HTTP as anybody does, tells refusals apart, and never gives its token away."""

import datetime as dt
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from graphql import GraphQLField

from api.client import Jingwei, Missing, NoNetwork, NotJingwei, Refused, Unfit, Unreachable
from api.client.selecting import question_text, selection
from api.client.shipped import schema
from guard.roles import Role
from queries.shapes import Level
from tests.api.conftest import Callers

TOKEN = "jw_canary-of-a-token"
ELSEWHERE = httpx.MockTransport(lambda _: httpx.Response(200, text="<html>"))


@pytest.fixture(scope="module")
def jingwei(callers: Callers) -> Jingwei:
    return signed_in(callers, Role.INVESTIGATOR)


def signed_in(callers: Callers, role: Role, *, granted: bool = True) -> Jingwei:
    who = callers.of[role]
    return Jingwei(
        "http://testserver", token=who.token or "", grant=who.grant if granted else None, http=callers.client
    )


def elsewhere(handler: Any = ELSEWHERE) -> Jingwei:
    return Jingwei("http://testserver", token=TOKEN, http=httpx.Client(transport=handler))


def test_graphql_is_asked_as_it_is_written(jingwei: Jingwei) -> None:
    text = 'query One($day: Date) { town(code: "9901", asOf: $day) { name } } query Two { graph { sample } }'
    assert jingwei.ask(text, "One", day=dt.date(2024, 1, 1)).data == {"town": {"name": "东街道"}}
    assert jingwei.ask(text, "Two")["graph"] == {"sample": True}


@pytest.mark.parametrize(("name", "day"), [("housePersons", "asOf"), ("house_persons", "as_of")])
def test_question_is_asked_by_its_name_in_either_spelling(jingwei: Jingwei, name: str, day: str) -> None:
    given = {day: dt.date(2024, 5, 1)}
    found = jingwei.question(name, house="h1", select="day house { code }", **given)
    assert found.data == {"housePersons": {"day": "2024-05-01", "house": {"code": "H1"}}}


def test_codes_and_conditions_are_written_as_in_python(jingwei: Jingwei) -> None:
    order = {"field": "code", "direction": "desc"}
    found = jingwei.question(
        "places",
        where={"level": [Level.COMMUNITY], "code": {"starts_with": "99"}},
        order_by=order,
        select="nodes { code }",
    )
    assert found.rows("nodes") == [{"code": "990102"}, {"code": "990101"}]


def test_selection_is_taken_with_or_without_braces(jingwei: Jingwei) -> None:
    for select in ("house { code }", "{ house { code } }"):
        assert jingwei.question("housePersons", house="h1", select=select).data == {
            "housePersons": {"house": {"code": "H1"}}
        }


def every_question() -> list[tuple[str, GraphQLField]]:
    made = schema().query_type
    return list(made.fields.items()) if made else []


WALKS = ("shortestPath", "paths", "neighbourhood")
"""Their nodes are what they tell; elsewhere a node is a step onward."""


def test_all_that_a_question_tells_by_itself_is_within_the_limits(callers: Callers) -> None:
    cost = "query ($q: String!) { cost(query: $q) { refusedBy { limit } } }"
    for name, field in every_question():
        assert "node {" not in selection(field) or name in WALKS, name
        refused = callers.ask(cost, q=question_text(name, field, {}, None))["data"]["cost"]["refusedBy"]
        assert not refused or not refused["limit"], name  # arguments are missing, which no limit is about


@pytest.mark.parametrize(
    ("name", "given", "code", "said"),
    [
        ("residents", {}, "UNKNOWN_QUESTION", "no such question"),
        ("doubling", {"rule": "R1", "sort": 1}, "UNKNOWN_ARGUMENT", "No such argument: sort; there are: asOf, by"),
        ("doubling", {}, "ARGUMENT_NEEDED", "Still needed: rule"),
    ],
)
def test_what_cannot_be_asked_is_said_before_it_is_sent(name: str, given: dict[str, Any], code: str, said: str) -> None:
    with pytest.raises(Unfit, match=said) as raised:
        elsewhere().question(name, **given)
    assert raised.value.code == code
    assert raised.value.zh


def test_list_is_read_page_after_page_to_its_end(jingwei: Jingwei) -> None:
    pages = list(jingwei.pages("houses", first=1, select="totalCount nodes { code }"))
    assert [page.rows("nodes") for page in pages] == [[{"code": "H1"}], [{"code": "H2"}]]
    assert {page["houses"]["totalCount"] for page in pages} == {2}
    assert [row["name"] for page in jingwei.pages("communities") for row in page.rows("nodes")] == ["一社区", "二社区"]
    with pytest.raises(Unfit, match="NO_PAGES"):
        next(jingwei.pages("housePersons", house="h1"))


def test_refusal_has_the_servers_code_and_sentence_in_both_languages(callers: Callers, jingwei: Jingwei) -> None:
    with pytest.raises(Refused) as absent:
        jingwei.question("housePersons", house="nowhere")
    assert (absent.value.code, absent.value.en) == ("NOT_FOUND", "Not found, or outside your area.")
    with pytest.raises(Refused) as ungranted:
        signed_in(callers, Role.INVESTIGATOR, granted=False).question("housePersons", house="h1")
    assert ungranted.value.code == "GRANT_NEEDED"
    assert "授权" in ungranted.value.zh
    with pytest.raises(Refused) as stranger:
        Jingwei("http://testserver", token=TOKEN, http=callers.client).question("graph")
    assert stranger.value.code == "UNAUTHENTICATED"


def test_every_reason_of_a_refusal_is_kept(jingwei: Jingwei) -> None:
    with pytest.raises(Refused) as raised:
        jingwei.ask('{ housePersons(house: "x") { day } rollUp(place: "x") { day } }')
    assert [each.code for each in raised.value.all] == ["NOT_FOUND", "NOT_FOUND"]


def test_how_long_to_wait_is_told() -> None:
    error = {
        "message": "",
        "extensions": {"code": "TOO_OFTEN", "zh": "过于频繁。", "en": "Too often.", "limit": "persons"},
    }
    reply = httpx.Response(429, json={"errors": [error]}, headers={"Retry-After": "30"})
    with pytest.raises(Refused) as raised:
        elsewhere(httpx.MockTransport(lambda _: reply)).question("graph")
    assert (raised.value.code, raised.value.seconds, raised.value.limit) == ("TOO_OFTEN", 30, "persons")


def test_what_is_withheld_is_told(callers: Callers) -> None:
    analyst = signed_in(callers, Role.ANALYST)
    (withheld,) = analyst.question("communityPage", community="c1").withheld
    assert (withheld.what, withheld.why, withheld.data_class) == ("communityPage", "CLASS", "RESIDENT")
    assert withheld.zh
    assert withheld.en


NESTED = """{ housePersons(house: "h1", asOf: "2024-05-01") {
  house { code } occupants { person { name } basis dated { since { earliest } } } registered { householdNo } } }"""


def test_rows_are_flat_with_dotted_keys(jingwei: Jingwei) -> None:
    found = jingwei.ask(NESTED).rows("occupants")
    first = {"basis": "OWNER", "dated.since.earliest": "2019-03-01", "person.name": "甲"}
    assert [dict(sorted(row.items())) for row in found if row["person.name"] == "甲"] == [first]
    assert jingwei.ask(NESTED).rows("housePersons.occupants") == found
    assert jingwei.ask(NESTED).rows() == [{"house.code": "H1"}]
    with pytest.raises(Unfit, match="The answer has no tenants; it has: house, occupants, registered"):
        jingwei.ask(NESTED).rows("tenants")


def test_rows_of_a_list_within_a_list_say_what_they_stand_in(jingwei: Jingwei) -> None:
    text = '{ community(code: "990101") { postsFor { nodes { title } } } }'
    assert jingwei.ask(text).rows("posts_for.nodes") == [{"title": "主任"}, {"title": "书记"}]
    town = '{ town(code: "9901") { parts { nodes { code postsFor { nodes { title } } } } } }'
    assert jingwei.ask(town).rows("parts.nodes.postsFor.nodes") == [
        {"parts.nodes.code": "990101", "title": "主任"},
        {"parts.nodes.code": "990101", "title": "书记"},
    ]


def test_frame_has_a_column_for_every_key(jingwei: Jingwei) -> None:
    frame = jingwei.ask("{ houses { nodes { code floorArea } } }").frame("nodes")
    assert frame.to_dicts() == [{"code": "H1", "floorArea": 80.5}, {"code": "H2", "floorArea": None}]
    assert jingwei.ask("{ needs { nodes { code } } }").frame("nodes").is_empty()


def test_frame_without_polars_says_what_to_install(jingwei: Jingwei, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(Missing, match="pip install polars"):
        jingwei.ask("{ graph { sample } }").frame()


@pytest.mark.parametrize(
    "text",
    [
        NESTED,
        '{ doubling: housePersons(house: "h1") { day } }',
        '{ doubling(rule: "R1") { day findings: conflicts { state } } }',
        '{ communityPage(community: "c1") { day units { unit { node { id } } } } graph { sample } }',
        'query { ...all } fragment all on Query { communityPage(community: "c1") { day } }',
        '{ ... on Query { communityPage(community: "c1") { day } } }',
    ],
)
def test_no_other_answer_becomes_a_network(jingwei: Jingwei, text: str) -> None:
    reply = httpx.Response(200, json={"data": {"doubling": {"findings": []}, "communityPage": {"units": []}}})
    with pytest.raises(NoNetwork) as raised:
        elsewhere(httpx.MockTransport(lambda _: reply)).ask(text).network()
    assert raised.value.code == "NO_NETWORK"


def test_network_says_what_else_it_needs(jingwei: Jingwei) -> None:
    with pytest.raises(NoNetwork, match="A network needs community too") as raised:
        jingwei.question("communityPage", community="c1", select="day units { unit { id } }").network()
    assert raised.value.code == "NOT_SELECTED"


def everything_said(jingwei: Jingwei, error: BaseException) -> str:
    """What a log, a notebook or a traceback would show."""
    causes: list[BaseException | None] = [
        error,
        error.__cause__,
        None if error.__suppress_context__ else error.__context__,
    ]
    return " ".join(map(repr, (jingwei, vars(jingwei), jingwei._http, *causes)))


def broken(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no route", request=request)


@pytest.fixture
def loud(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Everything that httpx says too."""
    with caplog.at_level(logging.DEBUG):
        yield caplog


def test_token_is_in_no_repr_no_log_and_no_error(loud: pytest.LogCaptureFixture) -> None:
    for handler, kind in ((ELSEWHERE, NotJingwei), (httpx.MockTransport(broken), Unreachable)):
        jingwei = elsewhere(handler)
        with pytest.raises(kind) as raised:
            jingwei.question("graph")
        assert TOKEN not in everything_said(jingwei, raised.value)
    assert loud.records
    assert TOKEN not in loud.text


def test_token_is_sent_in_a_header_alone_and_follows_no_redirect() -> None:
    asked: list[httpx.Request] = []

    def moved(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(307, headers={"Location": "http://elsewhere/graphql"})

    with pytest.raises(NotJingwei):
        elsewhere(httpx.MockTransport(moved)).question("graph")
    assert [(str(each.url), each.headers["authorization"]) for each in asked] == [
        ("http://testserver/graphql", f"Bearer {TOKEN}")
    ]
    assert TOKEN.encode() not in asked[0].content


@pytest.mark.parametrize("token", ["", "jw_a\nb", "jw_a b", "jw_é"])
def test_what_is_no_token_is_refused_without_repeating_it(token: str) -> None:
    with pytest.raises(Unfit) as raised:
        Jingwei("https://jingwei.example", token=token)
    assert raised.value.code == "BAD_TOKEN"
    assert not token or token not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    ["http://jingwei.example", "https://u:p@jingwei.example", "https://jingwei.example/?token=x", "jingwei", "ftp://x"],
)
def test_token_goes_to_no_address_that_would_give_it_away(url: str) -> None:
    with pytest.raises(Unfit) as raised:
        Jingwei(url, token=TOKEN)
    assert raised.value.code == "UNSAFE_URL"


def test_client_opens_no_graph() -> None:
    code = "import sys, api.client.network, api.client.shipped as s; s.schema(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rooms = {name.split(".")[0] for name in done.stdout.split()}
    assert not rooms & {"neo4j", "graph", "guard", "loaders", "sqlalchemy", "polars"}
