"""What an account is for. No role both operates the system and audits it, and neither of those two reads data."""

from graph.model.codes import Codes
from guard.refusals import RoleForbids


class Role(Codes):
    """One an account. What each may read is in ``guard.matrix``."""

    ADMINISTRATOR = "administrator", "系统管理员", "Administrator"
    STEWARD = "steward", "数据管理员", "Data steward"
    GRID_WORKER = "grid_worker", "网格员", "Grid worker"
    COMMUNITY_OFFICER = "community_officer", "村居干部", "Community officer"
    INVESTIGATOR = "investigator", "核查员", "Investigator"
    ANALYST = "analyst", "分析员", "Analyst"
    AUDITOR = "auditor", "审计员", "Auditor"
    RESIDENT = "resident", "居民本人", "Resident"


CLERKS = frozenset({Role.GRID_WORKER, Role.COMMUNITY_OFFICER})
"""Roles that ask only the documents written for them."""


def must_be(role: Role, *allowed: Role) -> None:
    """Refuse whoever is of another role. Raises RoleForbids."""
    if role not in allowed:
        names_zh, names_en = "、".join(r.zh for r in allowed), ", ".join(r.en for r in allowed)
        raise RoleForbids(f"此事只能由{names_zh}办理。", f"Only these roles may do this: {names_en}.")
