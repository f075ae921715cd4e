"""Grants, accounts and tokens over GraphQL: one asks, another approves, and the answer follows at once."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from api.kinds import kind_of
from api.schema import schema
from api.trusted import served
from graph.model.dates import today
from guard.accounts import DocumentKind
from guard.accounts.tables import accounts
from guard.audit.reading import acts, entries_about
from guard.roles import Role
from tests.api.browsers import Browser, signed_in
from tests.api.conftest import CHEAP, Callers

IN_A_MONTH = (today() + dt.timedelta(days=30)).isoformat()
ASK = (
    "mutation ($purpose: Purpose!, $case: String!, $classes: [DataClass!]!, $until: Date!, $area: [ID!]) {"
    " askGrant(purpose: $purpose, case: $case, classes: $classes, until: $until, area: $area)"
    " { id state area { id name } basis { zh } } }"
)
OCCUPANTS = '{ housePersons(house: "h1") { occupants { person { name } } } }'


def codes(answer: Any) -> list[str]:
    return [error["extensions"]["code"] for error in answer.get("errors", [])]


def ask_for(browser: Browser, **more: Any) -> Any:
    wish = {"purpose": "INQUIRY", "case": "核2026-7", "classes": ["RESIDENT"], "until": IN_A_MONTH} | more
    return browser.ask(ASK, **wish)


@pytest.fixture
def investigator(callers: Callers) -> Browser:
    return signed_in(callers, Role.INVESTIGATOR)


@pytest.fixture
def steward(callers: Callers) -> Browser:
    return signed_in(callers, Role.STEWARD)


@pytest.fixture
def administrator(callers: Callers) -> Browser:
    return signed_in(callers, Role.ADMINISTRATOR)


def test_me_says_who_asks_and_what_one_may_ask_for(investigator: Browser) -> None:
    me = investigator.ask(
        "{ me { name roleSaid { zh en } area { id } approves mayAskFor { purpose classes basis { en } }"
        " grants { case purposeSaid { zh } stateSaid { zh } area { id } } } }"
    )["data"]["me"]
    assert me["roleSaid"] == {"zh": "核查员", "en": "Investigator"}
    assert me["area"] is None
    assert {line["purpose"] for line in me["mayAskFor"]} == {"VERIFICATION", "ORGANIZATION", "INQUIRY", "EMERGENCY"}
    assert me["grants"][-1] == {
        "case": "样例SAMPLE-1", "purposeSaid": {"zh": "案件核查"}, "stateSaid": {"zh": "有效"}, "area": None,
    }  # fmt: skip


def test_a_clerk_learns_of_themselves_by_the_document(callers: Callers) -> None:
    clerk = signed_in(callers, Role.GRID_WORKER)
    assert codes(clerk.ask("{ me { name } }")) == ["FORBIDDEN"]
    document = next(each for each in served().values() if each.name == "me")
    me = clerk.send("POST", "/graphql", {"documentId": document.id}).json()["data"]["me"]
    assert me["area"] == [{"id": "c1", "name": "一社区"}]


@pytest.mark.parametrize("role", list(Role))
def test_everybody_may_ask_who_they_are(callers: Callers, role: Role) -> None:
    document = next(each for each in served().values() if each.name == "me")
    answer = signed_in(callers, role).send("POST", "/graphql", {"documentId": document.id}).json()
    assert answer["data"]["me"]["name"] == role.value


def test_what_one_asks_for_another_approves_and_it_opens_at_once(investigator: Browser, steward: Browser) -> None:
    asked = ask_for(investigator)["data"]["askGrant"]
    assert (asked["state"], asked["basis"]["zh"][:7]) == ("WAITING", "个人信息保护法")
    assert codes(investigator.ask(OCCUPANTS, grant=asked["id"])) == ["GRANT_WRONG"]
    waiting = steward.ask("{ grantsWaiting { id holderName } }")["data"]["grantsWaiting"]
    assert {"id": asked["id"], "holderName": "investigator"} in waiting
    approve = f'mutation {{ approveGrant(grant: "{asked["id"]}") {{ state }} }}'
    assert codes(investigator.ask(approve)) == ["FORBIDDEN"]
    assert steward.ask(approve)["data"]["approveGrant"] == {"state": "IN_FORCE"}
    assert codes(steward.ask(approve)) == ["BAD_ARGUMENT"]
    assert investigator.ask(OCCUPANTS, grant=asked["id"])["data"]["housePersons"]["occupants"]
    revoke = f'mutation {{ revokeGrant(grant: "{asked["id"]}", reason: MISUSE) {{ state reason }} }}'
    assert steward.ask(revoke)["data"]["revokeGrant"] == {"state": "REVOKED", "reason": "MISUSE"}
    assert codes(investigator.ask(OCCUPANTS, grant=asked["id"])) == ["GRANT_ENDED"]


def test_a_grant_is_refused_with_a_coded_reason(investigator: Browser, steward: Browser) -> None:
    asked = ask_for(investigator)["data"]["askGrant"]["id"]
    refuse = f'mutation {{ refuseGrant(grant: "{asked}", reason: TOO_WIDE) {{ state stateSaid {{ zh }} }} }}'
    assert steward.ask(refuse)["data"]["refuseGrant"] == {"state": "REFUSED", "stateSaid": {"zh": "未批准"}}


@pytest.mark.parametrize(
    ("wish", "refused"),
    [
        ({"purpose": "SERVICE"}, "FORBIDDEN"),
        ({"classes": ["OFFICE"]}, "BAD_ARGUMENT"),
        ({"classes": []}, "BAD_ARGUMENT"),
        ({"case": "张三"}, "BAD_ARGUMENT"),
        ({"until": "2000-01-01"}, "BAD_ARGUMENT"),
        ({"area": ["nowhere"]}, "BAD_ARGUMENT"),
        ({"area": []}, "BAD_ARGUMENT"),
        ({"area": ["c1", "g1"]}, "BAD_ARGUMENT"),
    ],
)
def test_what_no_approver_could_allow_is_refused_by_its_code(
    investigator: Browser, wish: dict[str, Any], refused: str
) -> None:
    assert codes(ask_for(investigator, **wish)) == [refused]


def test_a_grant_names_its_places(investigator: Browser) -> None:
    assert ask_for(investigator, area=["c1"])["data"]["askGrant"]["area"] == [{"id": "c1", "name": "一社区"}]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_approves_nothing_sees_nobody_elses_grants(callers: Callers, role: Role) -> None:
    browser = signed_in(callers, role)
    assert codes(browser.ask("{ grantsWaiting { id } grantsOver { id } }")) == ["FORBIDDEN", "FORBIDDEN"]


def test_an_unknown_grant_and_one_of_nobody_s_business_answer_alike(callers: Callers, investigator: Browser) -> None:
    asked = ask_for(investigator)["data"]["askGrant"]["id"]
    analyst = signed_in(callers, Role.ANALYST)
    text = 'mutation { revokeGrant(grant: "%s", reason: CASE) { id } }'
    assert analyst.ask(text % asked) == analyst.ask(text % "g_0")


def test_only_an_administrator_handles_accounts(investigator: Browser, administrator: Browser) -> None:
    acts = (
        'createAccount(name: "x1", role: ANALYST) { code }',
        'setRole(account: "%s", role: ANALYST) { id }',
        'setArea(account: "%s", area: ["c1"]) { id }',
        'setApproves(account: "%s", approves: true) { id }',
        'disableAccount(account: "%s") { id }',
        'enableAccount(account: "%s") { id }',
        'resetAccount(account: "%s") { code }',
        'bindIdentity(account: "%s", issuer: "i", subject: "s") { id }',
        'unbindIdentity(account: "%s") { id }',
    )
    own = administrator.ask("{ me { id } }")["data"]["me"]["id"]
    for act in acts:
        text = act % own if "%s" in act else act
        assert codes(investigator.ask(f"mutation {{ {text} }}")) == ["FORBIDDEN"], act
        if "%s" in act:  # nor does one handle one's own
            assert codes(administrator.ask(f"mutation {{ {text} }}")) == ["FORBIDDEN"], act
    assert codes(investigator.ask("{ accounts { id } }")) == ["FORBIDDEN"]


def test_an_account_is_made_changed_disabled_and_listed(administrator: Browser) -> None:
    make = (
        'mutation { createAccount(name: "worker7", role: GRID_WORKER, area: ["c1"]) { account { id area { name } } } }'
    )
    account = administrator.ask(make)["data"]["createAccount"]["account"]
    assert account["area"] == [{"name": "一社区"}]
    for act, seen in (
        ('setArea(account: "%s", area: ["c2"]) { area { id } }', {"area": [{"id": "c2"}]}),
        ('setRole(account: "%s", role: STEWARD) { role area { id } }', {"role": "STEWARD", "area": None}),
        ('setApproves(account: "%s", approves: true) { approves }', {"approves": True}),
        ('bindIdentity(account: "%s", issuer: "https:i", subject: "s") { external }', {"external": True}),
        ('unbindIdentity(account: "%s") { external }', {"external": False}),
        ('disableAccount(account: "%s") { disabled }', {"disabled": True}),
        ('enableAccount(account: "%s") { disabled }', {"disabled": False}),
    ):
        answer = administrator.ask(f"mutation {{ done: {act % account['id']} }}")
        assert answer["data"]["done"] == seen, answer
    assert len(administrator.ask(f'mutation {{ resetAccount(account: "{account["id"]}") {{ code }} }}')["data"]) == 1
    listed = administrator.ask("{ accounts { name role disabled } }")["data"]["accounts"]
    assert {"name": "worker7", "role": "STEWARD", "disabled": False} in listed
    assert {account["name"] for account in listed if account["role"] == "RESIDENT"} == {None}


@pytest.mark.parametrize(
    "act",
    [
        'createAccount(name: "worker8", role: GRID_WORKER, area: ["nowhere"]) { code }',
        'createAccount(name: "worker8", role: GRID_WORKER) { code }',
        'createAccount(name: "worker8", role: GRID_WORKER, area: ["g1"]) { code }',
        'createAccount(name: "worker8", role: RESIDENT) { code }',
        'createAccount(name: "analyst", role: ANALYST) { code }',
        'createAccount(name: "110101199003074514", role: ANALYST) { code }',
        'setRole(account: "a_0", role: ANALYST) { id }',
    ],
)
def test_an_account_that_the_rules_do_not_allow_is_refused(administrator: Browser, act: str) -> None:
    assert codes(administrator.ask(f"mutation {{ {act} }}")) == ["BAD_ARGUMENT"]


def test_a_resident_gets_an_account_at_the_counter_of_where_they_live(callers: Callers, steward: Browser) -> None:
    grant = callers.of[Role.STEWARD].grant
    text = 'mutation { openResident(name: "%s", person: "%s", document: RESIDENT_CARD) { code account { role } } }'
    assert codes(steward.ask(text % ("li", "p2"))) == ["GRANT_NEEDED"]
    assert codes(steward.ask(text % ("li", "nobody"), grant=grant)) == ["NOT_FOUND"]
    assert codes(steward.ask(text % ("bing", "p3"), grant=grant)) == ["NOT_FOUND"]  # moved away in 2015
    assert codes(steward.ask(text % ("jia", "p1"), grant=grant)) == ["BAD_ARGUMENT"]  # has one
    opened = steward.ask(text % ("li", "p2"), grant=grant)["data"]["openResident"]
    assert opened["account"] == {"role": "RESIDENT"}
    renew = 'mutation { renewResident(person: "p2", document: PASSPORT) { code } }'
    assert steward.ask(renew, grant=grant)["data"]["renewResident"]["code"] != opened["code"]
    analyst = signed_in(callers, Role.ANALYST)
    assert codes(analyst.ask(renew)) == ["FORBIDDEN"]


@pytest.fixture
def lent(callers: Callers) -> Iterator[None]:
    """For a test that changes how the sample's resident signs in: the other modules' tests need their password."""
    yield
    shown = callers.of[Role.RESIDENT]
    before = {"password": CHEAP.hash(shown.password), "code": None, "issuer": None, "subject": None}
    register = callers.client.app.state.office.gate.register  # type: ignore[attr-defined]
    with register.begin() as db:
        db.execute(sa.update(accounts).where(accounts.c.id == shown.account.id).values(**before))


@pytest.mark.usefixtures("lent")
def test_an_identity_is_bound_to_a_residents_account_where_the_resident_lives(
    callers: Callers, steward: Browser
) -> None:
    gate = callers.client.app.state.office.gate  # type: ignore[attr-defined]
    clerk, resident = (gate.accounts.by_name(role.value) for role in (Role.STEWARD, Role.RESIDENT))
    away = gate.accounts.open_resident(clerk, "away", person="p3", document=DocumentKind.PASSPORT).account
    grant = callers.of[Role.STEWARD].grant
    changes = ('bindIdentity(account: "%s", issuer: "https:i", subject: "r") { external }',
            'unbindIdentity(account: "%s") { external }')  # fmt: skip
    for act, bound in zip(changes, (True, False), strict=True):
        text = f"mutation {{ done: {act} }}"
        assert codes(steward.ask(text % resident.id)) == ["GRANT_NEEDED"]
        for hidden in (away.id, clerk.id, gate.accounts.by_name("analyst").id, "a_0"):
            assert codes(steward.ask(text % hidden, grant=grant)) == ["NOT_FOUND"]
        assert steward.ask(text % resident.id, grant=grant)["data"]["done"] == {"external": bound}
        assert acts_of(callers)[0].persons == 1


@pytest.mark.usefixtures("lent")
def test_who_may_be_a_minor_is_noted_as_one_at_the_counter(callers: Callers, steward: Browser) -> None:
    gate = callers.client.app.state.office.gate  # type: ignore[attr-defined]
    for person, classes in (("p1", ("resident",)), ("p2", ("minor", "resident"))):  # 乙 has no birthday
        steward.ask(f'mutation {{ renewResident(person: "{person}", document: PASSPORT) {{ code }} }}',
                    grant=callers.of[Role.STEWARD].grant)  # fmt: skip
        subject = gate.subjects.of([person])[person]
        assert entries_about(gate.audit.engine, subject, before=None, limit=1)[0].classes == classes


def acts_of(callers: Callers) -> list[Any]:
    """What was noted last."""
    return list(acts(callers.client.app.state.office.gate.audit.engine, limit=1))  # type: ignore[attr-defined]


def test_a_token_is_made_in_person_shown_once_and_revoked(callers: Callers, investigator: Browser) -> None:
    made = investigator.ask('mutation { makeToken(label: "nightly", days: 7) { secret token { id ended } } }')
    token, secret = made["data"]["makeToken"]["token"], made["data"]["makeToken"]["secret"]
    script = {"Authorization": f"Bearer {secret}"}

    def by_script(query: str) -> Any:
        return callers.client.post("/graphql", json={"query": query}, headers=script).json()

    assert by_script("{ me { name } }")["data"]["me"] == {"name": "investigator"}
    for act in (
        'makeToken(label: "second") { secret }', 'revokeToken(token: "t_0")', 'approveGrant(grant: "g_0") { id }',
        'createAccount(name: "x1", role: ANALYST) { code }',
    ):  # fmt: skip
        assert codes(by_script(f"mutation {{ {act} }}")) == ["FORBIDDEN"], act
    assert {"id": token["id"], "label": "nightly", "ended": False} in investigator.ask("{ tokens { id label ended } }")[
        "data"
    ]["tokens"]
    assert investigator.ask(f'mutation {{ revokeToken(token: "{token["id"]}") }}')["data"] == {
        "revokeToken": token["id"]
    }
    assert codes(by_script("{ me { name } }")) == ["UNAUTHENTICATED"]


@pytest.mark.parametrize("days", [0, 366, -1])
def test_a_token_of_no_or_too_many_days_is_refused(investigator: Browser, days: int) -> None:
    assert codes(investigator.ask(f'mutation {{ makeToken(label: "x", days: {days}) {{ secret }} }}')) == [
        "BAD_ARGUMENT"
    ]


def test_every_change_says_what_kind_of_act_it_is() -> None:
    mutation: Any = schema()._schema.mutation_type
    assert [name for name in mutation.fields if kind_of([name], mutates=True).value == "question"] == []
