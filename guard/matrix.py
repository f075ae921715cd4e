"""The access matrix: role × purpose × data class → how far. One table, one pure function (DOMAIN 6).

What no line of the table allows is denied. ``jingwei access matrix`` prints it, and a test asks every cell.
"""

from graph.model.codes import Codes, DataClass
from guard.purposes import Purpose
from guard.roles import Role


class Reach(Codes):
    """How a class of data is reached."""

    NEVER = "never", "不可", "Never"
    BY_ROLE = "by_role", "按角色", "By role"
    BY_GRANT = "by_grant", "凭授权", "Under a grant"


C, P = DataClass, Purpose

OF_ROLE: dict[Role, frozenset[DataClass]] = {
    Role.STEWARD: frozenset({C.OPEN, C.OFFICE}),
    Role.GRID_WORKER: frozenset({C.OPEN, C.OFFICE}),
    Role.COMMUNITY_OFFICER: frozenset({C.OPEN, C.OFFICE}),
    Role.INVESTIGATOR: frozenset({C.OPEN, C.OFFICE}),
    Role.ANALYST: frozenset({C.OPEN, C.OFFICE}),
}
"""What a role reads without a grant, whatever its purpose."""

UNDER_GRANT: dict[tuple[Role, Purpose], frozenset[DataClass]] = {
    (Role.STEWARD, P.VERIFICATION): frozenset({C.RESIDENT, C.RELATION, C.ID, C.PHONE, C.MINOR}),
    (Role.GRID_WORKER, P.SERVICE): frozenset({C.RESIDENT, C.PHONE}),
    (Role.GRID_WORKER, P.VERIFICATION): frozenset({C.RESIDENT, C.RELATION}),
    (Role.GRID_WORKER, P.EMERGENCY): frozenset({C.RESIDENT, C.PHONE, C.MINOR}),
    (Role.COMMUNITY_OFFICER, P.SERVICE): frozenset({C.RESIDENT, C.RELATION, C.PHONE, C.MINOR}),
    (Role.COMMUNITY_OFFICER, P.VERIFICATION): frozenset({C.RESIDENT, C.RELATION, C.ID, C.PHONE}),
    (Role.COMMUNITY_OFFICER, P.EMERGENCY): frozenset({C.RESIDENT, C.RELATION, C.PHONE, C.MINOR}),
    (Role.COMMUNITY_OFFICER, P.ORGANIZATION): frozenset({C.RESIDENT}),
    (Role.INVESTIGATOR, P.VERIFICATION): frozenset({C.RESIDENT, C.RELATION}),
    (Role.INVESTIGATOR, P.ORGANIZATION): frozenset({C.RESIDENT}),
    (Role.INVESTIGATOR, P.INQUIRY): frozenset({C.RESIDENT, C.RELATION, C.ID, C.PHONE, C.MINOR}),
    (Role.INVESTIGATOR, P.EMERGENCY): frozenset({C.RESIDENT, C.RELATION, C.PHONE, C.MINOR}),
}
"""What a grant can open: never more than its role and purpose have in common here. A resident's own record is no
grant's matter (``guard.subject``), so SUBJECT stands in no line."""


def reach(role: Role, purpose: Purpose | None, data_class: DataClass) -> Reach:
    """How far ``role`` reaches ``data_class`` for ``purpose``; without a purpose, what the role has by itself."""
    if data_class in OF_ROLE.get(role, frozenset()):
        return Reach.BY_ROLE
    if purpose is not None and data_class in UNDER_GRANT.get((role, purpose), frozenset()):
        return Reach.BY_GRANT
    return Reach.NEVER


def grantable(role: Role, data_class: DataClass) -> bool:
    """Whether any purpose could open ``data_class`` to ``role``."""
    return any(reach(role, purpose, data_class) is Reach.BY_GRANT for purpose in Purpose)


def by_role(role: Role) -> frozenset[DataClass]:
    """What a role reads without a grant."""
    return OF_ROLE.get(role, frozenset())
