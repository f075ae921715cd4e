"""Signing in and out, and one's own password: JSON by POST and DELETE, from our own page only.

POST /session    {"name", "password"}           begins a session, whose secret is in a cookie and nowhere else
DELETE /session                                 ends it
POST /password   {"old", "new"}                 changes the password of whoever is signed in, and ends their sessions
POST /password   {"name", "code", "new"}        sets one by the one-time code of an invitation or a reset

Nothing here reads or writes an address: what is typed travels in bodies. A script uses a token.
"""

import asyncio
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from api.admitting import COOKIE
from api.answering import Office
from api.body import own_body, texts
from api.csrf import check_same_origin
from api.errors import Busy
from api.hashing import hashing
from api.origin import by_https, origin_of
from api.over_http import response
from api.seldom import Seldom
from api.sign_in_notes import SignInNote, attempt
from guard.accounts import SignedIn
from guard.audit.act import ActKind
from guard.refusals import NotSignedIn, Refusal, TooOften

SIGN_IN, SIGN_OUT = "session.begin", "session.end"
CHANGE, SET = "account.password", "account.password_by_code"
unheard = Seldom(1)
"""Attempts that were told to wait."""


async def begin_session(request: Request) -> Response:
    """Sign in by name and password. Raises NotSignedIn, TooOften, Busy, CrossSite, BadArgument or NotAudited."""
    office: Office = request.app.state.office
    name, password = texts(await own_body(request), "name", "password")
    note = attempt(office, ActKind.SIGN_IN, SIGN_IN, name=name)
    try:
        sign_in = partial(office.gate.accounts.sign_in, name, password, origin=origin_of(request))
        begun = await hashing.run(sign_in)
    except Exception as error:
        await _note_failed(note, error, request)
        raise in_words(error, "登录名或密码不对。", "The name or the password is wrong.") from None
    return await let_in(request, begun, note)


async def let_in(request: Request, begun: SignedIn, note: SignInNote, answer: Response | None = None) -> Response:
    """The answer that carries a session which has just begun, once that is noted. Raises NotAudited."""
    accounts = request.app.state.office.gate.accounts
    try:
        await note.of(begun.account).done()
    except Refusal:
        await asyncio.to_thread(accounts.sign_out, begun.secret)
        raise
    if former := request.cookies.get(COOKIE):  # of whoever sat here before
        await asyncio.to_thread(accounts.sign_out, former)
    account = begun.account
    said = {"name": account.name, "role": account.role.value, "ends": begun.ends.isoformat(timespec="seconds")}
    return with_session(answer or response(said), request, begun.secret)


async def end_session(request: Request) -> Response:
    """Sign out. The session ends whether or not that can be noted. Raises CrossSite or NotAudited."""
    check_same_origin(request.headers)
    office: Office = request.app.state.office
    secret = request.cookies.get(COOKIE, "")
    note = attempt(office, ActKind.SIGN_IN, SIGN_OUT, name=None)
    try:
        note = note.of(await asyncio.to_thread(office.gate.accounts.of_session, secret))
    except NotSignedIn:
        pass  # signed out already: there is nothing to note, and a cookie to take back
    else:
        await asyncio.to_thread(office.gate.accounts.sign_out, secret)
        await note.done()
    return without_session(response({"signedIn": False}), request)


async def password(request: Request) -> Response:
    """Change one's password, or set it by a one-time code. Raises NotSignedIn, TooOften, Unfit and as signing in."""
    body = await own_body(request)
    if "code" in body:
        await _set_by_code(request, *texts(body, "name", "code", "new"))
    else:
        await _change(request, *texts(body, "old", "new"))
    return without_session(response({"signedIn": False}), request)


async def _change(request: Request, old: str, new: str) -> None:
    office: Office = request.app.state.office
    account = await asyncio.to_thread(office.gate.accounts.of_session, request.cookies.get(COOKIE, ""))
    note = attempt(office, ActKind.ACCOUNT, CHANGE, name=None).of(account)
    await note.begun()
    try:
        change = office.gate.accounts.change_password
        await hashing.run(partial(change, account, old, new=new, origin=origin_of(request)))
    except Exception as error:
        await note.failed(error)
        raise in_words(error, "现密码不对。", "The present password is wrong.") from None
    await note.done()


async def _set_by_code(request: Request, name: str, code: str, new: str) -> None:
    """The code is read before anything is noted as begun, or every guess would be noted twice."""
    office: Office = request.app.state.office
    accounts, origin = office.gate.accounts, origin_of(request)
    note = attempt(office, ActKind.ACCOUNT, SET, name=name)
    try:
        note = note.of(await asyncio.to_thread(partial(accounts.of_code, name, code, origin=origin)))
        await note.begun()
        account = await hashing.run(partial(accounts.set_password, name, code, new=new, origin=origin))
    except Exception as error:
        await _note_failed(note, error, request)
        zh, en = "登录名或代码不对，或代码已失效。", "The name or the code is wrong, or the code is no longer good."
        raise in_words(error, zh, en) from None
    await note.of(account).done()


async def _note_failed(note: SignInNote, error: Exception, request: Request) -> None:
    """Note what failed; of attempts that were not even looked at, one an origin in a window."""
    if not isinstance(error, TooOften | Busy) or unheard.may(origin_of(request)):
        await note.failed(error)


def in_words(error: Exception, zh: str, en: str) -> Exception:
    """The error, which at a door says what may be wrong: still the same sentence for all that may be."""
    return NotSignedIn(zh, en) if isinstance(error, NotSignedIn) else error


def with_session(answer: Response, request: Request, secret: str) -> Response:
    """The answer, with the cookie: unread by scripts, sent to us alone and from our own pages alone."""
    answer.set_cookie(COOKIE, secret, path="/", httponly=True, samesite="strict", secure=by_https(request))
    return answer


def without_session(answer: Response, request: Request) -> Response:
    """The answer, which takes the cookie back."""
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict", secure=by_https(request))
    return answer
