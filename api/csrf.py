"""Whether a request that carries a session's cookie comes from our own page.

A browser sends the cookie whoever wrote the request, so another site's form or script could ask in our caller's name.
Only JSON is taken, which a form cannot send and a script can send only after a preflight that nobody here answers; and
the browser itself says where the request comes from, in headers that no script can set (Fetch Metadata, RFC 6454).
A bearer token is sent by nobody unasked, so whoever sends one is exempt.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from api.errors import BadArgument
from guard.refusals import RoleForbids

JSON = "application/json"
DEFAULT_PORTS = {"http": "80", "https": "443"}


class CrossSite(RoleForbids):
    """A request with a session's cookie that does not come from our own page."""

    def __init__(self) -> None:
        """The sentence is the same whatever gave it away."""
        super().__init__(
            "该请求并非出自本系统的页面，已拒绝；脚本请改用令牌。",
            "This request does not come from our own page; a script should use a token.",
        )


def check_json(headers: Mapping[str, str]) -> None:
    """Refuse a body of another type: forms, multipart uploads, text. Raises BadArgument."""
    kind, _, rest = headers.get("content-type", "").partition(";")
    name, _, charset = rest.strip().partition("=")
    utf8 = not rest.strip() or (name.strip().lower() == "charset" and charset.strip().strip('"').lower() == "utf-8")
    if kind.strip().lower() != JSON or not utf8:
        raise BadArgument("请求须为 UTF-8 编码的 application/json。", "Send application/json in UTF-8.")


def check_same_origin(headers: Mapping[str, str]) -> None:
    """Refuse a request with a session's cookie that another site may have made. Raises CrossSite.

    Call it for cookie sessions only. A browser too old for both headers is refused: absence proves nothing.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        raise CrossSite
    if origin is not None and not _is_ours(origin, headers.get("host", "")):
        raise CrossSite
    if site is None and origin is None:
        raise CrossSite


def _is_ours(origin: str, host: str) -> bool:
    """Whether an origin names the host that was asked. The scheme is not compared: behind a proxy we do not know it."""
    try:
        parts = urlsplit(origin)
        port = str(parts.port or DEFAULT_PORTS.get(parts.scheme, ""))
    except ValueError:
        return False
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or not host:
        return False
    asked = urlsplit(f"//{host}")
    return (parts.hostname, port) == (asked.hostname, str(asked.port or DEFAULT_PORTS[parts.scheme]))
