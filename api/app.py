"""The server: signing in, GraphQL by POST, watches over a socket, a page to ask from, and whether it is alive."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import WebSocketRoute
from starlette.staticfiles import StaticFiles

from api.admitting import admitted
from api.answering import Office, answered, refusal
from api.errors import told_of
from api.oidc import add_oidc
from api.opening_tabs import opening_tabs
from api.over_http import response
from api.settings import check_settings
from api.signing import begin_session, end_session, password
from api.subject_page import ask_correction, my_record
from api.trusted import FOLDER, read_document
from api.watching.socket import watch
from api.watching.watch import watching

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


Handler = Callable[[Request], Awaitable[Response]]
Opening = Callable[[], AbstractAsyncContextManager[Office]]
"""How the office is opened, once, in the server's own event loop."""


def create_app(opening: Opening) -> FastAPI:
    """The application over one graph. Raises SettingError or DocumentError."""
    check_settings()

    @asynccontextmanager
    async def open_while_serving(app: FastAPI) -> AsyncIterator[None]:
        async with opening() as office:
            app.state.office = office
            app.state.sample = office.desk.book.sample
            app.state.watching = watching(office)
            yield

    app = FastAPI(title="Jingwei", docs_url=None, redoc_url=None, openapi_url=None, lifespan=open_while_serving)
    app.add_route("/graphql", told(graphql), methods=["POST"])
    app.add_route("/graphql", told(page), methods=["GET"])
    app.router.routes.append(WebSocketRoute("/graphql", watch))
    app.add_route("/", told(page), methods=["GET"])
    app.add_route("/session", told(begin_session), methods=["POST"])
    app.add_route("/session", told(end_session), methods=["DELETE"])
    app.add_route("/password", told(password), methods=["POST"])
    app.add_route("/my-record", my_record, methods=["GET"])
    app.add_route("/my-record/corrections", ask_correction, methods=["POST"])
    app.add_route("/questions-to-try", told(questions_to_try), methods=["GET"])
    app.add_route("/healthz", told(healthz), methods=["GET"])
    add_oidc(app, told)
    app.mount("/assets", StaticFiles(directory=ASSETS))
    return app


def told(answer: Handler) -> Handler:
    """Whatever goes wrong becomes an answer: left to the server, its text and the values in it would be logged."""

    async def answered_or_refused(request: Request) -> Response:
        try:
            return await answer(request)
        except Exception as error:
            return refusal(told_of(error))

    return answered_or_refused


async def graphql(request: Request) -> Response:
    """Answer one GraphQL request."""
    return await answered(request, request.app.state.office)


async def questions_to_try(request: Request) -> Response:
    """What the page opens with for the caller's role, filled in with codes of this graph."""
    office: Office = request.app.state.office
    who = await admitted(request, office.gate.accounts)
    return response(await opening_tabs(who.account, office.desk.store))


async def page(request: Request) -> Response:
    """The page to sign in and ask from, marked 样例数据 where the book holds a sample. The same for everybody."""
    state = request.app.state
    shown = {"{sample}": state.sample, "{sso}": state.oidc is not None}
    html = (ASSETS / "page.html").read_text(encoding="utf-8").replace("{me}", read_document(FOLDER / "me.graphql").id)
    for place, whether in shown.items():
        html = html.replace(place, "" if whether else "hidden")
    return HTMLResponse(html, headers=SAFE)


async def healthz(request: Request) -> Response:
    """Whether the graph answers."""
    await request.app.state.office.desk.store.read_one("RETURN 1 AS alive")
    return response({"status": "ok"})
