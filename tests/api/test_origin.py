"""Whose word is believed about where a request comes from."""

import pytest
from starlette.requests import Request

from api.origin import PROXIES, by_https, check_proxies, origin_of
from guard.setting import SettingError

VIA = "x-forwarded-for"


def request(peer: str | None, *headers: tuple[str, str], scheme: str = "http") -> Request:
    raw = [(name.encode(), value.encode()) for name, value in headers]
    client = (peer, 50000) if peer else None
    return Request(
        {"type": "http", "scheme": scheme, "client": client, "headers": raw, "path": "/", "query_string": b""}
    )


@pytest.mark.parametrize(
    ("peer", "headers", "origin"),
    [
        ("203.0.113.7", (), "203.0.113.7"),
        ("203.0.113.7", ((VIA, "192.0.2.1"),), "203.0.113.7"),
        ("127.0.0.1", (), "127.0.0.1"),
        ("127.0.0.1", ((VIA, "192.0.2.1"),), "192.0.2.1"),
        ("127.0.0.1", ((VIA, "198.51.100.9, 192.0.2.1"),), "192.0.2.1"),
        ("127.0.0.1", ((VIA, "198.51.100.9"), (VIA, "192.0.2.1")), "192.0.2.1"),
        ("::1", ((VIA, "192.0.2.1"),), "192.0.2.1"),
        ("::ffff:127.0.0.1", ((VIA, "192.0.2.1"),), "192.0.2.1"),
        ("127.0.0.1", ((VIA, "_hidden"),), "127.0.0.1"),
        ("127.0.0.1", ((VIA, ""),), "127.0.0.1"),
        ("127.0.0.1", ((VIA, "::ffff:192.0.2.1"),), "192.0.2.1"),
        (None, ((VIA, "192.0.2.1"),), "unknown"),
        ("172.18.0.1", ((VIA, "192.0.2.1"),), "172.18.0.1"),
    ],
)
def test_origin_is_the_peer_or_what_our_own_proxy_wrote_last(
    peer: str | None, headers: tuple[tuple[str, str], ...], origin: str
) -> None:
    assert origin_of(request(peer, *headers)) == origin


def test_a_network_of_ipv6_counts_as_one_sender() -> None:
    assert origin_of(request("2001:db8::1")) == origin_of(request("2001:db8::ffff:2")) == "2001:db8::/64"
    assert origin_of(request("2001:db8:0:1::1")) != origin_of(request("2001:db8::1"))


def test_a_proxy_elsewhere_is_believed_once_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROXIES, "172.18.0.0/16, 192.0.2.200")
    assert origin_of(request("172.18.0.1", (VIA, "192.0.2.1"))) == "192.0.2.1"
    assert by_https(request("192.0.2.200", ("x-forwarded-proto", "https")))
    assert not by_https(request("192.0.2.201", ("x-forwarded-proto", "https")))


def test_https_is_known_from_the_server_itself_too() -> None:
    assert by_https(request("192.0.2.1", scheme="https"))
    assert not by_https(request("192.0.2.1"))


def test_a_proxy_that_cannot_be_read_is_refused_by_the_settings_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROXIES, "my-proxy")
    with pytest.raises(SettingError, match=PROXIES):
        check_proxies()
