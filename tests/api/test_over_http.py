"""Media types and statuses by GraphQL over HTTP; who sends a session's cookie must come from our own page."""

from typing import Any

import pytest

from api.asked import read_request
from api.csrf import CrossSite, check_same_origin
from api.errors import BadArgument
from api.limits import OverLimit
from api.over_http import NEW, OLD, NotAcceptable, answer_of, media_type, status_of_answer, status_of_refusal

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", OLD), ("*/*", OLD), ("application/*", OLD), (OLD, OLD), (NEW, NEW), (f"{NEW}, {OLD}", NEW),
        (f"{OLD}, {NEW}", NEW), (f"{NEW};q=0.5, {OLD}", OLD), (f"{OLD};q=0.5, {NEW}; charset=utf-8", NEW),
        (f"text/html, {NEW};q=0.1", NEW), ("text/html, */*;q=0.1", OLD), (f"{NEW};q=0, */*", OLD),
    ],
)  # fmt: skip
def test_the_media_type_is_what_the_client_prefers(accept: str, kind: str) -> None:
    assert media_type({"accept": accept} if accept else {}) == kind


@pytest.mark.parametrize("accept", ["text/html", f"{OLD};q=0", f"{OLD}; charset=latin-1", ","])
def test_a_client_that_takes_no_json_is_refused(accept: str) -> None:
    with pytest.raises(NotAcceptable) as refused:
        media_type({"accept": accept})
    assert status_of_refusal(refused.value.code) == 406


def test_data_is_left_out_of_what_was_not_executed() -> None:
    unread: dict[str, Any] = {"message": "x"}
    assert answer_of(None, [unread]) == {"errors": [unread]}
    failed = {"message": "x", "path": ["a"]}
    assert answer_of(None, [failed]) == {"errors": [failed], "data": None}
    assert answer_of({"a": 1}, []) == {"data": {"a": 1}}
    assert [status_of_answer({"errors": [unread]}, kind) for kind in (OLD, NEW)] == [200, 400]
    assert [status_of_answer({"errors": [failed], "data": None}, kind) for kind in (OLD, NEW)] == [200, 200]


def test_an_old_client_gets_200_for_a_text_that_is_refused_and_for_nothing_else() -> None:
    assert status_of_refusal("TOO_MANY", kind=OLD, read=True) == 200
    assert status_of_refusal("TOO_MANY", kind=NEW, read=True) == 400
    assert status_of_refusal("TOO_MANY", kind=OLD) == 400
    assert status_of_refusal("UNAUTHENTICATED", kind=OLD, read=True) == 401


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"1", b'"x"', b"{}", b'{"query": 1}', b'{"query": {}}', b'{"query": "{a}", "variables": 0}',
        b'{"query": "{a}", "variables": false}', b'{"query": "{a}", "variables": []}', b'{"documentId": 1}',
        b'{"query": "{a}", "operationName": 0}', b'{"query": "{a}", "extensions": "x"}', b'{"query": "\xff"}',
        b'{"query": "\\ud800"}', b'{"query": NaN}', b"\xef\xbb\xbf{}",
    ],
)  # fmt: skip
def test_a_body_that_is_no_request_is_refused(body: bytes) -> None:
    with pytest.raises(BadArgument):
        read_request(JSON, body)


def test_null_says_that_there_is_none() -> None:
    asked = read_request(JSON, b'{"query": "{a}", "variables": null, "operationName": null, "extensions": null}')
    assert (asked.query, asked.document, asked.variables, asked.operation) == ("{a}", None, {}, None)


def test_an_array_of_requests_is_refused_by_name() -> None:
    with pytest.raises(OverLimit) as refused:
        read_request(JSON, b'[{"query": "{a}"}]')
    assert refused.value.limit == "batch"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin", "origin": "https://jingwei.example"},
        {"origin": "https://jingwei.example"},
        {"origin": "https://jingwei.example:443"},
    ],
)
def test_our_own_page_may_ask(headers: dict[str, str]) -> None:
    check_same_origin({"host": "jingwei.example"} | headers)
    check_same_origin({"host": "127.0.0.1:8120", "origin": "http://127.0.0.1:8120"})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "same-origin", "origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "https://jingwei.example.elsewhere.example"},
        {"origin": "https://jingwei.example:8443"},
        {"origin": "https://jingwei.example:x"},
        {"origin": "file://jingwei.example"},
        {"referer": "https://jingwei.example/"},
    ],
)
def test_another_site_may_not(headers: dict[str, str]) -> None:
    with pytest.raises(CrossSite):
        check_same_origin({"host": "jingwei.example"} | headers)
