"""From where a request comes: its sender's address, and whether the browser speaks to us by https.

Sign-ins are slowed down by origin, so whoever could choose theirs could guess on, or have others told to wait. A header
is believed only from a proxy of ours: loopback, and what JINGWEI_PROXIES names (addresses or networks, comma separated;
in a container the gateway that stands for the host). Of X-Forwarded-For the last address counts, the one that our own
proxy wrote; those before it are the sender's own words. An IPv6 sender is known by its network of 64 bits, within which
it may take any address it likes.
"""

import ipaddress
import os
from collections.abc import Sequence
from functools import cache

from starlette.requests import HTTPConnection, Request

from guard.setting import SettingError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
PROXIES = "JINGWEI_PROXIES"
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
UNKNOWN = "unknown"
"""The origin of a request without an address, such as one over a socket that is a file."""


def origin_of(request: HTTPConnection) -> str:
    """The sender's address, by which failed sign-ins are counted."""
    peer = request.client.host if request.client else ""
    told = request.headers.getlist("x-forwarded-for")
    if told and _is_proxy(peer):
        return _known_as(told[-1].rpartition(",")[2]) or _known_as(peer) or UNKNOWN
    return _known_as(peer) or UNKNOWN


def by_https(request: Request) -> bool:
    """Whether the browser asked by https: it says so itself in Origin, or the server or our proxy knows."""
    if request.scope.get("scheme") == "https" or request.headers.get("origin", "").lower().startswith("https://"):
        return True
    told = request.headers.getlist("x-forwarded-proto")
    peer = request.client.host if request.client else ""
    return bool(told) and _is_proxy(peer) and told[-1].rpartition(",")[2].strip().lower() == "https"


@cache
def proxies(named: str) -> Sequence[Network]:
    """Whose headers are believed. Raises SettingError for a name that is no address or network."""
    try:
        return (*LOOPBACK, *(ipaddress.ip_network(each.strip()) for each in named.split(",") if each.strip()))
    except ValueError:
        raise SettingError(
            PROXIES,
            "须为逗号分隔的地址或网段。",
            "must be addresses or networks, comma separated.",
        ) from None


def check_proxies() -> None:
    """Refuse to serve with a setting that cannot be read. Raises SettingError."""
    proxies(os.environ.get(PROXIES, ""))


def _is_proxy(peer: str) -> bool:
    address = _address(peer)
    return address is not None and any(address in network for network in proxies(os.environ.get(PROXIES, "")))


def _known_as(text: str) -> str | None:
    address = _address(text)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address) if address else None


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text.strip().strip("[]").partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
