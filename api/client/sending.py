"""One request and its reply. The token travels in a header and is nowhere else: not in the address, not in an error."""

from collections.abc import Iterator, Mapping
from typing import Any

import httpx

from api.client.errors import JingweiError, NotJingwei, Refused, Unfit, Unreachable

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
GRANT = "X-Jingwei-Grant"
SECONDS = 330.0
"""The server ends a question after 30 seconds and a change after 300, and says so."""
PATH = "/graphql"


class Bearer(httpx.Auth):
    """Who asks. Unlike a header of the client it is in no repr and in no log of httpx."""

    def __init__(self, token: str, grant: str | None) -> None:
        """Raises Unfit for what is no token, without repeating it: httpx would quote it."""
        if not all(33 <= ord(each) < 127 for each in token + (grant or "")) or not token:
            raise Unfit("BAD_TOKEN", "令牌或授权编号的写法不对。", "The token or the grant is not written as one is.")
        self._token, self._grant = token, grant

    def __repr__(self) -> str:
        """Nothing."""
        return "Bearer()"

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override]
        """Add the headers."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        if self._grant:
            request.headers[GRANT] = self._grant
        yield request


def address(url: str, *, trusted: bool = False) -> httpx.URL:
    """Where to ask. Raises Unfit for an address that would give the token away; ``trusted``: by plain http is well."""
    try:
        found = httpx.URL(url)
    except httpx.InvalidURL:
        found = httpx.URL("")
    safe = found.scheme == "https" or (found.scheme == "http" and (trusted or found.host in LOOPBACK))
    if not safe or found.userinfo or found.query or found.fragment:
        raise Unfit(
            "UNSAFE_URL",
            "网址须为 https，或本机的 http，且不含令牌等参数。",
            "The address must be https, or http on this machine, with no token or anything else in it.",
        )
    return found


def client_of(url: httpx.URL) -> httpx.Client:
    """Redirects are not followed, and what is on this machine is asked without a proxy."""
    own = url.host in LOOPBACK
    # The authorities that certificates are held against take httpx long to read, and plain http shows no certificate.
    return httpx.Client(timeout=SECONDS, trust_env=not own, verify=url.scheme == "https")


def posted(http: httpx.Client, url: httpx.URL, who: Bearer, body: Mapping[str, Any]) -> dict[str, Any]:
    """The server's answer. Raises Refused, Unreachable, NotJingwei."""
    try:
        reply = http.post(url, json=body, auth=who, headers={"Accept": "application/json"}, follow_redirects=False)
    except httpx.HTTPError:
        raise Unreachable from None
    try:
        answer = reply.json()
    except ValueError:
        raise NotJingwei from None
    if not isinstance(answer, dict) or not ({"data", "errors"} & answer.keys()):
        raise NotJingwei
    if answer.get("errors"):
        raise refused(answer["errors"], reply.headers.get("retry-after"))
    return answer


def refused(errors: list[dict[str, Any]], after: str | None) -> JingweiError:
    """The first reason, which has all of them."""
    try:
        told = tuple(_one(each, after) for each in errors)
    except (KeyError, TypeError):
        return NotJingwei()
    told[0].all = told
    return told[0]


def _one(error: Mapping[str, Any], after: str | None) -> Refused:
    said = error["extensions"]
    seconds = int(after) if after and after.isdigit() else None
    return Refused(said["code"], said["zh"], said["en"], limit=said.get("limit"), seconds=seconds)
