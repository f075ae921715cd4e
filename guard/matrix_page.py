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
    table = Table("角色与目的\nRole and purpose", title=f"访问矩阵 Access matrix\n{LEGEND}")
    for data_class in DataClass:
        heading = "\n".join((data_class.zh, *data_class.en.split(" ", 1)))
        table.add_column(heading, justify="center", no_wrap=True)
    for role in Role:
        for purpose in (None, *Purpose):
            label = f"  {purpose.zh} {purpose.en}" if purpose else f"{role.zh} {role.en}"
            table.add_row(label, *(SIGNS[reach(role, purpose, data_class)] for data_class in DataClass))
        table.add_section()
    return table
