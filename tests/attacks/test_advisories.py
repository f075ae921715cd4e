"""Every known advisory of strawberry-graphql and graphql-core: what it let happen does not happen here.

Looked up on 2026-11-24 in the advisory databases of GitHub, OSV and PyPA, and in both projects' release notes. One that
concerns a part that is not used (uploads, relay, the bundled IDE) is tested by the part's absence; subscriptions are
our own, and do not do what strawberry's did.
"""

import gc
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import GraphQLError
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from api.app import create_app
from api.errors import ApiError
from api.kept import Kept
from api.limits import COMMENTS_MOST, OverLimit
from api.reading import ERRORS_MOST, read_text, validated
from api.schema import schema
from tests.attacks.serving import Served

ROOT = Path(__file__).parents[2]
SECONDS, WATCHES = 60.0, 20
WATCHED = {"query": "subscription { graph { version } }"}


def socket(served: Served, *protocols: Any) -> ClientConnection:
    """A socket whose client has said nothing yet."""
    address = served.url.replace("http://", "ws://") + "/graphql"
    return connect(address, subprotocols=list(protocols) or None, proxy=None, compression=None)


@contextmanager
def greeted(served: Served) -> Iterator[ClientConnection]:
    """A socket of a script, acknowledged."""
    with socket(served, "graphql-transport-ws") as line:
        token = served.headers()["Authorization"]
        say(line, {"type": "connection_init", "payload": {"authorization": token}})
        assert json.loads(line.recv(timeout=SECONDS)) == {"type": "connection_ack"}
        yield line


def say(line: ClientConnection, message: object) -> None:
    line.send(json.dumps(message))


def closed(line: ClientConnection) -> int | None:
    """The code with which the server closes the socket."""
    with pytest.raises(ConnectionClosed) as closing:
        line.recv(timeout=SECONDS)
    return closing.value.rcvd.code if closing.value.rcvd else None


def refused_as(text: str) -> str:
    """The cap that refuses a text, or what it fails at."""
    try:
        errors = validated(read_text(text), schema()._schema)
    except OverLimit as error:
        return error.limit
    except (ApiError, GraphQLError) as error:
        return type(error).__name__
    return "invalid" if errors else ""


def test_ghsa_79gp_q4wv_33fr_uploads_are_not_taken(caller: httpx.Client) -> None:
    """CVE-2024-47082, strawberry < 0.243.0: multipart uploads were on by default, which any site can send."""
    parts = {"operations": (None, '{"query": "{ __typename }"}'), "map": (None, "{}")}
    assert caller.post("/graphql", files=parts).status_code == 400
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk", ""):
        answer = caller.post("/graphql", content=b'{"query": "{ __typename }"}', headers={"Content-Type": kind})
        assert (answer.status_code, answer.json().get("data")) == (400, None)


@pytest.mark.parametrize("root", ["place", "organization", "node"])
def test_ghsa_5xh2_23cc_5jc6_a_node_is_of_its_own_type(caller: httpx.Client, root: str) -> None:
    """CVE-2025-22151, strawberry 0.182.0 to 0.256: a node could be answered as another type of the same model."""
    node = {"place": "c1", "organization": "o", "node": "c1"}[root]
    expected = {"place": "Community", "organization": "Committee", "node": "Community"}[root]
    asked = caller.post("/graphql", json={"query": f'{{ {root}(id: "{node}") {{ __typename }} }}'}).json()
    assert asked["data"] == {root: {"__typename": expected}}
    for other, id_ in (("town", node), ("resident", "h1"), ("officeHolder", "p2"), ("node", "p1")):
        answer = caller.post("/graphql", json={"query": f'{{ {other}(id: "{id_}") {{ __typename }} }}'}).json()
        assert answer["data"] == {other: None}


def test_ghsa_vpwc_v33q_mq89_the_legacy_protocol_is_not_spoken(served: Served) -> None:
    """CVE-2026-35523, strawberry < 0.312.3: over the legacy protocol nobody was asked who they are."""
    for protocols in (("graphql-ws",), ()):
        with socket(served, *protocols) as line:
            assert closed(line) == 4406
    with served.client() as client:
        answer = client.post("/graphql", json={"query": "subscription { __typename }"})
        assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_ARGUMENT"


def test_ghsa_hv3w_m4g2_5x77_a_socket_has_so_many_subscriptions(served: Served) -> None:
    """CVE-2026-35526, strawberry < 0.312.3: any number of subscriptions on one connection."""
    codes: list[str] = []
    places = WATCHES + 3
    with greeted(served) as line:
        for at in range(places):
            say(line, {"type": "subscribe", "id": str(at), "payload": WATCHED})
        while len(codes) < places - WATCHES:
            heard = json.loads(line.recv(timeout=SECONDS))
            codes += [heard["payload"][0]["extensions"]["code"]] if heard["type"] == "error" else []
    assert codes == ["TOO_MANY"] * (places - WATCHES)


def test_ghsa_m952_2w3f_6r8h_an_ended_subscription_gives_its_place_back(served: Served) -> None:
    """CVE-2026-107727, strawberry 0.312.3 to 0.327.1: ended subscriptions kept their places."""
    with greeted(served) as line:
        for _ in range(WATCHES * 2):
            say(line, {"type": "subscribe", "id": "1", "payload": WATCHED})
            assert json.loads(line.recv(timeout=SECONDS))["type"] == "next"
            say(line, {"type": "complete", "id": "1"})


def test_ghsa_x97m_qp5c_w9xj_the_page_puts_no_header_into_its_address(served: Served) -> None:
    """CVE-2026-45739, strawberry 0.288.4 to 0.315.3: the bundled GraphiQL wrote the headers editor into the address."""
    imported = "import sys, api.app; print([m for m in sys.modules if m in ('strawberry.fastapi', 'strawberry.asgi')])"
    ran = subprocess.run([sys.executable, "-c", imported], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
    page = (ROOT / "api" / "assets" / "page.js").read_text(encoding="utf-8")
    for written in ("pushState", "location.search =", "searchParams.set", "location.href ="):
        assert written not in page
    with served.stranger() as client:
        answer = client.get("/graphql")
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("length", [1, 2, 49])
def test_ghsa_qfwv_87qj_98xq_fragments_in_a_ring_are_refused(length: int) -> None:
    """CVE-2026-47706, strawberry 0.71.0 to 0.315.6: counting the depth of a ring of fragments never ended."""
    ring = " ".join(f"fragment F{i} on Query {{ ...F{(i + 1) % length} }}" for i in range(length))
    assert refused_as(f"{{ ...F0 }} {ring}") == "BadArgument"


def test_ghsa_fr49_mhgj_crfc_aliases_in_fragments_count_wherever_they_are_spread() -> None:
    """CVE-2026-47707, strawberry 0.172.0 to 0.315.6: aliases in a fragment counted once, wherever it was spread."""
    ten = "fragment Ten on Place { " + " ".join(f"a{i}: name" for i in range(10)) + " }"
    five = " ".join(f'p{i}: place(id: "d") {{ ...Ten }}' for i in range(5))
    assert refused_as(f"{{ {five} }} {ten}") == "aliases"


def test_two_requests_share_no_extension() -> None:
    """strawberry < 0.193.0, no id: extensions were one for all requests, and mixed them up."""
    one, other = schema().get_extensions(), schema().get_extensions()
    assert not {id(each) for each in one} & {id(each) for each in other}


@pytest.mark.parametrize("levels", [2, 3, 4])
def test_ghsa_vj8h_fx38_h3vc_repeated_inline_fragments_are_refused_before_validation(levels: int) -> None:
    """CVE-2026-75507, graphql-core < 3.2.12 and < 3.3.0rc1, and graphql-js CVE-2023-26144 before it: comparing fields
    under one key took quadratic time and more.
    """
    inner = "id name"
    for _ in range(levels):
        inner = f"... on Place {{ {inner} }} " * (14 if levels == 2 else 9)
    assert refused_as(f'{{ place(id: "d") {{ {inner} }} }}') in {"repeats", "selections", "tokens", "bytes"}


def test_ghsa_r77w_qph3_7vf8_comments_count() -> None:
    """CVE-2026-75508, graphql-core 3.2.3 to 3.2.11: comments were kept as tokens and not counted as such."""
    assert refused_as("#\n" * (COMMENTS_MOST + 1) + "{ __typename }") == "comments"
    assert refused_as("{ " + "__typename #\n" * (COMMENTS_MOST + 1) + "}") == "comments"


def test_cve_2026_134795_a_run_of_comments_is_not_read_to_its_end() -> None:
    """graphql-core 3.2.12, 3.2.13 and 3.3.0rc1 to 3.3.1: the limit was looked at only behind a run of comments."""
    tracemalloc.start()
    assert refused_as("#\n" * 30_000 + "{ __typename }") == "comments"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1024 * 1024


def test_ghsa_mpqx_q82w_9x46_validations_that_are_broken_off_keep_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """CVE-2026-119286, graphql-core 3.3.0a3 to 3.3.0: each validation with too many errors was kept for good."""
    monkeypatch.setattr("api.reading._kept", Kept(0, 0))
    unknown = " ".join(f"x{i}" for i in range(ERRORS_MOST + 30))
    tracemalloc.start()
    for i in range(30):
        errors = validated(read_text(f'{{ place(id: "{i}") {{ {unknown} }} }}'), schema()._schema)
        assert len(errors) == ERRORS_MOST + 1
    gc.collect()
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < 30 * 10_000


@pytest.mark.parametrize("twice", ["...F{n} ...F{n}", "fields {{ type {{ ...F{n} }} }} ...F{n}"])
def test_introspection_through_fragments_takes_no_exponential_time(twice: str) -> None:
    """graphql-core < 3.2.14 and < 3.3.2, no id: the rule on introspection's depth walked fragments again and again."""
    links = [f"fragment F{i} on __Type {{ {twice.format(n=i + 1)} }}" for i in range(40)]
    text = f"{{ __schema {{ types {{ ...F0 }} }} }} {' '.join(links)} fragment F40 on __Type {{ name }}"
    assert refused_as(text) in {"selections", "levels", "introspection"}


def test_fragments_shared_by_many_operations_are_refused() -> None:
    """graphql-core < 3.2.14 and < 3.3.2, no id: fragments were walked once for every operation that spreads them."""
    operations = " ".join(f"query Q{i} {{ ...F0 }}" for i in range(11))
    assert refused_as(f"{operations} fragment F0 on Query {{ __typename }}") == "operations"


def test_many_fragments_that_overlap_are_refused() -> None:
    """graphql-core < 3.2.14 and < 3.3.2, no id: the budget of GHSA-vj8h-fx38-h3vc left out pairs of fragments."""
    spread = " ".join(f"...F{i}" for i in range(45))
    alike = " ".join(f"fragment F{i} on Place {{ id name code level }}" for i in range(45))
    text = f'{{ place(id: "d") {{ {spread} }} a: place(id: "d") {{ {spread} {spread} }} }} {alike}'
    assert refused_as(text) == "repeats"


def test_long_fragment_chains_end_in_a_refusal() -> None:
    """graphql-core < 3.2.14 and < 3.3.2, no id: a long chain of fragments ran into Python's recursion limit."""
    links = [f"fragment F{i} on Query {{ ... on Query {{ ... on Query {{ ...F{i + 1} }} }} }}" for i in range(49)]
    assert refused_as(f"{{ ...F0 }} {' '.join(links)} fragment F49 on Query {{ __typename }}") == "levels"


def test_nobody_outside_is_answered_by_cors(served: Served) -> None:
    """CORS stays closed: no header allows another site to read an answer, and a preflight allows nothing."""
    assert not [each for each in _middleware() if "cors" in each.lower()]
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    asked |= {"Access-Control-Request-Headers": "content-type,authorization"}
    with served.client() as client:
        answers = [client.options("/graphql", headers=asked)]
        answers.append(client.post("/graphql", json={"query": "{ __typename }"}, headers={"Origin": asked["Origin"]}))
    assert not [name for each in answers for name in each.headers if name.startswith("access-control-")]
    assert answers[0].status_code == 405


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_question_is_posted(caller: httpx.Client, method: str) -> None:
    assert caller.request(method, "/graphql", json={"query": "{ __typename }"}).status_code == 405


def _middleware() -> list[str]:
    app = create_app(None)  # type: ignore[arg-type]
    return [str(each.cls) for each in app.user_middleware]
