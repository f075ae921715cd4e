"""Single sign-on lets in whom the provider vouches for and an account was bound to, and nobody who forges any part."""

import dataclasses
import datetime as dt
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from api.oidc import Oidc
from api.oidc_provider import AGAIN, Provider
from api.oidc_settings import OidcSettings, is_guarded, oidc_settings
from api.oidc_waiting import LASTS, OF_ONE_ORIGIN, Waiting
from api.seldom import Seldom
from graph.model.dates import SHANGHAI
from guard.audit.reading import acts
from guard.roles import Role
from guard.setting import SettingError
from tests.api import provider as fake
from tests.api.browsers import HERE, Browser, signed_in
from tests.api.conftest import Callers

CALLBACK = f"{HERE}/oidc/callback"


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class Desk:
    """A provider, our server that trusts it, and a browser."""

    def __init__(self, callers: Callers, provider: fake.Provider) -> None:
        self.callers, self.provider, self.clock = callers, provider, Clock()
        self.app: Any = callers.client.app
        settings = OidcSettings(provider.url, fake.CLIENT, CALLBACK, fake.SECRET)
        self.app.state.oidc = Oidc(Provider(settings, clock=self.clock), Waiting(clock=self.clock))
        self.browser = Browser(callers)

    def go(self) -> str:
        """Begin, and have the address that the browser is sent back to."""
        begun = self.browser.send("POST", "/oidc", {})
        assert begun.status_code == 200, begun.text
        with httpx.Client(trust_env=False) as agent:
            return agent.get(begun.json()["go"]).headers["location"]

    def back(self, address: str) -> Any:
        """Come back there from the provider's site."""
        return self.browser.client.get(address, headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"})

    def sign_in(self) -> str:
        """The whole way; where it ends."""
        answer = self.back(self.go())
        assert (answer.status_code, answer.text) == (303, "")
        return str(answer.headers["location"])

    def noted(self) -> tuple[str, str, str | None]:
        last = acts(self.app.state.office.gate.audit.engine, limit=1)[0]
        return last.caller, last.outcome.value, last.code

    def entries(self) -> int:
        with self.app.state.office.gate.audit.engine.connect() as db:
            return int(db.exec_driver_sql("SELECT count(*) FROM entries").scalar())


@pytest.fixture(scope="module")
def listening() -> Iterator[fake.Provider]:
    with fake.provider() as made:
        yield made


@pytest.fixture
def desk(callers: Callers, listening: fake.Provider) -> Iterator[Desk]:
    """A provider without faults, and the analyst bound to its first subject."""
    url, key = listening.url, listening.signing
    listening.__dict__.update(fake.Provider(url=url, signing=key).__dict__)
    gate = callers.client.app.state.office.gate  # type: ignore[attr-defined]
    administrator = gate.accounts.by_name("administrator")
    analyst = gate.accounts.by_name("analyst")
    gate.accounts.bind_external(analyst.id, url, "s-1", by=administrator)
    yield Desk(callers, listening)
    if gate.accounts.by_name("analyst").disabled:
        gate.accounts.enable(administrator, analyst.id)
    # Binding and disabling have ended its token, with which other tests ask.
    until = dt.datetime.now(SHANGHAI) + dt.timedelta(days=1)
    made = gate.accounts.new_token(gate.accounts.by_name("analyst"), "again", until=until)
    callers.of[Role.ANALYST] = dataclasses.replace(callers.of[Role.ANALYST], token=made.secret)
    callers.client.app.state.oidc = None  # type: ignore[attr-defined]


def test_whom_the_provider_vouches_for_is_let_in_as_the_account_bound_before(desk: Desk) -> None:
    assert desk.sign_in() == "../"
    assert desk.browser.ask("{ me { name } }")["data"]["me"]["name"] == "analyst"
    assert desk.noted()[0].startswith("a_")


def test_the_cookies_are_ours_alone(desk: Desk) -> None:
    begun = desk.browser.send("POST", "/oidc", {}).headers["set-cookie"].lower()
    assert {"httponly", "samesite=lax", "path=/oidc"} < {part.strip() for part in begun.split(";")}
    ended = desk.back(desk.go()).headers
    assert "samesite=strict" in ended["set-cookie"].lower()
    assert ended["referrer-policy"] == "no-referrer"


def test_address_to_the_provider_carries_no_secret(desk: Desk) -> None:
    go = desk.browser.send("POST", "/oidc", {}).json()["go"]
    asked = parse_qs(urlsplit(go).query)
    assert set(asked) == {
        "response_type", "scope", "client_id", "redirect_uri", "state", "nonce",
        "code_challenge", "code_challenge_method",
    }  # fmt: skip
    assert fake.SECRET not in go


@pytest.mark.parametrize("algorithm", ["ES256", "PS256", "RS256"])
def test_keys_of_every_usual_kind_are_taken(desk: Desk, algorithm: str) -> None:
    desk.provider.signing = fake.elliptic("e") if algorithm == "ES256" else fake.rsa("r")
    desk.provider.algorithm = algorithm
    assert desk.sign_in() == "../"


Forge = Callable[[dict[str, Any]], dict[str, Any]]
FORGED: dict[str, Forge] = {
    "another issuer": lambda c: c | {"iss": "https://elsewhere.example"},
    "another audience": lambda c: c | {"aud": "someone-else"},
    "two audiences, for the other": lambda c: c | {"aud": [fake.CLIENT, "else"], "azp": "else"},
    "two audiences, for nobody named": lambda c: c | {"aud": [fake.CLIENT, "else"]},
    "expired": lambda c: c | {"exp": int(time.time()) - 3600},
    "no end": lambda c: {name: value for name, value in c.items() if name != "exp"},
    "made long ago": lambda c: c | {"iat": int(time.time()) - 7200},
    "made in the future": lambda c: c | {"iat": int(time.time()) + 3600},
    "not yet": lambda c: c | {"nbf": int(time.time()) + 3600},
    "end is a text": lambda c: c | {"exp": "never"},
    "another nonce": lambda c: c | {"nonce": "x"},
    "no nonce": lambda c: {name: value for name, value in c.items() if name != "nonce"},
    "no subject": lambda c: {name: value for name, value in c.items() if name != "sub"},
    "subject is a list": lambda c: c | {"sub": ["s-1"]},
    "endless subject": lambda c: c | {"sub": "s" * 256},
}


@pytest.mark.parametrize("forged", FORGED)
def test_forged_claim_lets_nobody_in(desk: Desk, forged: str, caplog: pytest.LogCaptureFixture) -> None:
    desk.provider.forge = FORGED[forged]
    assert desk.sign_in() == "../#sso=refused"
    assert desk.browser.session is None
    assert desk.noted() == ("nobody", "refused", "UNAUTHENTICATED")
    assert desk.provider.last_token not in caplog.text


def test_forged_signature_lets_nobody_in(desk: Desk) -> None:
    key = desk.provider.signing
    for seal in (fake.unsigned, fake.by_public_key(key), lambda token: token[:-8] + "AAAAAAAA", lambda token: "a.b"):
        desk.provider.seal = seal
        assert desk.sign_in() == "../#sso=refused"


def test_key_that_was_never_published_lets_nobody_in(desk: Desk) -> None:
    known = desk.provider.signing
    desk.provider.shown, desk.provider.signing = [known], fake.rsa("mine")
    assert desk.sign_in() == "../#sso=refused"
    desk.provider.signing = fake.rsa(known.kid)  # under a name that is known
    assert desk.sign_in() == "../#sso=refused"
    desk.provider.signing = known


def test_rotated_keys_are_found_and_withdrawn_ones_forgotten(desk: Desk) -> None:
    old, new = desk.provider.signing, fake.rsa("k2")
    assert desk.sign_in() == "../"
    desk.provider.shown, desk.provider.signing = [old, new], new
    desk.clock.seconds += AGAIN + 1
    assert desk.sign_in() == "../"
    desk.provider.shown, desk.provider.signing = [new], old
    desk.clock.seconds += 3601
    assert desk.sign_in() == "../#sso=refused"
    desk.provider.signing = old


def test_unknown_keys_do_not_make_us_flood_the_provider(desk: Desk) -> None:
    known = desk.provider.signing
    assert desk.sign_in() == "../"
    desk.provider.shown, desk.provider.signing, asked = [known], fake.rsa("mine"), desk.provider.asked_for_keys
    for _ in range(5):
        assert desk.sign_in() == "../#sso=refused"
    assert desk.provider.asked_for_keys == asked
    desk.provider.signing = known


def test_state_counts_once_and_for_one_browser(desk: Desk) -> None:
    address = desk.go()
    stranger = Browser(desk.callers)
    assert stranger.client.get(address).headers["location"] == "../#sso=refused"
    assert desk.back(address).headers["location"] == "../"
    desk.browser.client.cookies.clear()
    assert desk.back(address).headers["location"] == "../#sso=refused"


def test_another_state_lets_nobody_in(desk: Desk) -> None:
    address = desk.go()
    assert desk.back(address.replace("state=", "state=x")).headers["location"] == "../#sso=refused"
    assert desk.back(CALLBACK).headers["location"] == "../#sso=refused"


def test_who_comes_back_from_nowhere_is_not_noted(desk: Desk) -> None:
    address, stranger, last = desk.go(), Browser(desk.callers), desk.entries()
    stranger.client.get(address)
    desk.back(CALLBACK)
    desk.app.state.oidc, configured = None, desk.app.state.oidc
    desk.back(address)
    assert desk.entries() == last
    desk.app.state.oidc = configured


def test_of_one_origin_only_so_many_failures_are_noted(desk: Desk) -> None:
    object.__setattr__(desk.app.state.oidc, "failing", Seldom(1))
    desk.provider.subject, last = "s-2", desk.entries()
    for _ in range(3):
        assert desk.sign_in() == "../#sso=unbound"
    assert desk.entries() == last + 1
    desk.provider.subject = "s-1"


def test_code_of_another_sign_in_does_not_fit_this_ones_verifier(desk: Desk) -> None:
    stolen = parse_qs(urlsplit(desk.go()).query)["code"][0]
    mine = urlsplit(desk.go())
    state = parse_qs(mine.query)["state"][0]
    assert desk.back(f"{CALLBACK}?code={stolen}&state={state}").headers["location"] == "../#sso=refused"


def test_sign_in_that_takes_too_long_is_none(desk: Desk) -> None:
    address = desk.go()
    desk.clock.seconds += LASTS + 1
    assert desk.back(address).headers["location"] == "../#sso=refused"


def test_answer_of_another_issuer_is_refused(desk: Desk) -> None:
    desk.provider.answer_iss = "https://elsewhere.example"
    assert desk.sign_in() == "../#sso=refused"
    desk.provider.answer_iss = desk.provider.url
    assert desk.sign_in() == "../"
    desk.provider.answer_iss, desk.clock.seconds = None, desk.clock.seconds + 4000
    desk.provider.discovery = {"authorization_response_iss_parameter_supported": True}
    assert desk.sign_in() == "../#sso=refused"  # one that says it names itself, and did not


def test_provider_that_says_no_lets_nobody_in(desk: Desk) -> None:
    address = desk.go()
    state = parse_qs(urlsplit(address).query)["state"][0]
    assert desk.back(f"{CALLBACK}?error=access_denied&state={state}").headers["location"] == "../#sso=refused"


def test_unknown_subject_and_disabled_account_look_alike_and_make_no_account(desk: Desk) -> None:
    accounts = desk.app.state.office.gate.accounts
    administrator = accounts.by_name("administrator")
    before = len(accounts.accounts(administrator))
    desk.provider.subject = "s-2"
    assert desk.sign_in() == "../#sso=unbound"
    desk.provider.subject = "s-1"
    accounts.disable(administrator, accounts.by_name("analyst").id)
    assert desk.sign_in() == "../#sso=unbound"
    assert len(accounts.accounts(administrator)) == before


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_discovery_document_that_does_not_do_is_refused(desk: Desk, discovery: dict[str, Any]) -> None:
    desk.provider.discovery = discovery
    answer = desk.browser.send("POST", "/oidc", {})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (502, "PROVIDER_UNAVAILABLE")


def test_provider_that_fails_is_said_to_be_away(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="jingwei")
    desk.provider.status = 500
    assert desk.sign_in() == "../#sso=away"
    assert desk.provider.last_token not in caplog.text
    assert "single sign-on failed: it answered 500" in caplog.text


def test_another_site_cannot_begin_a_sign_in(desk: Desk) -> None:
    answer = desk.browser.send("POST", "/oidc", {}, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert desk.browser.client.get("/oidc").status_code == 405


def test_without_a_provider_there_is_no_single_sign_on(callers: Callers) -> None:
    browser = signed_in(callers, Role.AUDITOR)
    assert browser.send("POST", "/oidc", {}).status_code == 401
    assert browser.client.get("/oidc/callback?code=x&state=y").headers["location"] == "../#sso=refused"


def test_those_who_wait_are_bounded_and_an_origin_pushes_out_its_own() -> None:
    waiting = Waiting()
    other = waiting.begin("other")
    mine = [waiting.begin("mine") for _ in range(OF_ONE_ORIGIN + 1)]
    assert waiting.take(mine[0].state, mine[0].browser) is None
    assert waiting.take(mine[1].state, mine[1].browser) == mine[1]
    assert waiting.take(other.state, other.browser) == other


GOOD = {
    "JINGWEI_OIDC_ISSUER": "https://id.example",
    "JINGWEI_OIDC_CLIENT_ID": "jingwei",
    "JINGWEI_OIDC_CALLBACK": "https://jingwei.example/oidc/callback",
}


def test_settings_name_a_provider_or_none(tmp_path: Any) -> None:
    assert oidc_settings({}) is None
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n")
    read = oidc_settings(GOOD | {"JINGWEI_OIDC_CLIENT_SECRET_FILE": str(secret)})
    assert read == OidcSettings("https://id.example", "jingwei", GOOD["JINGWEI_OIDC_CALLBACK"], "s3cret")
    assert "s3cret" not in repr(read)


@pytest.mark.parametrize(
    "wrong",
    [
        {"JINGWEI_OIDC_ISSUER": "http://id.example"},
        {"JINGWEI_OIDC_CLIENT_ID": ""},
        {"JINGWEI_OIDC_CALLBACK": "https://jingwei.example/elsewhere"},
        {"JINGWEI_OIDC_CLIENT_SECRET_FILE": "nowhere"},
    ],
)
def test_half_a_setting_is_refused_by_its_name(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingError, match=next(iter(wrong))):
        oidc_settings(GOOD | wrong)


@pytest.mark.parametrize(
    "address", ["", "http://a.example", "https://", "https://u@a.example", "ftp://127.0.0.1", None]
)
def test_address_that_others_can_read_is_not_guarded(address: object) -> None:
    assert not is_guarded(address)
