"""A resident's own record as a page: what is held, and who looked, for reading and for printing.

GET /my-record                 needs the session's cookie; the older looks by ``?after=``, a cursor that tells nothing
POST /my-record/corrections    a request for correction from the page's own form

Each is an act in the audit, noted before the page is released; without the note there is no page.
"""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api import subject
from api.admitting import COOKIE, Admitted
from api.answering import Office, body_of, root_fields
from api.asked_names import names_of
from api.context import Asking
from api.csrf import CrossSite, check_same_origin
from api.errors import BadArgument, told_of
from api.heard import Heard
from api.noting import Noting
from api.over_http import status_of_refusal
from api.schema import schema
from api.subject_html import held_parts, looks_part, refusal, whole_page
from graph.model import Text
from graph.model.dates import SHANGHAI
from guard.access import Access
from guard.limits import Kind, residents_in
from guard.refusals import NotSignedIn

LOOKS = 100
"""Looks on a page."""
FORM = "application/x-www-form-urlencoded"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""The referrer goes to our own pages only: without one a browser sends no Origin with the form."""

Work = Callable[[Asking], Awaitable[Response]]


async def my_record(request: Request) -> Response:
    """The page, or one that says why there is none."""
    return await _told(request, lambda: _answered(request, ("myRecord", "whoLooked"), _page_of(request)))


async def ask_correction(request: Request) -> Response:
    """Keep a request for correction, and show the page again."""
    return await _told(request, lambda: _corrected(request))


async def _corrected(request: Request) -> Response:
    check_same_origin(request.headers)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise BadArgument("请从页面提交表单。", "Send the page's own form.")
    sent = parse_qs((await body_of(request)).decode("utf-8", "replace"), max_num_fields=4)
    text, record = (sent.get(name, [""])[0] for name in ("text", "record"))

    async def work(asking: Asking) -> Response:
        await subject.ask_correction(asking, text, record=record or None)
        return RedirectResponse("/my-record", 303, HEADERS)

    return await _answered(request, ("requestCorrection",), work, changes=True)


def _page_of(request: Request) -> Work:
    after = request.query_params.get("after") or None

    async def work(asking: Asking) -> Response:
        *before, sources = [""] if after else held_parts(await subject.held(asking))
        page = await subject.looked(asking, first=LOOKS, after=after)
        built = schema()._schema
        names = {each.look.act.seq: names_of(each.look.act, built) for each in page.looks}
        return _html(whole_page(*before, looks_part(page, names), sources, sample=_sample(request), at=_now()))

    return work


async def _answered(request: Request, asked: tuple[str, ...], work: Work, *, changes: bool = False) -> Response:
    """Do the work for whoever is signed in, and release what it made once it is noted. Raises NotAudited."""
    office: Office = request.app.state.office
    who = await _signed_in(request, office)
    noting = Noting(office.gate, office.desk.seals, who, root_fields())
    noting.heard = Heard(request.url.path, {}, None, changes, asked)
    try:
        noting.access = access = await office.gate.access(office.desk.store, who.account, None)
        if changes:
            await noting.begun()
        made = await work(Asking(office.desk, office.gate, who.account, access))
        _charge(office, who, access)
    except Exception as error:
        await noting.refused(told_of(error).code)
        raise
    await noting.answered({"data": dict.fromkeys(asked, True)})
    return made


async def _signed_in(request: Request, office: Office) -> Admitted:
    """Whose session this is. A page may be opened by hand, from a bookmark or from our own pages, and from no other.

    Raises NotSignedIn or CrossSite.
    """
    if request.headers.get("sec-fetch-site") not in {"same-origin", "none"}:
        raise CrossSite
    secret = request.cookies.get(COOKIE)
    if not secret:
        raise NotSignedIn
    return Admitted(await asyncio.to_thread(office.gate.accounts.of_session, secret), None)


def _charge(office: Office, who: Admitted, access: Access) -> None:
    office.gate.budget.charge(who.account.id, Kind.PERSONS, residents_in(access.shown))


async def _told(request: Request, answer: Callable[[], Awaitable[Response]]) -> Response:
    try:
        return await answer()
    except Exception as error:
        told = told_of(error)
        page = refusal(Text(told.zh, told.en), sample=_sample(request), at=_now())
        return _html(page, status=status_of_refusal(told.code))


def _html(page: str, status: int = 200) -> Response:
    return HTMLResponse(page, status, HEADERS)


def _sample(request: Request) -> bool:
    return bool(request.app.state.sample)


def _now() -> dt.datetime:
    return dt.datetime.now(SHANGHAI)
