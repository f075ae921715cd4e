"""Grants: asked by one, approved by another, and every way in which they do not hold."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from graph.engine import Running
from graph.model.codes import DataClass as C
from guard.access import Area
from guard.grants import Grant, GrantState, Reason, covers, narrowed, request_area
from guard.purposes import Purpose
from guard.refusals import GrantWrong, NotSignedIn, Refusal, RoleForbids, Unfit
from guard.roles import Role
from loaders.desk import Desk
from tests.desks import PLACES, at_desk, put
from tests.guard.offices import DAY, EVERYWHERE, Office, area, office, wish

WORKER, OFFICER, STEWARD, INVESTIGATOR = Role.GRID_WORKER, Role.COMMUNITY_OFFICER, Role.STEWARD, Role.INVESTIGATOR
NEXT = DAY + dt.timedelta(days=1)


def refused(at: Office, grant: Grant | str, holder: Role, day: dt.date = DAY) -> tuple[str, str]:
    with pytest.raises(Refusal) as error:
        at.grants.named(grant if isinstance(grant, str) else grant.id, at.of[holder], day)
    return error.value.code, error.value.en


def test_an_approved_grant_is_named_by_its_holder_and_says_its_grounds(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        worker = at.of[WORKER]
        grant = at.granted(worker, wish(C.RESIDENT, C.PHONE))
        assert at.grants.named(grant.id, worker, DAY) == grant
        assert (grant.holder_name, grant.role, grant.area) == ("grid_worker", WORKER, ("V",))
        assert (grant.decided_by, grant.approved) == (at.of[STEWARD].id, True)
        grounds = grant.grounds()
        assert (grounds.grant, grounds.purpose, grounds.case) == (grant.id, Purpose.SERVICE, "案2026-1")
        assert grounds.classes == {C.RESIDENT, C.PHONE}


def test_a_grant_holds_from_its_first_day_to_before_its_end(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        later = replace(wish(C.RESIDENT), since=NEXT, until=NEXT + dt.timedelta(days=2))
        grant = at.granted(at.of[WORKER], later)
        states = [grant.state(DAY + dt.timedelta(days=n)).value for n in range(4)]
        assert states == ["not_begun", "in_force", "in_force", "ended"]
        assert refused(at, grant, WORKER) == ("GRANT_ENDED", "This grant does not hold today: Not begun.")
        assert at.grants.named(grant.id, at.of[WORKER], NEXT)
        assert refused(at, grant, WORKER, later.until) == ("GRANT_ENDED", "This grant does not hold today: Ended.")


def test_unknown_and_anothers_are_told_apart_by_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        waiting, approved = at.asked(at.of[WORKER], wish(C.RESIDENT)), at.granted(at.of[WORKER], wish(C.RESIDENT))
        answers = {refused(at, grant, OFFICER) for grant in ("", "g_unknown", waiting, approved)}
        assert answers == {("GRANT_WRONG", "You have no such grant.")}
        for act in (at.grants.approve, at.grants.revoke):
            more = {} if act == at.grants.approve else {"reason": Reason.CASE}
            for grant in ("g_unknown", approved.id):
                with pytest.raises(GrantWrong) as error:
                    act(grant, at.of[STEWARD], within=Area(("W",)), day=DAY, **more)
                assert error.value.en == "You have no such grant."


def test_what_is_not_approved_opens_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        worker, steward = at.of[WORKER], at.of[STEWARD]
        waiting, turned_down, withdrawn = (at.asked(worker, wish(C.RESIDENT)) for _ in range(3))
        at.grants.refuse(turned_down.id, steward, reason=Reason.TOO_WIDE, within=EVERYWHERE, day=DAY)
        at.grants.revoke(withdrawn.id, worker, reason=Reason.NOT_NEEDED, within=area(worker), day=DAY)
        for grant in (waiting, turned_down, withdrawn):
            assert refused(at, grant, WORKER) == ("GRANT_WRONG", "This grant has not been approved.")
        found = {grant.id: grant for grant in at.grants.mine(worker)}
        assert found[turned_down.id].state(DAY) is GrantState.REFUSED
        assert found[turned_down.id].reason is Reason.TOO_WIDE
        assert found[withdrawn.id].state(DAY) is GrantState.WITHDRAWN
        assert found[waiting.id].state(waiting.until) is GrantState.LAPSED
        assert refused(at, waiting, WORKER, waiting.until)[0] == "GRANT_WRONG"


def test_a_revoked_grant_ends_at_once_and_says_by_whom_and_why(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        for by, reason in ((WORKER, Reason.NOT_NEEDED), (STEWARD, Reason.MISUSE), (INVESTIGATOR, Reason.PURPOSE)):
            grant = at.granted(at.of[WORKER], wish(C.RESIDENT))
            at.grants.revoke(grant.id, at.of[by], reason=reason, within=area(at.of[by]), day=DAY)
            assert refused(at, grant, WORKER) == ("GRANT_ENDED", "This grant does not hold today: Revoked.")
            ended = {g.id: g for g in at.grants.mine(at.of[WORKER])}[grant.id]
            assert (ended.revoked_by, ended.reason, ended.state(DAY)) == (at.of[by].id, reason, GrantState.REVOKED)
            with pytest.raises(Unfit):
                at.grants.revoke(grant.id, at.of[by], reason=reason, within=area(at.of[by]), day=DAY)


@pytest.mark.parametrize("by", [Role.ADMINISTRATOR, Role.AUDITOR, Role.ANALYST, Role.RESIDENT, Role.COMMUNITY_OFFICER])
def test_who_neither_holds_nor_approves_neither_decides_nor_revokes(tmp_path: Path, by: Role) -> None:
    with office(tmp_path) as at:
        grant, other = at.asked(at.of[WORKER], wish(C.RESIDENT)), at.of[by]
        for act in (
            lambda: at.grants.approve(grant.id, other, within=EVERYWHERE, day=DAY),
            lambda: at.grants.refuse(grant.id, other, reason=Reason.CASE, within=EVERYWHERE, day=DAY),
            lambda: at.grants.waiting(other, within=EVERYWHERE, day=DAY),
            lambda: at.grants.over(other, within=EVERYWHERE),
        ):
            with pytest.raises(RoleForbids):
                act()
        with pytest.raises(GrantWrong):
            at.grants.revoke(grant.id, other, reason=Reason.CASE, within=EVERYWHERE, day=DAY)


def test_nobody_approves_their_own(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        grant = at.asked(at.of[STEWARD], wish(C.ID, purpose=Purpose.VERIFICATION))
        with pytest.raises(RoleForbids):
            at.grants.approve(grant.id, at.of[STEWARD], within=EVERYWHERE, day=DAY)
        assert at.grants.waiting(at.of[STEWARD], within=EVERYWHERE, day=DAY) == []
        assert at.grants.approve(grant.id, at.of[INVESTIGATOR], within=EVERYWHERE, day=DAY).approved


def test_what_is_decided_or_lapsed_is_decided_no_more(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        approved, lapsed = (
            at.granted(at.of[WORKER], wish(C.RESIDENT)),
            at.asked(at.of[WORKER], wish(C.RESIDENT, days=1)),
        )
        for grant, day in ((approved, DAY), (lapsed, NEXT)):
            with pytest.raises(Unfit):
                at.grants.approve(grant.id, at.of[STEWARD], within=EVERYWHERE, day=day)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.ANALYST, Role.RESIDENT])
def test_a_role_that_no_grant_serves_asks_for_none(tmp_path: Path, role: Role) -> None:
    with office(tmp_path) as at:
        for purpose in Purpose:
            with pytest.raises(RoleForbids):
                at.grants.ask(at.of[role], wish(C.RESIDENT, purpose=purpose), within=EVERYWHERE, day=DAY)


@pytest.mark.parametrize("classes", [(), (C.ID,), (C.RESIDENT, C.ID), (C.OPEN,), (C.RESIDENT, C.OFFICE)])
def test_only_what_the_purpose_opens_can_be_asked_for(tmp_path: Path, classes: tuple[C, ...]) -> None:
    with office(tmp_path) as at, pytest.raises(Unfit) as error:
        at.asked(at.of[WORKER], wish(*classes))
    assert error.value.en == "For this purpose the classes are among: Resident, Phone."


@pytest.mark.parametrize("purpose", [Purpose.INQUIRY, Purpose.ORGANIZATION, Purpose.SUBJECT])
def test_a_purpose_that_is_not_the_roles_is_refused(tmp_path: Path, purpose: Purpose) -> None:
    with office(tmp_path) as at, pytest.raises(RoleForbids):
        at.asked(at.of[WORKER], wish(C.RESIDENT, purpose=purpose))


@pytest.mark.parametrize(("since", "until"), [(-1, 10), (31, 40), (0, 0), (5, 4), (0, 181), (30, 211)])
def test_a_grant_begins_soon_and_lasts_half_a_year_at_most(tmp_path: Path, since: int, until: int) -> None:
    with office(tmp_path) as at:
        days = {"since": DAY + dt.timedelta(days=since), "until": DAY + dt.timedelta(days=until)}
        with pytest.raises(Unfit):
            at.asked(at.of[WORKER], replace(wish(C.RESIDENT), **days))


@pytest.mark.parametrize(("since", "until"), [(0, 1), (0, 180), (30, 210)])
def test_the_shortest_and_the_longest_grant_are_accepted(tmp_path: Path, since: int, until: int) -> None:
    with office(tmp_path) as at:
        days = {"since": DAY + dt.timedelta(days=since), "until": DAY + dt.timedelta(days=until)}
        assert at.asked(at.of[WORKER], replace(wish(C.RESIDENT), **days)).state(DAY) is GrantState.WAITING


@pytest.mark.parametrize(
    "case", ["", "1", "无号", "张三 12", "13812345678", "案320812199001011234", "x1" * 33, "a1\n"[:2] + "\nb"]
)
def test_a_case_number_is_a_number_and_no_persons(tmp_path: Path, case: str) -> None:
    with office(tmp_path) as at, pytest.raises(Unfit) as error:
        at.asked(at.of[WORKER], replace(wish(C.RESIDENT), case=case))
    assert len(case) < 3 or case not in str(error.value)


@pytest.mark.parametrize("case", ["12", "苏公（2026）12号", "202611240001", " A-7/b.1 "])
def test_a_case_number_is_kept_as_it_was_typed_but_for_its_width(tmp_path: Path, case: str) -> None:
    with office(tmp_path) as at:
        kept = at.asked(at.of[WORKER], replace(wish(C.RESIDENT), case=case)).case
        assert kept == case.strip().replace("（", "(").replace("）", ")")


def test_the_area_asked_for_lies_within_the_holders(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        worker, investigator = at.of[WORKER], at.of[INVESTIGATOR]
        for places in (("W",), ("V", "W"), ()):
            with pytest.raises(Unfit):
                at.asked(worker, wish(C.RESIDENT, area=places))
        assert at.asked(worker, wish(C.RESIDENT)).area == ("V",)
        inquiry = wish(C.RESIDENT, purpose=Purpose.INQUIRY)
        assert at.asked(investigator, inquiry).area is None
        assert at.asked(investigator, replace(inquiry, area=("W", "V"))).area == ("V", "W")


def test_an_approver_decides_within_their_area_and_sees_nothing_beyond(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        officer = at.accounts.set_approves(at.administrator, at.of[OFFICER].id, approves=True)
        mine = at.asked(at.of[WORKER], wish(C.RESIDENT))
        wide = at.asked(at.of[INVESTIGATOR], wish(C.RESIDENT, purpose=Purpose.INQUIRY))
        assert at.grants.waiting(officer, within=Area(("V",)), day=DAY) == [mine]
        assert at.grants.waiting(officer, within=Area(()), day=DAY) == []
        with pytest.raises(GrantWrong):
            at.grants.approve(wide.id, officer, within=Area(("V",)), day=DAY)
        assert at.grants.approve(mine.id, officer, within=Area(("V",)), day=DAY).approved
        assert [g.id for g in at.grants.over(officer, within=Area(("V",)))] == [mine.id]
        assert at.grants.waiting(at.of[STEWARD], within=EVERYWHERE, day=DAY) == [wide]


def test_what_changes_its_holders_standing_ends_a_grant_for_good(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        root, worker = at.administrator, at.of[WORKER]
        for end in (
            lambda: at.accounts.reset(root, worker.id),
            lambda: at.accounts.bind_external(worker.id, "i", "s", by=root),
            lambda: at.accounts.set_role(root, worker.id, role=WORKER, area=["V"]),
            lambda: at.accounts.disable(root, worker.id),
        ):
            grant, waiting = at.granted(worker, wish(C.RESIDENT)), at.asked(worker, wish(C.RESIDENT))
            end()
            assert refused(at, grant, WORKER) == (
                "GRANT_ENDED", "This grant does not hold today: Ended by a change of its holder's account.",
            )  # fmt: skip
            with pytest.raises(Unfit):
                at.grants.approve(waiting.id, at.of[STEWARD], within=EVERYWHERE, day=DAY)
        with pytest.raises(NotSignedIn):
            at.asked(worker, wish(C.RESIDENT))
        with pytest.raises(NotSignedIn):
            at.grants.mine(worker)
        at.accounts.enable(root, worker.id)
        assert refused(at, grant, WORKER)[0] == "GRANT_ENDED"
        assert at.asked(worker, wish(C.RESIDENT))


def test_what_becomes_of_the_approver_leaves_a_grant(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        grant = at.granted(at.of[WORKER], wish(C.RESIDENT))
        at.accounts.set_approves(at.administrator, at.of[STEWARD].id, approves=False)
        with pytest.raises(RoleForbids):
            at.grants.waiting(at.of[STEWARD], within=EVERYWHERE, day=DAY)
        at.accounts.disable(at.administrator, at.of[STEWARD].id)
        assert at.grants.named(grant.id, at.of[WORKER], DAY)
        with pytest.raises(NotSignedIn):
            at.grants.revoke(grant.id, at.of[STEWARD], reason=Reason.CASE, within=EVERYWHERE, day=DAY)


def test_the_matrix_has_the_last_word_on_a_grants_classes(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        grant = at.granted(at.of[WORKER], wish(C.RESIDENT))
        assert replace(grant, classes=frozenset({C.RESIDENT, C.ID})).grounds().classes == {C.RESIDENT}
        assert replace(grant, role=Role.ANALYST).grounds().classes == frozenset()


def test_an_area_covers_what_lies_in_it() -> None:
    assert covers(Area(), None)
    assert covers(Area(), ("V",))
    assert covers(Area(("T", "V", "W")), ("V", "W"))
    assert not covers(Area(("V",)), None)
    assert not covers(Area(("V",)), ())
    assert not covers(Area(()), ())
    assert not covers(Area(("V",)), ("V", "W"))


def test_two_areas_have_their_communities_in_common() -> None:
    assert narrowed(Area(), Area()) == Area()
    assert narrowed(Area(("V",)), Area()) == Area(("V",)) == narrowed(Area(), Area(("V",)))
    assert narrowed(Area(("V", "W")), Area(("W", "X"))) == Area(("W",))
    assert narrowed(Area(()), Area()) == Area(()) == narrowed(Area(), Area(()))


def test_a_requests_area_is_the_accounts_and_the_grants_in_common(neo4j_server: Running, tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        await put(desk, "places", tmp_path, *PLACES[:4])
        rows = await desk.store.read("MATCH (p:Place) RETURN p.code AS code, p.id AS id")
        ids = {row["code"]: row["id"] for row in rows}

        async def of(account: tuple[str, ...] | None, grant: tuple[str, ...] | None = None) -> Area:
            return await request_area(desk.store, account, grant, day=DAY)

        assert await of(None) == Area()
        assert await of(()) == Area(()) == await of((), None) == await of(None, ())
        assert await of(None, (ids["V"],)) == Area((ids["V"],)) == await of((ids["T"],), (ids["V"],))
        assert await of((ids["V"],), (ids["W"],)) == Area(())
        town = await of((ids["T"],))
        assert covers(town, (ids["V"], ids["W"]))
        assert covers(town, (ids["T"],))

    at_desk(tmp_path, neo4j_server, work)
