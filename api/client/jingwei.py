"""The client: an address, a token and a grant, and what may be asked with them."""

from collections.abc import Iterator
from typing import Any, Self

import httpx

from api.client import shipped
from api.client.answer import Answer, Withheld
from api.client.errors import Unfit
from api.client.selecting import PAGE, bare, has_pages, question_text, selection
from api.client.sending import PATH, Bearer, address, client_of, posted
from api.client.values import arguments, plain


class Jingwei:
    """Asks one server as one account. ``grant`` is the grant that residents' data are asked under.

    ``http`` is a client of your own, which you close, where an office needs one: a certificate authority, a proxy, a
    network of its own that may be trusted with plain http. Every question raises Refused, Unreachable or NotJingwei
    where it is not answered. It may be used from several threads.
    """

    def __init__(self, url: str, *, token: str, grant: str | None = None, http: httpx.Client | None = None) -> None:
        """Nothing is asked yet. Raises Unfit for an address or a token that is none."""
        base = address(url, trusted=http is not None)
        self._url = base if base.path.endswith(PATH) else base.copy_with(path=base.path.rstrip("/") + PATH)
        self._who = Bearer(token, grant)
        self._http, self._ours = http or client_of(base), http is None

    def __repr__(self) -> str:
        """Where it asks, and nothing of who."""
        return f"Jingwei({str(self._url)!r})"

    def __enter__(self) -> Self:
        """Close it at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let the connection go."""
        if self._ours:
            self._http.close()

    def ask(self, graphql: str, operation: str | None = None, /, **variables: Any) -> Answer:
        """Ask GraphQL as it is written, with its variables; ``operation`` names one of several in the text."""
        return self._ask(graphql, {name: plain(value) for name, value in variables.items()}, operation)

    def question(self, name: str, *, select: str | None = None, **given: Any) -> Answer:
        """Ask one question by its name. Names and arguments as in GraphQL or as in Python; days and codes as they are.

        ``select`` is GraphQL, ``"findings { state }"``; without it all is asked that the answer tells by itself.
        Raises Unfit.
        """
        called, field = shipped.asked(name)
        values = arguments(field, given)
        return self._ask(question_text(called, field, values, select), values)

    def pages(self, name: str, *, select: str | None = None, **given: Any) -> Iterator[Answer]:
        """A list from its beginning to its end, page after page; ``first`` is the size of one. Raises Unfit."""
        called, field = shipped.asked(name)
        if not has_pages(field):
            raise Unfit("NO_PAGES", "这个问题不分页，请用 question。", "This question has no pages: use question.")
        chosen = selection(field) if select is None else f"{bare(select)} {PAGE}"
        while True:
            page = self.question(called, select=chosen, **given)
            yield page
            where = page[called]["pageInfo"]
            if not where["hasNextPage"] or where["endCursor"] is None:
                return
            given["after"] = where["endCursor"]

    def _ask(self, text: str, variables: dict[str, Any], operation: str | None = None) -> Answer:
        body = {"query": text, "variables": variables} | ({"operationName": operation} if operation else {})
        answer = posted(self._http, self._url, self._who, body)
        said = answer.get("extensions", {}).get("withheld", ())
        withheld = tuple(Withheld(each["what"], each["why"], each["class"], each["zh"], each["en"]) for each in said)
        return Answer(answer["data"], withheld, text, operation)
