"""A browser at our own page, as far as HTTP goes: its cookies, and what it says of where a request comes from."""

from typing import Any

from starlette.testclient import TestClient

from guard.roles import Role
from tests.api.conftest import Callers

HERE = "http://testserver"
OURS = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}
COOKIE = "jingwei_session"


class Browser:
    """One browser, with cookies of its own, at an address of its own."""

    def __init__(self, callers: Callers, *, peer: str = "203.0.113.7", url: str = HERE) -> None:
        """At the server that ``callers`` ask, in that server's own event loop."""
        self.callers = callers
        self.client = TestClient(callers.client.app, base_url=url, client=(peer, 50000), follow_redirects=False)
        self.client.portal = callers.client.portal
        self.headers = OURS | {"Origin": url}

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """What our page's script would send."""
        return self.client.request(method, path, json=body, headers=self.headers | headers)

    def sign_in(self, role: Role, **headers: str) -> Any:
        """With the name and password that the sample showed."""
        shown = self.callers.of[role]
        return self.send("POST", "/session", {"name": shown.account.name, "password": shown.password}, **headers)

    def ask(self, query: str, *, grant: str | None = None, **variables: Any) -> Any:
        """The whole answer to a question."""
        named = {"X-Jingwei-Grant": grant} if grant else {}
        return self.send("POST", "/graphql", {"query": query, "variables": variables}, **named).json()

    @property
    def session(self) -> str | None:
        """The secret in the session's cookie."""
        return self.client.cookies.get(COOKIE)


def signed_in(callers: Callers, role: Role) -> Browser:
    """A browser in which somebody of the role is signed in."""
    browser = Browser(callers)
    assert browser.sign_in(role).status_code == 200
    return browser
