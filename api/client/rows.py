"""An answer as a table: flat dicts whose keys are the way to the value, with dots.

A path names a list of the answer: ``findings``, ``findings.left``. Each entry is a row. Where a list stands in another
one, each row also has the cells of the entry that it stands in, called after the outer list: ``findings.state``.
"""

from collections.abc import Iterator
from typing import Any

from api.client.errors import Unfit
from api.client.shipped import camel

Row = dict[str, Any]


def rows(data: Row, path: str) -> list[Row]:
    """The rows at a path, which may leave the question out where there is one only. Raises Unfit."""
    steps = [camel(step) for step in path.split(".") if step]
    if len(data) == 1 and (not steps or steps[0] not in data):
        steps = [*data, *steps]
    return list(_rows(_step(data, steps[0]), steps[1:], {}, "") if steps else [flat(data)])


def _rows(value: Any, steps: list[str], outer: Row, here: str) -> Iterator[Row]:
    if value is None:
        return
    if isinstance(value, list):
        for each in value:
            more = {f"{here}.{key}": cell for key, cell in flat(each).items()} if steps else {}
            yield from _rows(each, steps, outer | more, here)
    elif not steps:
        yield outer | (flat(value) if isinstance(value, dict) else {here: value})
    else:
        yield from _rows(_step(value, steps[0]), steps[1:], outer, f"{here}.{steps[0]}" if here else steps[0])


def _step(value: Any, step: str) -> Any:
    if not isinstance(value, dict) or step not in value:
        there = [*value] if isinstance(value, dict) else []
        raise Unfit(
            "NO_SUCH_ROWS",
            f"答案中没有 {step}；有：{'、'.join(there) or '无'}。",
            f"The answer has no {step}; it has: {', '.join(there) or 'nothing'}.",
        )
    return value[step]


def flat(value: Any) -> Row:
    """One entry's cells. Lists of objects are left out: each is a table of its own. So is an object that is null."""
    if not isinstance(value, dict):
        return {}
    cells: Row = {}
    for key, each in value.items():
        if isinstance(each, dict):
            cells |= {f"{key}.{below}": cell for below, cell in flat(each).items()}
        elif not (isinstance(each, list) and (not each or isinstance(each[0], dict | list))):
            cells[key] = each
    return cells
