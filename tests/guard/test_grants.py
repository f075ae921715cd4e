"""Grants: asked by one, approved by another, and every way in which they do not hold."""

from pathlib import Path

from graph.model.codes import DataClass as C
from guard.grants import GrantState
from guard.roles import Role
from tests.guard.offices import DAY, office, wish


def test_an_approved_grant_is_named_by_its_holder(tmp_path: Path) -> None:
    with office(tmp_path) as at:
        worker = at.of[Role.GRID_WORKER]
        grant = at.granted(worker, wish(C.RESIDENT, C.PHONE))
        assert grant.state(DAY) is GrantState.IN_FORCE
        assert at.grants.named(grant.id, worker, DAY) == grant
        assert grant.grounds().classes == {C.RESIDENT, C.PHONE}
        assert (
            at.accounts.of_session(at.accounts.sign_in("grid_worker", "经纬之间自有分寸，不必着急", origin="o").secret)
            == worker
        )
