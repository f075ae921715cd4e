"""The access matrix as a table to read and as data: role × purpose × data class."""

from rich.table import Table

from graph.model.codes import DataClass
from guard.matrix import Reach, reach
from guard.purposes import Purpose
from guard.roles import Role

SIGNS = {Reach.NEVER: "·", Reach.BY_ROLE: "●", Reach.BY_GRANT: "○"}
LEGEND = "● 按角色 by role   ○ 凭授权 under a grant   · 不可 never"


def matrix_rows() -> list[dict[str, str]]:
    """One row a role and purpose, and one a role without a purpose: by stored values, for programs."""
    return [
        {"role": role.value, "purpose": purpose.value if purpose else ""}
        | {data_class.value: reach(role, purpose, data_class).value for data_class in DataClass}
        for role in Role
        for purpose in (None, *Purpose)
    ]


def matrix_table() -> Table:
    """The same rows with both labels and signs, as LEGEND reads them."""
    table = Table(title=f"访问矩阵 Access matrix\n{LEGEND}", show_lines=False)
    table.add_column("角色 Role")
    table.add_column("目的 Purpose")
    for data_class in DataClass:
        table.add_column(f"{data_class.zh}\n{data_class.en}", justify="center")
    for role in Role:
        for purpose in (None, *Purpose):
            named = f"{purpose.zh} {purpose.en}" if purpose else "（无授权 no grant）"
            signs = (SIGNS[reach(role, purpose, data_class)] for data_class in DataClass)
            table.add_row("" if purpose else f"{role.zh} {role.en}", named, *signs)
        table.add_section()
    return table
