"""Who watches is judged anew for every answer, and nobody watches more than they may."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from api.watching import socket as socket_module
from api.watching import watch
from graph.engine import Running
from guard.accounts.tables import accounts, sessions, tokens
from guard.roles import Role
from tests.api.graphql_ws import Talk, greeted, talking
from tests.api.listening import Listening, listening, until
from tests.api.test_watching import RATE, VERSION, write


@pytest.fixture
def served(
    neo4j_server: Running, tmp_path_factory: pytest.TempPathFactory, refilled: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Listening]:
    monkeypatch.setattr(socket_module, "LOOK_SECONDS", 0.3)
    monkeypatch.setattr(watch, "REST", 0.0)
    with listening(neo4j_server, tmp_path_factory.mktemp("access")) as it:
        yield it


def register(served: Listening, *statements: sa.Executable) -> None:
    with served.office.gate.register.begin() as db:
        for each in statements:
            db.execute(each)


def signed_in(served: Listening, role: Role = Role.INVESTIGATOR) -> str:
    """The secret of a session of the role's account."""
    account = served.office.gate.accounts.by_name(served.accounts[role].account.name)
    return served.office.gate.accounts.begin_session(account).secret


def page(served: Listening, secret: str, **more: str) -> dict[str, str]:
    """The headers of a socket that a browser's page opens."""
    return {"Cookie": f"jingwei_session={secret}", "Origin": f"http://{served.host}"} | more


def watching(talk: Talk) -> None:
    talk.watch(VERSION)
    talk.next()


@pytest.mark.parametrize("statement", ["revoked", "disabled", "ended"])
def test_token_that_ends_ends_its_sockets_though_nothing_changes(served: Listening, statement: str) -> None:
    ends = {
        "revoked": sa.update(tokens).values(revoked_at=1),
        "disabled": sa.update(accounts).values(disabled_at=1),
        "ended": sa.update(tokens).values(until=1),
    }
    with greeted(served) as talk:
        watching(talk)
        register(served, ends[statement])
        assert talk.closed(5) == 4401


def test_session_that_ends_ends_its_sockets(served: Listening) -> None:
    secret = signed_in(served)
    with talking(served, headers=page(served, secret)) as talk:
        talk.greet(None)
        watching(talk)
        served.office.gate.accounts.sign_out(secret)
        assert talk.closed(5) == 4401


def test_no_answer_is_given_after_the_end(served: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_module, "LOOK_SECONDS", 3600)
    with greeted(served) as talk:
        watching(talk)
        before = served.latest().seq
        register(served, sa.update(accounts).values(disabled_at=1))
        write(served)
        assert talk.closed(10) == 4401
        assert served.latest().seq == before


def test_watch_keeps_no_session_alive(served: Listening) -> None:
    secret = signed_in(served)
    with talking(served, headers=page(served, secret)) as talk:
        talk.greet(None)
        watching(talk)
        register(served, sa.update(sessions).values(seen_at=sessions.c.seen_at - 120))
        with served.office.gate.register.connect() as db:
            seen = db.execute(sa.select(sessions.c.seen_at)).scalars().all()
        write(served)
        talk.next()
        with served.office.gate.register.connect() as db:
            assert db.execute(sa.select(sessions.c.seen_at)).scalars().all() == seen


@pytest.mark.parametrize(
    "more",
    [
        {"Origin": "http://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
    ],
)
def test_another_sites_page_gets_nothing_by_the_cookie(served: Listening, more: dict[str, str]) -> None:
    with talking(served, headers=page(served, signed_in(served), **more)) as talk:
        talk.say("connection_init")
        assert talk.closed() == 4403


def test_cookie_without_an_origin_proves_nothing(served: Listening) -> None:
    with talking(served, headers={"Cookie": f"jingwei_session={signed_in(served)}"}) as talk:
        talk.say("connection_init")
        assert talk.closed() == 4403


def test_token_in_the_address_is_not_looked_at(served: Listening) -> None:
    from websockets.sync.client import connect

    address = f"ws://{served.host}/graphql?authorization={served.token()}".replace(" ", "%20")
    with connect(address, subprotocols=["graphql-transport-ws"], proxy=None) as line:  # type: ignore[list-item]
        talk = Talk(line)
        talk.say("connection_init")
        assert talk.closed() == 4403


def test_grant_that_is_revoked_ends_the_watch(served: Listening) -> None:
    from guard.grants.tables import grants

    with greeted(served, grant=served.accounts[Role.INVESTIGATOR].grant) as talk:
        watching(talk)
        assert (served.latest().grant, served.latest().persons) == (served.accounts[Role.INVESTIGATOR].grant, 0)
        register(served, sa.update(grants).values(revoked_at=1))
        write(served)
        assert talk.error() in ("GRANT_ENDED", "GRANT_WRONG")
        assert served.latest().outcome.value == "refused"


def test_anothers_grant_is_refused(served: Listening) -> None:
    with greeted(served, grant=served.accounts[Role.STEWARD].grant) as talk:
        talk.watch(VERSION)
        assert talk.error() == "GRANT_WRONG"


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.COMMUNITY_OFFICER])
def test_clerks_watch_documents_alone(served: Listening, role: Role) -> None:
    with greeted(served, served.token(role)) as talk:
        talk.watch(VERSION)
        assert talk.error() == "FORBIDDEN"
        talk.say("subscribe", id="2", payload={"documentId": "sha256:" + "0" * 64})
        assert talk.error("2") == "NOT_FOUND"


def test_who_reads_no_data_watches_none(served: Listening) -> None:
    with greeted(served, served.token(Role.AUDITOR)) as talk:
        talk.watch(RATE)
        assert talk.error() == "FORBIDDEN"
        assert (served.latest().what, served.latest().outcome.value) == ("doublingRate", "refused")


def test_a_caller_has_so_many_watches_on_all_sockets(served: Listening) -> None:
    served.app.state.watching.quotas.watches.most = 2
    with greeted(served) as one, greeted(served) as other:
        watching(one)
        watching(other)
        one.watch(VERSION, id="3")
        assert one.error("3") == "TOO_MANY"
        other.say("complete", id="1")
        until(lambda: served.app.state.watching.quotas.watches._used.total() == 1)
        one.watch(VERSION, id="3")
        one.next("3")
        with greeted(served, served.token(Role.ANALYST)) as another:
            watching(another)


def test_a_caller_has_so_many_sockets(served: Listening) -> None:
    quotas = served.app.state.watching.quotas
    quotas.sockets.most = 1
    with greeted(served):
        with talking(served) as talk:
            talk.say("connection_init", payload={"authorization": served.token()})
            assert talk.closed() == 1013
        with greeted(served, served.token(Role.ANALYST)):
            pass
    until(lambda: not quotas.all._used.total() and not quotas.sockets._used.total())
    with greeted(served):
        pass


def test_an_origin_has_so_many_sockets_that_do_not_say_who_they_are(served: Listening) -> None:
    from websockets.exceptions import InvalidStatus

    served.app.state.watching.quotas.waiting.most = 2
    with greeted(served), talking(served), talking(served):
        with pytest.raises(InvalidStatus) as refused, talking(served):
            pass
        assert refused.value.response.status_code == 503


def test_without_an_audit_there_is_no_answer(served: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    from guard.refusals import NotAudited

    async def fails(*_: object) -> int:
        raise NotAudited

    with greeted(served) as talk:
        monkeypatch.setattr("guard.audit.log.AuditLog.record", fails)
        talk.watch(VERSION)
        assert talk.error() == "AUDIT_UNAVAILABLE"
