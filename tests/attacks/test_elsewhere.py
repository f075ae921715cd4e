"""Nobody and nothing of another area: at a counter, and among the questions that are ready to paste."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.context import Asking
from api.counter import check_holder, check_resident
from api.errors import NotFound
from api.questions_to_try import codes_to_try
from graph.engine import Running
from graph.model.codes import DataClass as C
from guard.access import Access, Area
from guard.gate import opened_gate
from guard.purposes import Purpose
from guard.refusals import Refusal
from guard.roles import Role
from tests.accesses import DISTRICT, granted, ungranted
from tests.api.conftest import district

THERE = granted(Purpose.VERIFICATION, Area(("c2",)), C.RESIDENT, C.MINOR)
GROWN = granted(Purpose.VERIFICATION, DISTRICT, C.RESIDENT)


def test_questions_to_paste_speak_of_the_area(neo4j_server: Running, tmp_path: Path) -> None:
    async def work() -> Any:
        async with district(tmp_path, neo4j_server) as desk:
            return [(await codes_to_try(desk.store, Area((each,))))["community"] for each in ("c1", "c2")]

    assert asyncio.run(work()) == ["c1", "c2"]


def test_only_who_lives_in_the_area_and_may_be_told_of_stands_at_a_counter(
    neo4j_server: Running, tmp_path: Path
) -> None:
    """p1 is registered in c2; p2, of unknown age, lives in c1 alone."""

    async def work() -> None:
        async with district(tmp_path, neo4j_server) as desk:
            with opened_gate(tmp_path, desk.book, desk.seals, desk.audit) as gate:

                def at(access: Access, role: Role = Role.COMMUNITY_OFFICER) -> Asking:
                    account = cast("Any", SimpleNamespace(id="a_tester", role=role))
                    return Asking(desk, gate, account, access)

                for access, person in ((THERE, "p2"), (GROWN, "p2"), (GROWN, "nobody")):
                    with pytest.raises(NotFound):
                        await check_resident(at(access), person)
                with pytest.raises(Refusal):
                    await check_resident(at(ungranted(Role.STEWARD)), "p1")
                await check_resident(at(THERE), "p1")
                with pytest.raises(NotFound):
                    await check_holder(at(THERE), "a_nobody")
                await check_holder(at(THERE, Role.ADMINISTRATOR), "a_nobody")

    asyncio.run(work())
    assert THERE.shown.persons == {"p1": {C.RESIDENT}}
    assert GROWN.shown.persons == {}
