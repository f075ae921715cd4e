"""The list of erasures, in the register; and its copy outside this machine, by which a restored home is cleaned.

    ListError              a copy of the list cannot be used; says why, never a value

A line of the copy is one erasure as JSON with a keyed hash under the office's own secret: who can write into the folder
that holds the copies can take lines away, which the register's own list makes good, but not add any.
"""

import datetime as dt
import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from graph.model.codes import Codes
from graph.model.dates import SHANGHAI
from graph.seals import Seals
from guard.erasure.tables import erasures

LISTED = "erasure"
"""The kind of keyed hash that vouches for a line."""


class ListError(Exception):
    """A copy of the list cannot be used."""


class Reason(Codes):
    """Why someone is erased (PIPL 47)."""

    PURPOSE_ENDED = "purpose_ended", "目的已实现或不再必要", "The purpose is fulfilled, or not needed any more"
    PERIOD_OVER = "period_over", "保存期限届满", "The period of retention is over"
    CONSENT_WITHDRAWN = "consent_withdrawn", "个人撤回同意", "The person withdraws consent"
    UNLAWFUL = "unlawful", "违反法律或约定", "Held against the law or an agreement"
    ASKED = "asked", "个人请求", "The person asks for it"


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure. ``name_hash`` recognises the person's row in a returned workbook whose ID was spoilt."""

    id: str
    person: str
    name_hash: str | None
    reason: str
    by: str
    asked: str
    lifted: str | None = None
    lifted_by: str | None = None


class Erasures:
    """The list. It only grows, but for a person's being let in again."""

    def __init__(self, register: sa.Engine) -> None:
        """In this register."""
        self._register = register

    def all(self) -> list[Erasure]:
        """In the order of their asking."""
        with self._register.connect() as db:
            rows = db.execute(sa.select(erasures).order_by(erasures.c.asked, erasures.c.id)).all()
        return [Erasure(**row._mapping) for row in rows]

    def ask(self, person: str, *, name_hash: str | None, reason: Reason, by: str) -> Erasure:
        """Put someone on the list: from here on the erasure is owed, whatever interrupts it."""
        made = Erasure(uuid.uuid4().hex, person, name_hash, reason.value, by, _now())
        self.add([made])
        return made

    def add(self, some: Iterable[Erasure]) -> None:
        """Add those that are not there yet, as they are."""
        new = sa.insert(erasures).prefix_with("OR IGNORE", dialect="sqlite")
        rows = [asdict(each) for each in some]
        if rows:
            with self._register.begin() as db:
                db.execute(new, rows)

    def lift(self, person: str, *, by: str) -> bool:
        """Let someone be loaded again; False when no erasure bars them."""
        here = sa.and_(erasures.c.person == person, erasures.c.lifted.is_(None))
        with self._register.begin() as db:
            done = db.execute(sa.update(erasures).where(here).values(lifted=_now(), lifted_by=by))
        return bool(done.rowcount)


def list_text(some: Iterable[Erasure], seals: Seals) -> str:
    """The list as text, a line an erasure."""
    return "".join(_line(each, seals) + "\n" for each in some)


def read_list(text: str, seals: Seals) -> list[Erasure]:
    """The erasures of a copy. Raises ListError when a line is not one of ours."""
    found = []
    for line in filter(None, text.splitlines()):
        try:
            said: dict[str, Any] = json.loads(line)
            said.pop("mark")
            each = Erasure(**said)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise _unfit() from None
        if _line(each, seals) != line:
            raise _unfit()
        found.append(each)
    return found


def _line(each: Erasure, seals: Seals) -> str:
    said = asdict(each)
    mark = seals.keyed_hash(LISTED, json.dumps(said, sort_keys=True))
    return json.dumps(said | {"mark": mark}, sort_keys=True)


def _unfit() -> ListError:
    return ListError(
        "这份删除清单有改动，或属于另一套密钥，请换一份。"
        "This list of erasures was changed, or belongs to other keys; take another copy."
    )


def _now() -> str:
    return dt.datetime.now(SHANGHAI).isoformat(timespec="milliseconds")
