"""What a request is told when it fails: a code and one sentence in zh and en, and nothing from inside.

ApiError                   extensions.code, extensions.zh, extensions.en
├── NotFound               NOT_FOUND        nothing there, or nothing that this caller may see: they look alike
├── BadArgument            BAD_ARGUMENT     the request does not fit the schema, or a value cannot be read
├── TooMany                TOO_MANY         a page, a depth or a size beyond its cap
├── Busy                   BUSY             another load holds the book's pen
├── TooSlow                TIMEOUT          the time limit ended it
├── Unavailable            UNAVAILABLE      the graph does not answer
├── Refusal (guard)        see guard.refusals: who may not ask this, or not so often
└── Failed                 INTERNAL         everything else; the log has the kind of error, never its text
"""

import logging
import re
import traceback
from pathlib import Path

from graphql import GraphQLError

from graph.records import BookError
from graph.store import GraphUnreachable, QuestionTooSlow
from guard.refusals import Refusal

log = logging.getLogger("jingwei.api")


class ApiError(Exception):
    """A failure that the caller may read about."""

    code = "INTERNAL"

    def __init__(self, zh: str, en: str) -> None:
        """One sentence in each language; never a value."""
        super().__init__(f"{zh} {en}")
        self.zh, self.en = zh, en


class NotFound(ApiError):
    """Nothing there, or nothing that this caller may see."""

    code = "NOT_FOUND"

    def __init__(self, zh: str = "没有找到，或不在可见范围内。", en: str = "Not found, or outside your area.") -> None:
        """The sentence is the same for both, so that existence itself is not told."""
        super().__init__(zh, en)


class BadArgument(ApiError):
    """The request cannot be read."""

    code = "BAD_ARGUMENT"


class TooMany(ApiError):
    """More than one request may ask for."""

    code = "TOO_MANY"


class Busy(ApiError):
    """Another load is under way."""

    code = "BUSY"


class TooSlow(ApiError):
    """The time limit ended the question."""

    code = "TIMEOUT"


class Unavailable(ApiError):
    """The graph does not answer."""

    code = "UNAVAILABLE"


class Failed(ApiError):
    """Everything else."""


FAILED = Failed("服务器内部错误，请查看日志。", "Something failed inside; see the server's log.")
BUSY = Busy("另一个装载正在进行，请稍后再试。", "Another load is under way; try again when it has ended.")
TOO_SLOW = TooSlow("查询超过时限，请缩小范围。", "The question took too long; ask for less at a time.")
UNAVAILABLE = Unavailable(
    "图数据库没有应答，请稍后再试或联系管理员。", "The graph does not answer; try again, or tell the administrator."
)
UNREADABLE = BadArgument(
    "查询语法有误，或某个值的类型不对。", "The query, or the type of a value in it, cannot be read."
)

# Messages of graphql-core that quote names of the schema only. All others may quote a value, so they are not shown.
_NAMES_ONLY = re.compile(
    r"^(Cannot query field|Unknown (argument|type|fragment|directive)|Field '[^']*' (must not|of type|argument)|"
    r"Fragment '[^']*' (cannot|is never)|Variable '\$[^']*' is (not|never)|Argument '[^']*' of required)"
)


OURS = re.compile(r"^(Expected value of type '[^']*' but got|Expected Iterable|Abstract type|Cannot return null)")
"""What the executor says when a resolver of ours gave what the schema does not allow: no fault of the caller's, unlike
a variable of a wrong shape, of which it says ``Expected value of type '…' to be an object`` and the like.
"""


def shown(error: GraphQLError) -> dict[str, object]:
    """The error as a response carries it."""
    told = told_of(error.original_error, error.message)
    entry = told_as(told)
    if error.locations:
        entry["locations"] = [place.formatted for place in error.locations]
    if error.path:
        entry["path"] = error.path
    return entry


def told_as(told: ApiError | Refusal) -> dict[str, object]:
    """A refusal as a response carries it; one that a cap made names the cap."""
    limit = getattr(told, "limit", None)
    more = {"limit": limit} if limit else {}
    return {"message": str(told), "extensions": {"code": told.code, "zh": told.zh, "en": told.en, **more}}


def told_of(cause: BaseException | None, message: str = "") -> ApiError | Refusal:
    """What may be said about a failure. One that is not ours to explain goes to the log by its kind alone."""
    if isinstance(cause, GraphQLError) and cause.original_error is not None:
        return told_of(cause.original_error)
    if isinstance(cause, ApiError | Refusal):
        return cause
    if isinstance(cause, QuestionTooSlow):
        return TOO_SLOW
    if isinstance(cause, GraphUnreachable):
        return UNAVAILABLE
    if isinstance(cause, BookError):
        return BUSY
    if isinstance(cause, GraphQLError) or cause is None:
        return _unfit(message or getattr(cause, "message", ""))
    log.error("a request failed: %s at %s", type(cause).__name__, _where(cause))
    return FAILED


def _where(cause: BaseException) -> str:
    """The line that raised; unlike the error's text it cannot quote a value."""
    frames = traceback.extract_tb(cause.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


def _unfit(message: str) -> ApiError:
    if OURS.match(message):
        log.error("a request failed: a resolver's value does not fit the schema")
        return FAILED
    if _NAMES_ONLY.match(message):
        return BadArgument("查询与模式不符。", message)
    return UNREADABLE
