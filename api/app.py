"""The server: GraphQL by POST, a page to ask from, and whether it is alive.

Until callers have accounts it is meant for loopback, and whoever holds the token it printed asks as one caller.
"""

import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from api.answering import answered, as_json, refused
from api.context import Asking, token_holder
from api.errors import Unauthenticated, told_of
from api.questions_to_try import to_try
from loaders.desk import Desk

ASSETS = Path(__file__).parent / "assets"
# Nothing but our own files may run or be fetched; GraphiQL sets styles from its script, hence 'unsafe-inline' there.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SAFE = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the server is told when it starts."""

    token: str = field(repr=False)


Handler = Callable[[Request], Awaitable[Response]]
Opening = Callable[[], AbstractAsyncContextManager[Desk]]
"""How the desk is opened, once, in the server's own event loop."""


def create_app(opening: Opening, settings: Settings) -> FastAPI:
    """The application over one graph."""

    @asynccontextmanager
    async def open_while_serving(app: FastAPI) -> AsyncIterator[None]:
        async with opening() as desk:
            app.state.asking = Asking(desk, token_holder())
            app.state.sample = desk.book.sample
            yield

    app = FastAPI(title="Jingwei", docs_url=None, redoc_url=None, openapi_url=None, lifespan=open_while_serving)
    app.state.settings = settings
    app.add_route("/graphql", told(graphql), methods=["POST"])
    app.add_route("/graphql", told(page), methods=["GET"])
    app.add_route("/", told(page), methods=["GET"])
    app.add_route("/questions-to-try", told(questions_to_try), methods=["GET"])
    app.add_route("/healthz", told(healthz), methods=["GET"])
    app.mount("/assets", StaticFiles(directory=ASSETS))
    return app


def told(answer: Handler) -> Handler:
    """Whatever goes wrong becomes an answer: left to the server, its text and the values in it would be logged."""

    async def answered_or_refused(request: Request) -> Response:
        try:
            return await answer(request)
        except Exception as error:
            return refused(told_of(error))

    return answered_or_refused


async def graphql(request: Request) -> Response:
    """Answer one GraphQL request."""
    check_token(request)
    return as_json(await answered(request.headers, await request.body(), request.app.state.asking))


async def questions_to_try(request: Request) -> Response:
    """The questions that the page opens with, filled in with codes of this graph."""
    check_token(request)
    found = await to_try(request.app.state.asking.store)
    return as_json([{"query": question.pasted} for question in found])


async def page(request: Request) -> Response:
    """The page to ask from, marked 样例数据 where the book holds a sample."""
    sample = "" if request.app.state.sample else "hidden"
    html = (ASSETS / "page.html").read_text(encoding="utf-8").replace("{sample}", sample)
    return HTMLResponse(html, headers=SAFE)


async def healthz(request: Request) -> Response:
    """Whether the graph answers."""
    await request.app.state.asking.store.read_one("RETURN 1 AS alive")
    return as_json({"status": "ok"})


def check_token(request: Request) -> None:
    """Refuse a request without this server's token. Raises Unauthenticated."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    expected: str = request.app.state.settings.token
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), expected.encode()):
        raise Unauthenticated(
            "需要令牌：请在 Authorization 头中给出服务启动时打印的令牌。",
            "A token is needed: send the one printed at start in the Authorization header.",
        )
