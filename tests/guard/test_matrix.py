"""Every cell of role × purpose × data class, against a table written out by hand from DOMAIN 6 and the issue."""

import json

import pytest
from typer.testing import CliRunner

from graph.model.codes import DataClass
from guard.commands import app
from guard.matrix import OF_ROLE, UNDER_GRANT, Reach, by_role, grantable, reach
from guard.matrix_page import matrix_rows
from guard.purposes import Purpose
from guard.roles import Role

WRITTEN = """
role               purpose       open office resident relation id phone minor
administrator      -             .    .      .        .        .  .     .
administrator      service       .    .      .        .        .  .     .
administrator      verification  .    .      .        .        .  .     .
administrator      organization  .    .      .        .        .  .     .
administrator      inquiry       .    .      .        .        .  .     .
administrator      emergency     .    .      .        .        .  .     .
administrator      subject       .    .      .        .        .  .     .
steward            -             r    r      .        .        .  .     .
steward            service       r    r      .        .        .  .     .
steward            verification  r    r      g        g        g  g     g
steward            organization  r    r      .        .        .  .     .
steward            inquiry       r    r      .        .        .  .     .
steward            emergency     r    r      .        .        .  .     .
steward            subject       r    r      .        .        .  .     .
grid_worker        -             r    r      .        .        .  .     .
grid_worker        service       r    r      g        .        .  g     .
grid_worker        verification  r    r      g        g        .  .     .
grid_worker        organization  r    r      .        .        .  .     .
grid_worker        inquiry       r    r      .        .        .  .     .
grid_worker        emergency     r    r      g        .        .  g     g
grid_worker        subject       r    r      .        .        .  .     .
community_officer  -             r    r      .        .        .  .     .
community_officer  service       r    r      g        g        .  g     g
community_officer  verification  r    r      g        g        g  g     .
community_officer  organization  r    r      g        .        .  .     .
community_officer  inquiry       r    r      .        .        .  .     .
community_officer  emergency     r    r      g        g        .  g     g
community_officer  subject       r    r      .        .        .  .     .
investigator       -             r    r      .        .        .  .     .
investigator       service       r    r      .        .        .  .     .
investigator       verification  r    r      g        g        .  .     .
investigator       organization  r    r      g        .        .  .     .
investigator       inquiry       r    r      g        g        g  g     g
investigator       emergency     r    r      g        g        .  g     g
investigator       subject       r    r      .        .        .  .     .
analyst            -             r    r      .        .        .  .     .
analyst            service       r    r      .        .        .  .     .
analyst            verification  r    r      .        .        .  .     .
analyst            organization  r    r      .        .        .  .     .
analyst            inquiry       r    r      .        .        .  .     .
analyst            emergency     r    r      .        .        .  .     .
analyst            subject       r    r      .        .        .  .     .
auditor            -             .    .      .        .        .  .     .
auditor            service       .    .      .        .        .  .     .
auditor            verification  .    .      .        .        .  .     .
auditor            organization  .    .      .        .        .  .     .
auditor            inquiry       .    .      .        .        .  .     .
auditor            emergency     .    .      .        .        .  .     .
auditor            subject       .    .      .        .        .  .     .
resident           -             .    .      .        .        .  .     .
resident           service       .    .      .        .        .  .     .
resident           verification  .    .      .        .        .  .     .
resident           organization  .    .      .        .        .  .     .
resident           inquiry       .    .      .        .        .  .     .
resident           emergency     .    .      .        .        .  .     .
resident           subject       .    .      .        .        .  .     .
"""
MEANING = {".": Reach.NEVER, "r": Reach.BY_ROLE, "g": Reach.BY_GRANT}
HEADING, *LINES = [line.split() for line in WRITTEN.split("\n") if line]
CELLS = [(line[0], line[1], name, sign) for line in LINES for name, sign in zip(HEADING[2:], line[2:], strict=True)]


@pytest.mark.parametrize(("role", "purpose", "data_class", "sign"), CELLS)
def test_a_cell_is_as_written(role: str, purpose: str, data_class: str, sign: str) -> None:
    named = None if purpose == "-" else Purpose.of(purpose)
    assert reach(Role.of(role), named, DataClass.of(data_class)) is MEANING[sign]


def test_the_written_table_has_every_cell_once() -> None:
    every = {(r.value, p, c.value) for r in Role for p in ("-", *(x.value for x in Purpose)) for c in DataClass}
    assert len(CELLS) == len(every)
    assert {cell[:3] for cell in CELLS} == every


def test_grantable_and_by_role_say_what_the_cells_say() -> None:
    for role in Role:
        mine = [cell for cell in CELLS if cell[0] == role.value]
        assert by_role(role) == {DataClass.of(c) for _, p, c, sign in mine if p == "-" and sign == "r"}
        for data_class in DataClass:
            assert grantable(role, data_class) == any(c == data_class.value and sign == "g" for _, _, c, sign in mine)


def test_the_tables_of_the_code_hold_no_line_that_the_written_one_lacks() -> None:
    by_grant = {(r, p) for r, p, _, sign in CELLS if sign == "g"}
    assert {(role.value, purpose.value) for role, purpose in UNDER_GRANT} == by_grant
    assert {role.value for role in OF_ROLE} == {r for r, _, _, sign in CELLS if sign == "r"}


def test_the_command_prints_every_cell() -> None:
    printed = json.loads(CliRunner().invoke(app, ["matrix", "--json"]).output)
    assert printed == matrix_rows()
    named = {(row["role"], row["purpose"] or "-", c.value): row[c.value] for row in printed for c in DataClass}
    assert named == {(r, p, c): MEANING[sign].value for r, p, c, sign in CELLS}


def test_the_printed_table_is_whole_in_both_languages() -> None:
    page = CliRunner().invoke(app, ["matrix"]).output
    labels = [x for codes in (Role, Purpose) for member in codes for x in (member.zh, member.en)]
    assert all(label in page for label in labels)
    assert "…" not in page
    assert page.count("○") == 1 + sum(sign == "g" for *_, sign in CELLS)
    assert page.count("●") == 1 + sum(sign == "r" for *_, sign in CELLS)
