"""Mutants of modules, made from their syntax trees: a guarding call left out, a condition that is always true."""

import ast
import copy
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.attacks.mutants.mutant import Mutant

CALLS = frozenset(
    {
        *("need", "note_residents", "note_holders", "withhold", "person", "tell_of", "_tell", "_judge", "tell"),
        *("charge", "record", "refused", "answered", "begun", "check_same_origin"),
    }
)
"""Calls by themselves that guard: access, what is withheld, who is shown, the budget, the audit."""
TEXTS = frozenset({"in_area", "not_volunteer", "not_minor", "not_of_minor"})
"""Functions that write a condition into a query."""
CONSTANTS = frozenset({"MINOR", "KNOWN_MINOR", "VOLUNTEER"})
SIGHT = frozenset({"sees", "readable"})
FILES = (
    *(
        "api/answering.py",
        "api/fields/person_numbers.py",
        "api/noting.py",
        "api/questions.py",
        "api/rows.py",
        "api/selection.py",
        "api/telling.py",
    ),
    *("api/views.py", "guard/access.py", "guard/gate.py", "guard/grants/areas.py", "guard/grants/grant.py"),
    *(
        "guard/grants/grants.py",
        "guard/lies_in.py",
        "guard/suppression.py",
        "queries/ask.py",
        "queries/roll_up.py",
        "queries/rows.py",
    ),
    *("queries/shapes.py", "queries/steps_cypher.py", "queries/steps_roots.py", "queries/residents_by_place.py"),
    *("queries/doubling/ask.py", "queries/doubling/count.py", "queries/doubling/posts.py"),
    *("api/counter.py", "api/fields/cost.py", "api/onward.py", "queries/conflicts.py", "queries/doubling/dated.py"),
    *("queries/doubling_gaps.py", "queries/doubling_periods.py", "queries/house_counts.py", "queries/if_leaves.py"),
    *("queries/houses_by_place.py", "queries/many_posts.py", "queries/neighbourhood.py", "queries/network/ties.py"),
    *("queries/network/withheld.py", "queries/paths.py", "queries/premises.py", "queries/residence_gaps.py"),
    *("queries/search/ask.py", "queries/search/kinds.py", "queries/shortest_path.py"),
)
Change = Callable[[ast.AST], ast.AST | None]
"""The node with the rule dropped, or None where the rule is not in it."""


def in_python(root: Path) -> Iterator[Mutant]:
    """Every mutant of a module."""
    for file in FILES:
        path = root / file
        tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
        for rule, change in CHANGES.items():
            for number in range(_count(tree, change)):
                yield Mutant(file, rule, number, ast.unparse(_At(change, number).visit(copy.deepcopy(tree))))


def _call(node: ast.AST) -> ast.AST | None:
    """``access.need(…)`` and the like, as statements, are left out."""
    value = node.value if isinstance(node, ast.Expr) else None
    value = value.value if isinstance(value, ast.Await) else value
    return ast.Pass() if isinstance(value, ast.Call) and _name(value) in CALLS else None


def _sees(node: ast.AST) -> ast.AST | None:
    return ast.Constant(True) if isinstance(node, ast.Call) and _name(node) in SIGHT else None


def _condition(node: ast.AST) -> ast.AST | None:
    """A condition of a query that is not written."""
    return ast.Constant("true") if isinstance(node, ast.Call) and _name(node) in TEXTS else None


def _constant(node: ast.AST) -> ast.AST | None:
    """``MINOR`` and the like, which no longer hold of anybody."""
    if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
        return None
    if node.targets[0].id not in CONSTANTS or isinstance(node.value, ast.Name):
        return None
    return ast.Assign(node.targets, ast.Constant("false"), lineno=node.lineno)


def _area(node: ast.AST) -> ast.AST | None:
    """The text by which a node lies in an area."""
    inside = isinstance(node, ast.Constant | ast.BinOp) and getattr(node, "in_area", False)
    return ast.Constant("true") if inside else None


def _compared(node: ast.AST) -> ast.AST | None:
    """What is compared to a threshold or to somebody's id: ``count < SMALL``, ``found.holder != account.id``."""
    if isinstance(node, ast.Compare) and ast.unparse(node) in COMPARED:
        return ast.Constant(COMPARED[ast.unparse(node)])
    return None


COMPARED = {
    "count < SMALL": False,
    "found.holder != account.id": False,
    "state is GrantState.IN_FORCE": True,
    "self.revoked_at is not None": False,
    "day < self.since": False,
    "day < self.until": True,
    "self.approved is False": False,
    "self.approved is None": False,
    "declared.data_class not in SEALED": True,
    "p.data_class in OFFICE": True,
    "way.type.type in JUDGED": False,
    "holder.id is not None": True,
    "column.data_class in MASKED": False,
    "self.area.communities is not None": False,
    "access.area.communities is not None": False,
    "access.area.communities is None": True,
    "communities is None": True,
    "asking.account.role not in COUNTER": True,
    "info.context.account.role in CLERKS": False,
    "[*roots_of(raw.operation.selection_set, read)].count('cost') > 1": False,
}
NEGATED = {
    "not self.stands": False,
    "not found.approved": False,
    "self.classes & allowed": "self.classes",
    "set(account.communities) & set(grant.communities)": "set(grant.communities)",
    "suppressed(counts, parents)": "frozenset()",
    "statistics_day(day, today=today())": "day",
    "guarded=count.guarded": None,
    "volunteer or guarded": "False",
    "_masks(count)": "False",
    "named.area if named else None": "None",
    "shown.get(place[0]) if seen else None": "shown.get(place[0])",
    "cells.gaps.get(place[0]) if seen else None": "cells.gaps.get(place[0])",
    "target[4] in CELLS and target[5]": "target[4] in CELLS",
    "suppressed(cells, parents)": "frozenset()",
    "statistics_day(rows.day, today=today())": "rows.day",
    "Kept(holders=True) if name == 'OfficeHolder' else ALL": "ALL",
}
"""Expressions by their text, with what stands in their place."""


def _expression(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.expr) or (text := ast.unparse(node)) not in NEGATED or NEGATED[text] is None:
        return None
    return ast.parse(str(NEGATED[text]), mode="eval").body


CHANGES: dict[str, Change] = {
    "call": _call,
    "sees": _sees,
    "condition": _condition,
    "constant": _constant,
    "area": _area,
    "compared": _compared,
    "expression": _expression,
}


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _count(tree: ast.AST, change: Change) -> int:
    _mark_areas(tree)
    return sum(change(node) is not None for node in ast.walk(tree))


def _mark_areas(tree: ast.AST) -> None:
    """Mark the values of the table called AREA."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "AREA" and isinstance(node.value, ast.Dict):
            for value in node.value.values:
                value.in_area = True  # type: ignore[attr-defined]


class _At(ast.NodeTransformer):
    """Makes one change, at the place of this number in the order of ``ast.walk``."""

    def __init__(self, change: Change, number: int) -> None:
        self.change, self.number = change, number
        self.chosen: ast.AST | None = None

    def visit(self, node: ast.AST) -> ast.AST:
        """Choose the node at the root, then change it."""
        if self.chosen is None:
            found = [each for each in ast.walk(node) if self.change(each) is not None]
            self.chosen = found[self.number]
        if node is self.chosen:
            made = self.change(node)
            return ast.fix_missing_locations(made) if made is not None else node
        changed: ast.AST = super().generic_visit(node)
        return changed
