"""graphql-transport-ws, case by case, over loopback: every message, every code with which a socket is closed."""

import json
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from graphql import get_named_type, is_enum_type, is_leaf_type, is_required_argument, is_union_type
from websockets.exceptions import ConnectionClosed

from api.asked import Asked
from api.heard import heard_to_watch
from api.schema import schema
from api.watching import socket as socket_module
from api.watching import watch
from api.watching.fields import is_watched
from api.watching.protocol import MESSAGE_MOST
from api.watching.unnamed import NamesSomebody, naming
from graph.engine import Running
from graph.project.schema import changed
from guard.audit.reading import acts
from guard.roles import Role
from queries.question import questions
from tests.api.graphql_ws import greeted, talking
from tests.api.listening import Listening, listening, until

VERSION = "subscription { graph { version } }"
RULE = """mutation { addDoublingRule(input: { rule: "R9", zh: "书记主任一肩挑", en: "Secretary and director",
  leftType: ["secretary"], rightType: ["director"], linkage: SAME_PLACE, kind: EXPECTED, countedOver: COMMUNITY })
  { code } }"""
ENDED = """MATCH (:Person {id: 'p1'})-[h:HOLDS]->(:Post {id: 'v'})
SET h.untilEarliest = date('2021-01-01'), h.untilLatest = date('2021-01-01')"""
RATE = 'subscription { doublingRate(rule: "R9") { rate { certainly total } } }'


@pytest.fixture(autouse=True)
def restless(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first question after a start is planned for seconds: nobody here waits for thrice as long."""
    monkeypatch.setattr(watch, "REST", 0.0)


@pytest.fixture(scope="module")
def served(neo4j_server: Running, tmp_path_factory: pytest.TempPathFactory, refilled: None) -> Iterator[Listening]:
    with listening(neo4j_server, tmp_path_factory.mktemp("watched")) as it:
        yield it


def write(served: Listening, *steps: Any) -> None:
    """Change the graph, and have it say so."""
    desk = served.office.desk
    served.run(desk.store.write_all([*steps, changed(sample=True, book="test")]))


def test_no_row_of_a_watched_question_names_anybody_or_counts_residents() -> None:
    assert {name for name, question in questions().items() if is_watched(question)} >= {"doubling_rate"}
    unwatched = {"doubling", "unit_page", "community_page", "roll_up", "house_persons", "person_houses"}
    assert not any(is_watched(questions()[name]) for name in unwatched)


def given(field: Any) -> str:
    """The required arguments of a field, with values of their types."""
    asked = []
    for name, argument in field.args.items():
        if is_required_argument(argument):
            type_ = get_named_type(argument.type)
            values = {"Date": '"2024-06-30"', "Int": "1"}
            value = next(iter(type_.values)) if is_enum_type(type_) else values.get(type_.name, '"x"')
            asked.append(f"{name}: {value}")
    return f"({', '.join(asked)})" if asked else ""


def paths_to_people() -> list[str]:
    """For each way of one step from what a watched question tells to something of people: a subscription of it."""
    made: Any = schema()._schema
    barred = naming(made)
    found = []
    for name, field in made.subscription_type.fields.items():
        asked = f"{name}{given(field)}"
        found += [f"subscription {{ {asked} {{ {way} }} }}" for way in ways(get_named_type(field.type), barred)]
    return found


def ways(type_: Any, barred: frozenset[str], depth: int = 4) -> Iterator[str]:
    """Selections of a type that end at the first field of a barred type, a few of each kind."""
    if depth == 0 or is_leaf_type(type_) or is_union_type(type_):
        return
    for name, field in type_.fields.items():
        far = get_named_type(field.type)
        asked = name + given(field)
        if far.name in barred:
            yield f"{asked} {{ __typename }}"
        else:
            yield from (f"{asked} {{ {way} }}" for way in islice(ways(far, barred, depth - 1), 5))


def test_no_way_leads_from_a_watch_to_people() -> None:
    made: Any = schema()._schema
    asked = "vacancies" + given(made.subscription_type.fields["vacancies"])
    spread = f"{{ {asked} {{ vacancies {{ place {{ node {{ ...F }} }} }} }} }} fragment F on CheckIn {{ id }}"
    inline = f"{{ {asked} {{ vacancies {{ place {{ node {{ ... on CheckIn {{ id }} }} }} }} }} }}"
    assert {"Resident", "OfficeHolder", "Person", "Holder", "Small", "CheckIn", "PostHoldersConnection"} <= naming(made)
    tried = [*paths_to_people(), f"subscription {inline}", f"subscription {spread}"]
    for text in tried:
        with pytest.raises(NamesSomebody):
            heard_to_watch(Asked(text, None, {}, None), Role.INVESTIGATOR, made)


def test_what_is_watched_is_asked_as_a_question_of_the_same_name_and_type() -> None:
    made: Any = schema()._schema
    for name, field in made.subscription_type.fields.items():
        asked = made.query_type.fields[name]
        assert (str(field.type), {k: str(a.type) for k, a in field.args.items()}) == (
            str(asked.type),
            {k: str(a.type) for k, a in asked.args.items()},
        )


def test_watch_answers_at_once_and_again_when_the_answer_is_another_one(served: Listening) -> None:
    with greeted(served) as talk:
        talk.watch(VERSION)
        first = talk.next()["data"]["graph"]["version"]
        assert talk.silent(1.5)
        write(served)
        assert talk.next()["data"]["graph"]["version"] == first + 1


def test_change_that_changes_no_answer_is_not_told(served: Listening) -> None:
    with served.client(Role.STEWARD) as client:
        assert "errors" not in client.post("/graphql", json={"query": RULE}).json()
    before = served.latest().seq
    with greeted(served) as talk:
        talk.watch(RATE)
        assert talk.next() == {
            "data": {"doublingRate": {"rate": {"certainly": 1, "total": 2}}},
            "extensions": {"withheld": talk_withheld()},
        }
        write(served)
        assert talk.silent(2.5)
        write(served, (ENDED, {}))
        assert talk.next()["data"] == {"doublingRate": {"rate": {"certainly": 0, "total": 2}}}
    noted = [act for act in acts(served.office.gate.audit.engine) if act.seq > before]
    assert [(act.what, act.outcome.value, act.persons) for act in noted] == [("doublingRate", "answered", 0)] * 2


def talk_withheld() -> Any:
    return [
        {
            "what": "doubling",
            "why": "CLASS",
            "class": "RESIDENT",
            "zh": "未获授权的信息类别：居民",
            "en": "A class of data not granted: Resident",
        }
    ]


def test_many_watches_share_a_socket_and_one_query_a_second(served: Listening) -> None:
    with greeted(served) as talk:
        for number in range(15):
            talk.watch(VERSION, id=f"w{number}")
        assert {talk.hear()["id"] for _ in range(15)} == {f"w{number}" for number in range(15)}
        asked = served.office.desk.store.asked
        assert talk.silent(2.5)
        assert 1 <= served.office.desk.store.asked - asked <= 4
        write(served)
        assert {talk.hear()["id"] for _ in range(15)} == {f"w{number}" for number in range(15)}
    until(lambda: served.app.state.watching.versions._looking is None)


@pytest.mark.parametrize("protocols", [(), ("graphql-ws",)])
def test_4406_for_a_client_of_another_protocol(served: Listening, protocols: tuple[str, ...]) -> None:
    with talking(served, protocols=protocols) as talk:
        assert talk.closed() == 4406


def test_4408_for_a_client_that_does_not_say_who_it_is(served: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_module, "INIT_SECONDS", 0.3)
    with talking(served) as talk:
        talk.say("ping")  # which does not lengthen it
        assert talk.closed() == 4408


def test_1000_for_a_client_that_watches_nothing(served: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_module, "IDLE_SECONDS", 0.5)
    with greeted(served) as talk:
        talk.watch(VERSION)
        talk.next()
        assert talk.silent(1.0)
        talk.say("complete", id="1")
        assert talk.closed() == 1000


def test_4429_for_a_second_init(served: Listening) -> None:
    with greeted(served) as talk:
        talk.say("connection_init", payload={"authorization": served.token()})
        assert talk.closed() == 4429


def test_4429_for_two_inits_in_a_row(served: Listening) -> None:
    with talking(served) as talk:
        for _ in range(2):
            talk.say("connection_init", payload={"authorization": served.token()})
        assert talk.closed() == 4429


def test_4401_for_a_subscription_before_the_ack(served: Listening) -> None:
    with talking(served) as talk:
        talk.watch(VERSION)
        assert talk.closed() == 4401


def test_4409_for_an_id_that_is_taken(served: Listening) -> None:
    with greeted(served) as talk:
        talk.watch(VERSION)
        talk.next()
        talk.watch(VERSION)
        assert talk.closed() == 4409


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{",
        "[]",
        "null",
        '"ping"',
        "{}",
        '{"type": 1}',
        '{"type": "start", "id": "1", "payload": {}}',
        '{"type": "connection_ack"}',
        '{"type": "next", "id": "1", "payload": {}}',
        '{"type": "error", "id": "1", "payload": []}',
        '{"type": "ping", "payload": 1}',
        '{"type": "pong", "payload": []}',
        '{"type": "connection_init", "payload": "x"}',
        '{"type": "subscribe", "payload": {"query": "subscription { graph { version } }"}}',
        '{"type": "subscribe", "id": "", "payload": {"query": "subscription { graph { version } }"}}',
        '{"type": "subscribe", "id": 1, "payload": {"query": "subscription { graph { version } }"}}',
        json.dumps({"type": "subscribe", "id": "i" * 129, "payload": {"query": VERSION}}),
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "id": "1", "payload": null}',
        '{"type": "complete"}',
        b'{"type": "ping"}',
        b"\x00",
    ],
)
def test_4400_for_what_the_protocol_does_not_have(served: Listening, sent: str | bytes) -> None:
    with greeted(served) as talk:
        talk.line.send(sent)
        assert talk.closed() == 4400


def test_4400_for_credentials_that_are_no_text(served: Listening) -> None:
    with talking(served) as talk:
        talk.say("connection_init", payload={"authorization": {"bearer": 1}})
        assert talk.closed() == 4400


@pytest.mark.parametrize("authorization", [None, "", "Bearer jw_nobody", "Basic eDp5", "Bearer"])
def test_4403_for_whom_nobody_knows(served: Listening, authorization: str | None) -> None:
    with talking(served) as talk:
        talk.say("connection_init", payload={"authorization": authorization})
        assert talk.closed() == 4403


def test_1009_for_a_message_that_is_too_big(served: Listening) -> None:
    with talking(served) as talk:
        with suppress(ConnectionClosed):  # it may be closed before all of it is sent
            talk.say("ping", payload={"x": "y" * MESSAGE_MOST})
        assert talk.closed() == 1009


def test_a_body_is_held_to_its_cap_on_a_socket_too(served: Listening) -> None:
    with greeted(served) as talk:
        talk.watch(VERSION + " " * (64 * 1024 - 20))
        assert talk.error() == "TOO_MANY"


def test_ping_is_answered_at_any_time_and_a_pong_taken(served: Listening) -> None:
    with talking(served) as talk:
        talk.say("ping")
        assert talk.hear() == {"type": "pong"}
        talk.say("pong", payload={"unasked": True})
        talk.greet(served.token())
        talk.say("pong")
        talk.say("ping", payload={"at": 1})
        assert talk.hear() == {"type": "pong", "payload": {"at": 1}}


def test_an_init_without_a_payload_is_read(served: Listening) -> None:
    with talking(served) as talk:
        talk.say("connection_init")
        assert talk.closed() == 4403


def test_complete_from_the_client_ends_a_watch_and_frees_its_id(served: Listening) -> None:
    with greeted(served) as talk:
        talk.watch(VERSION)
        talk.next()
        talk.say("complete", id="1")
        talk.say("complete", id="1")
        talk.say("complete", id="never")
        write(served)
        assert talk.silent(2.0)
        talk.watch(VERSION)
        talk.next()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ graph { version } }", "BAD_ARGUMENT"),
        ('query { house(id: "h1") { code } }', "BAD_ARGUMENT"),
        ('mutation { revokeToken(token: "x") { id } }', "BAD_ARGUMENT"),
        ("subscription {", "BAD_ARGUMENT"),
        ("subscription { nobody }", "BAD_ARGUMENT"),
        ('subscription { graph { version } doublingRate(rule: "R9") { day } }', "BAD_ARGUMENT"),
        ("subscription { __typename }", "BAD_ARGUMENT"),
        ('subscription { doubling(rule: "R9") { day } }', "BAD_ARGUMENT"),
        ("subscription ($r: ID!) { doublingRate(rule: $r) { day } }", "BAD_ARGUMENT"),
        ("subscription { graph { " + "version " * 2_000 + "} }", "TOO_MANY"),
        ("subscription A { graph { version } } subscription B { graph { version } }", "BAD_ARGUMENT"),
    ],
)
def test_what_cannot_be_watched_is_an_error_which_ends_it_alone(served: Listening, query: str, code: str) -> None:
    with greeted(served) as talk:
        talk.watch(query)
        assert talk.error() == code
        talk.watch(VERSION)
        assert "version" in talk.next()["data"]["graph"]


@pytest.mark.parametrize(
    "payload", [{}, {"query": 1}, {"query": VERSION, "variables": []}, {"query": VERSION, "operationName": 1}]
)
def test_request_of_the_wrong_types_is_an_error(served: Listening, payload: dict[str, Any]) -> None:
    with greeted(served) as talk:
        talk.say("subscribe", id="1", payload=payload)
        assert talk.error() == "BAD_ARGUMENT"


def test_what_is_not_there_is_answered_and_watched(served: Listening) -> None:
    with greeted(served) as talk:
        talk.watch('subscription { doublingRate(rule: "nowhere") { day } }')
        answer = talk.next()
        assert answer["data"] == {"doublingRate": None}
        assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
        talk.say("complete", id="1")
        talk.watch(VERSION)
        talk.next()


def test_variables_and_names_of_operations_are_taken(served: Listening) -> None:
    with greeted(served) as talk:
        two = "query Q { graph { sample } } subscription S($n: String!) { doublingRate(rule: $n) { rule { code } } }"
        talk.watch(two, variables={"n": "nowhere"}, operationName="S", extensions={"a": 1})
        assert talk.next()["data"] == {"doublingRate": None}


def test_subscription_by_post_is_told_where_to_ask(served: Listening) -> None:
    with served.client() as client:
        answer = client.post("/graphql", json={"query": VERSION}).json()
    assert answer["errors"][0]["extensions"]["code"] == "BAD_ARGUMENT"
    assert "WebSocket" in answer["errors"][0]["extensions"]["en"]


def test_the_servers_end_closes_sockets(neo4j_server: Running, tmp_path: Path, refilled: None) -> None:
    with listening(neo4j_server, tmp_path, port=18450) as served, greeted(served) as talk:
        talk.watch(VERSION)
        talk.next()
        served.server.should_exit = True
        assert talk.closed() == 1012
