"""A steward loads facts of their own area; what lies outside is not there for them. Every load is an audited act."""

import dataclasses
import datetime as dt
import time
from pathlib import Path

import pytest

from graph.engine import Running
from graph.model.dates import SHANGHAI
from guard.access import Area
from guard.audit.reading import acts
from guard.refusals import NotAudited, Refusal
from guard.roles import Role
from loaders.acting import TOKEN, acting
from loaders.desk import Desk
from loaders.faults import FaultKind
from tests.desks import at_desk, put, put_houses, whole_graph
from tests.guard.offices import office as new_office
from tests.residents import resident


async def within(desk: Desk, *codes: str) -> Desk:
    """The desk of a steward whose area is these communities."""
    found = await desk.store.read("MATCH (p:Place) WHERE p.code IN $codes RETURN p.id AS id", {"codes": list(codes)})
    return dataclasses.replace(desk, by="a_steward", area=Area(tuple(row["id"] for row in found)))


def test_a_house_outside_the_area_is_as_little_there_as_one_that_does_not_exist(
    neo4j_server: Running, tmp_path: Path
) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        steward = await within(desk, "V")
        rows = [resident(house=house, registered_house="H1") for house in ("H2", "H3", "H9")]
        report = await put(steward, "residents", tmp_path, *rows)
        assert report.accepted == 1
        assert [[f.kind for f in refused.faults] for refused in report.refused] == [[FaultKind.NOT_FOUND]] * 2
        everywhere = await put(await within(desk, "V", "W"), "residents", tmp_path, rows[1])
        assert everywhere.accepted == 1

    at_desk(tmp_path, neo4j_server, work)


def test_a_house_of_another_area_cannot_be_moved_into_ones_own(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        steward = await within(desk, "V")
        theirs = {"house": "H3", "address": "梧桐路2号", "building": "B1", "use": "住宅"}
        report = await put(steward, "houses", tmp_path, theirs, theirs | {"house": "H7"})
        assert [[f.kind for f in refused.faults] for refused in report.refused] == [[FaultKind.OUTSIDE]]
        assert report.accepted == 1

    at_desk(tmp_path, neo4j_server, work)


@pytest.mark.parametrize("kind", ["unknown", "foreign", "bound"])
def test_a_token_that_loads_nothing_is_noted_as_refused(
    neo4j_server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    codes = {"unknown": ("UNAUTHENTICATED", "console"), "foreign": ("FORBIDDEN", "analyst")}
    code, role = codes.get(kind, ("GRANT_WRONG", "steward"))
    (tmp_path / "access").mkdir()
    with new_office(tmp_path / "access") as office:
        office.clock.seconds = time.time()
        account = office.of[Role.ANALYST if kind == "foreign" else Role.STEWARD]
        until = dt.datetime.fromtimestamp(office.clock.seconds, SHANGHAI) + dt.timedelta(days=9)
        made = office.accounts.new_token(account, "nightly", until=until, grant="G1" if kind == "bound" else None)
    monkeypatch.setenv(TOKEN, "jw_unknown" if kind == "unknown" else made.secret)

    async def work(desk: Desk) -> None:
        with pytest.raises(Refusal):
            await acting(desk, tmp_path, "houses")
        (act,) = acts(desk.audit.engine)
        assert (act.what, act.outcome, act.code, act.role) == ("houses", "refused", code, role)

    at_desk(tmp_path, neo4j_server, work)


def test_a_load_is_noted_before_it_begins_and_when_it_ends(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_houses(desk, tmp_path)
        noted = [(act.what, act.outcome, act.caller.partition(":")[0]) for act in acts(desk.audit.engine)]
        assert noted[:2] == [("houses", "answered", "console"), ("houses", "begun", "console")]
        desk.audit.close()
        with pytest.raises(NotAudited):
            await put_houses(desk, tmp_path)

    at_desk(tmp_path, neo4j_server, work)


FIRM = {"organization": "91990100MA0000001G", "name": "银杏便利店", "kind": "企业"}
OFFICES = (
    {"organization": "OV", "name": "梧桐居委会", "kind": "村(居)民委员会"},
    {"organization": "OW", "name": "银杏居委会", "kind": "村(居)民委员会"},
    {"organization": "OD", "name": "区民政局", "kind": "机关"},
)
HEAD = {"title": "楼栋长", "post_type": "head", "organization": "OD"}
ZHAO = {"person_name": "赵一", "since": "2021-01-01"}


async def put_offices(desk: Desk, folder: Path) -> None:
    """Two communities with an organization, a post, a check-in and a firm of each, and an office of the district."""
    await put_houses(desk, folder)
    await put(desk, "organizations", folder, *OFFICES)
    await put(desk, "coverage", folder, *({"organization": f"O{at}", "served": at} for at in "VW"))
    await put(desk, "post_types", folder, {"post_type": "head", "zh": "楼栋长", "en": "head", "volunteer": "是"})
    await put(desk, "posts", folder, *(HEAD | {"post": f"P{at}", "place": at} for at in "VW"))
    await put(desk, "posts", folder, HEAD | {"post": "PO", "organization": "OW"}, HEAD | {"post": "PN"})
    checked_in = ({"check_in": f"C{at}", "unit": "OD", "community": at, "person_name": "钱二"} for at in "VW")
    await put(desk, "check_ins", folder, *checked_in)
    await put(desk, "needs", folder, {"need": "NW", "place": "W", "kind": "场地"})
    report = await put(desk, "enterprises", folder, FIRM | {"house": "H3"})
    assert report.accepted == 1, report.refused


OTHERS: dict[str, tuple[str, dict[str, str], FaultKind]] = {
    "appointment": ("appointments", ZHAO | {"post": "PW"}, FaultKind.NOT_FOUND),
    "appointment_by_organization": ("appointments", ZHAO | {"post": "PO"}, FaultKind.NOT_FOUND),
    "appointment_nowhere": ("appointments", ZHAO | {"post": "PN"}, FaultKind.NOT_FOUND),
    "post_moved": ("posts", HEAD | {"post": "PW", "place": "V"}, FaultKind.OUTSIDE),
    "post_renamed": ("posts", HEAD | {"post": "PW", "place": "V", "title": "组长"}, FaultKind.OUTSIDE),
    "post_of_their_office": ("posts", HEAD | {"post": "P9", "organization": "OW"}, FaultKind.NOT_FOUND),
    "post_type": ("post_types", {"post_type": "head", "zh": "长", "en": "h"}, FaultKind.OUTSIDE),
    "check_in_moved": (
        "check_ins",
        {"check_in": "CW", "unit": "OD", "community": "V", "person_name": "钱二"},
        FaultKind.OUTSIDE,
    ),
    "firm_renamed": ("enterprises", FIRM | {"name": "梧桐便利店"}, FaultKind.OUTSIDE),
    "firm_moved": ("enterprises", FIRM | {"house": "H1"}, FaultKind.OUTSIDE),
    "firm_as_it_is": ("enterprises", FIRM, FaultKind.OUTSIDE),
    "office_renamed": ("organizations", OFFICES[1] | {"name": "新居委会"}, FaultKind.OUTSIDE),
    "office_of_the_district": ("organizations", OFFICES[2] | {"house": "H1"}, FaultKind.OUTSIDE),
    "coverage_of_theirs": ("coverage", {"organization": "OW", "served": "V"}, FaultKind.NOT_FOUND),
    "coverage_of_the_district": ("coverage", {"organization": "OD", "served": "V"}, FaultKind.OUTSIDE),
    "need_moved": ("needs", {"need": "NW", "place": "V", "kind": "场地"}, FaultKind.OUTSIDE),
}


def test_what_is_of_another_area_is_the_districts_to_change(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_offices(desk, tmp_path)
        before = await whole_graph(desk)
        steward = await within(desk, "V")
        for name, (ledger, row, kind) in OTHERS.items():
            report = await put(steward, ledger, tmp_path, row)
            kinds = [{fault.kind for fault in refused.faults} for refused in report.refused]
            assert (name, kinds, report.accepted, report.unchanged) == (name, [{kind}], 0, 0)
        assert await whole_graph(desk) == before
        for name, (ledger, row, _) in OTHERS.items():
            report = await put(desk, ledger, tmp_path, row)
            assert (name, report.refused, report.accepted + report.unchanged) == (name, [], 1)

    at_desk(tmp_path, neo4j_server, work)


def test_what_is_of_ones_own_area_or_new_is_loaded(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put_offices(desk, tmp_path)
        steward = await within(desk, "V")
        for ledger, row in (
            ("appointments", ZHAO | {"post": "PV"}),
            ("posts", HEAD | {"post": "PV", "place": "V", "title": "组长"}),
            ("posts", HEAD | {"post": "P9", "organization": "OV"}),
            ("appointments", ZHAO | {"post": "P9"}),
            ("check_ins", {"check_in": "CV", "unit": "OD", "community": "V", "person_name": "孙三"}),
            ("check_ins", {"check_in": "CX", "unit": "OW", "community": "V", "person_name": "李四"}),
            ("tenures", {"house": "H1", "organization": "OW", "kind": "承租", "since": "2021-01-01"}),
            ("organizations", OFFICES[0] | {"name": "新居委会", "above": "OD"}),
            ("coverage", {"organization": "OV", "served": "VG"}),
            ("organizations", {"organization": "O9", "name": "梧桐协会", "kind": "社会组织", "house": "H1"}),
        ):
            report = await put(steward, ledger, tmp_path, row)
            assert (ledger, report.refused, report.accepted) == (ledger, [], 1)

    at_desk(tmp_path, neo4j_server, work)
