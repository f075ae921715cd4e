"""Pages of looks without a server: filled past all that is delayed, with sealed cursors; and where a look is from."""

import asyncio
import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa

from graph.model import NODES, RELATIONSHIPS, Text
from graph.model.codes import DataClass
from graph.seals import PersonCipher, open_seals
from graph.store import Store
from guard.accounts.tables import accounts
from guard.audit.act import ActKind, Outcome
from guard.audit.log import AuditLog
from guard.audit.reading import Noted
from guard.grants.tables import grants
from guard.purposes import Purpose
from guard.refusals import Unfit
from guard.register import opened_register
from guard.subject.delays import delays_from
from guard.subject.handlers import Office, handler_code, offices
from guard.subject.looks import PACE, LooksPage, Mine, even_pace, who_looked
from guard.subject.values import classes_in, value_of
from tests.guard.audit.helpers import act, opened

NOW = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
MINE = Mine("s1", PersonCipher(bytes(range(64))), "me")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AuditLog]:
    """A log that is read three looks at a time."""
    monkeypatch.setattr("guard.subject.looks.ROWS_AT_ONCE", 3)
    with opened(tmp_path) as made:
        yield made


def look(log: AuditLog, caller: str, purpose: Purpose | None = None, *subjects: str) -> None:
    """Note a look at s1."""
    log.record_now(act("s1", *subjects, caller=caller, purpose=purpose and purpose.value))


def page(log: AuditLog, *, first: int = 10, after: str | None = None, mine: Mine = MINE) -> LooksPage:
    """A page under the usual delays."""
    return who_looked(log.engine, mine, first=first, after=after, delays=delays_from({}), now=NOW)


def callers(found: LooksPage) -> list[str]:
    return [each.act.caller for each in found.looks]


def test_pages_are_filled_past_any_run_of_delayed_looks(log: AuditLog) -> None:
    for number in range(4):
        look(log, f"a{number}", Purpose.SERVICE)
        for _ in range(number * 4):
            look(log, "x", Purpose.INQUIRY)
    first = page(log, first=2)
    assert (callers(first), first.more) == (["a3", "a2"], True)
    rest = page(log, first=2, after=first.end)
    assert (callers(rest), rest.more) == (["a1", "a0"], False)


def test_nothing_but_delayed_looks_is_as_nothing(log: AuditLog) -> None:
    empty = page(log)
    for _ in range(10):
        look(log, "x", Purpose.INQUIRY)
    assert page(log) == empty == LooksPage((), more=False, end=None)


def test_own_looks_are_left_out_on_request_and_others_in_the_same_answer_are_not_mine(log: AuditLog) -> None:
    look(log, "me")
    look(log, "a1", None, "s2", "s3")
    assert callers(page(log)) == ["a1", "me"]
    assert callers(page(log, mine=Mine("s1", MINE.cipher, "me", own=False))) == ["a1"]


def test_a_cursor_opens_under_its_own_persons_key_alone(log: AuditLog) -> None:
    for _ in range(2):
        look(log, "a1")
    end = page(log, first=1).end
    other = Mine("s1", PersonCipher(bytes(reversed(range(64)))), "me")
    with pytest.raises(Unfit):
        page(log, after=end, mine=other)


def test_an_answer_ends_at_a_full_step_of_time() -> None:
    async def took(seconds: float) -> float:
        began = time.monotonic()
        async with even_pace():
            await asyncio.sleep(seconds)
        return time.monotonic() - began

    assert asyncio.run(took(0.0)) >= PACE
    assert asyncio.run(took(PACE)) >= 2 * PACE


def test_a_code_is_short_and_the_accounts_own(tmp_path: Path) -> None:
    seals = open_seals(tmp_path / "keys", create=True)
    code = handler_code(seals, "a_1")
    assert (len(code), code[4], code) == (9, "-", handler_code(seals, "a_1"))
    assert code != handler_code(seals, "a_2")
    assert code != handler_code(open_seals(tmp_path / "other", create=True), "a_1")


class Named:
    """A graph that knows two places."""

    async def read(self, _: str, params: dict[str, Any]) -> list[dict[str, str]]:
        known = {"V": "梧桐社区", "W": "银杏社区"}
        return [{"id": each, "name": known[each]} for each in params["places"]]


def noted(seq: int, caller: str, grant: str | None = None) -> Noted:
    return Noted(seq, NOW, ActKind.QUESTION, caller, "r", "q", None, grant, Outcome.ANSWERED, None, 1)


def test_an_office_is_the_grants_area_else_the_accounts(tmp_path: Path) -> None:
    with opened_register(tmp_path) as register:
        with register.begin() as db:
            _account(db, "v", ["V"])
            _account(db, "all", None)
            _grant(db, "of_w", "all", ["W"])
            _grant(db, "wide", "v", None)
        acts = [noted(1, "v"), noted(2, "all"), noted(3, "all", "of_w"), noted(4, "v", "wide"), noted(5, "console:x")]
        found = asyncio.run(offices(cast("Store", Named()), register, acts))
    assert found == {
        1: Office(("梧桐社区",), known=True),
        2: Office((), known=True),
        3: Office(("银杏社区",), known=True),
        4: Office(("梧桐社区",), known=True),
        5: Office((), known=False),
    }


def _account(db: sa.Connection, id_: str, area: list[str] | None) -> None:
    values = {"id": id_, "name": id_, "name_key": id_, "role": "steward", "area": area, "made_by": "x", "made_at": 0}
    db.execute(sa.insert(accounts).values(**values))


def _grant(db: sa.Connection, id_: str, holder: str, area: list[str] | None) -> None:
    day = dt.date(2026, 1, 1)
    values: dict[str, Any] = {"id": id_, "holder": holder, "role": "steward", "purpose": "service", "area": area}
    values |= {"case_number": "1", "classes": [], "since": day, "until": day, "asked_at": 0, "standing": 0}
    db.execute(sa.insert(grants).values(**values))


@pytest.mark.parametrize(
    ("owner", "prop", "stored", "shown"),
    [
        ("Person", "sex", "male", Text("男", "Male")),
        ("Person", "birth", dt.date(1950, 3, 1), Text("1950年3月1日", "1950-03-01")),
        ("Person", "name", "甲", Text("甲", "甲")),
    ],
)
def test_a_value_is_shown_in_both_languages(owner: str, prop: str, stored: Any, shown: Text) -> None:
    value = value_of(NODES[owner].prop(prop), stored)
    assert (value.shown, value.value) == (shown, str(stored))


def test_yes_and_no_are_words_and_what_is_open_is_no_class_of_a_persons_data() -> None:
    collective = RELATIONSHIPS["REGISTERED_AT"].prop("collective")
    assert [value_of(collective, each).shown.zh for each in (True, False)] == ["是", "否"]
    values = [value_of(collective, True), value_of(RELATIONSHIPS["HOLDS"].prop("document"), "x")]
    assert classes_in(values) == {DataClass.RESIDENT}
