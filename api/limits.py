"""How much one request may ask for. Each cap is here, and each refusal names its cap.

What a text may hold is counted with its fragments expanded (``api.expanding``), so that a fragment gains nothing.
"""

import asyncio
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from api.errors import TooMany, TooSlow
from graph.store import ending_in

T = TypeVar("T")

STEP_DEFAULT = 20
STEP_MOST = 100
ROOT_MOST = 1000
DEPTH_MOST = 12
STEPS_MOST = 200
ROWS_MOST = 5_000_000

TEXT_MOST = 64 * 1024
"""Bytes of a request's body."""
MESSAGE_MOST = TEXT_MOST + 1024
"""Bytes of a message over a socket: a body, and what names it."""
TOKENS_MOST = 2_000
"""The printed questions have 60 tokens, GraphiQL's introspection 350. A token costs 10 µs and 560 bytes."""
COMMENTS_MOST = 200
DEFINITIONS_MOST = 60
FRAGMENTS_MOST = 50
OPERATIONS_MOST = 10
LEVELS_MOST = 60
"""Braces within braces: a step is three of them (``parts { edges { node {``), and a request may go twelve steps."""
SELECTIONS_MOST = 2_000
ROOT_FIELDS_MOST = 20
ALIASES_MOST = 50
REPEATS_MOST = 5_000
"""Pairs of selections under one response key. Whether two of them can be merged costs the validation 6 µs a pair."""
DIRECTIVES_MOST = 50
DIRECTIVES_ON_ONE_MOST = 4
LIST_MOST = 200
NESTING_MOST = 8
STRING_MOST = 8_000
NUMBER_MOST = 32
NAME_MOST = 100
VARIABLES_MOST = 50
VALUES_MOST = 1_000
COST_MOST = 5_000_000
"""Cells of the answer at most, with every page full (``api.cost``)."""
INTROSPECTION_MOST = 2_000
"""For each type of the schema. What tools send costs 1,500 and takes 0.2 s in all, which nothing can interrupt."""
QUERY_SECONDS = 30.0
MUTATION_SECONDS = 300.0
"""As long as the store gives one write: a load that is cut off is taken back by the next command, at a cost."""


class OverLimit(TooMany):
    """A request over a cap. ``limit`` is the cap's name, the same in every language."""

    def __init__(self, limit: str, zh: str, en: str) -> None:
        """Name the cap, and say it in both languages; never a value of the request."""
        super().__init__(zh, en)
        self.limit = limit


def check_at_most(limit: str, given: int, most: int, *, zh: str, en: str) -> None:
    """Refuse more than ``most``; ``zh`` and ``en`` say of what, with ``{most}`` in the place of the number."""
    if given > most:
        raise OverLimit(limit, zh.format(most=most), en.format(most=most))


def check_body(body: bytes) -> None:
    """Refuse a body that is too large, or a batch: an array of requests. Raises OverLimit."""
    check_at_most("bytes", len(body), TEXT_MOST, zh="请求不得超过 {most} 字节。", en="A request may have {most} bytes.")
    if body.lstrip(b" \t\r\n")[:1] == b"[":
        raise OverLimit(
            "batch", "一次只能发一个请求，不接受批量数组。", "A body holds one request; an array of them is not taken."
        )


def check_variables(variables: dict[str, Any]) -> None:
    """Refuse variables that are too many, too deep, too long or too large. Raises OverLimit."""
    check_at_most(
        "variables",
        len(variables),
        VARIABLES_MOST,
        zh="变量不得超过 {most} 个。",
        en="A request may give {most} variables.",
    )
    waiting: list[tuple[object, int]] = [(value, 0) for value in variables.values()]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        check_at_most(
            "values", seen, VALUES_MOST, zh="变量的值不得超过 {most} 个。", en="Variables may hold {most} values."
        )
        if isinstance(value, str):
            check_string(len(value))
        elif isinstance(value, list | dict):
            check_list(len(value))
            check_nesting(depth + 1)
            waiting.extend((v, depth + 1) for v in (value.values() if isinstance(value, dict) else value))


def check_string(length: int) -> None:
    """Refuse a string that is too long. Raises OverLimit."""
    check_at_most(
        "string", length, STRING_MOST, zh="单个字符串不得超过 {most} 字。", en="A string may have {most} characters."
    )


def check_list(length: int) -> None:
    """Refuse a list or an object with too many entries. Raises OverLimit."""
    check_at_most("list", length, LIST_MOST, zh="单个列表不得超过 {most} 项。", en="A list may have {most} entries.")


def check_nesting(depth: int) -> None:
    """Refuse values within values. Raises OverLimit."""
    check_at_most(
        "nesting", depth, NESTING_MOST, zh="参数的值不得嵌套超过 {most} 层。", en="A value may nest {most} deep."
    )


async def in_time(answer: Awaitable[T], *, seconds: float = QUERY_SECONDS) -> T:
    """The answer, if it comes in time, which no query of the graph outlives either. Raises TooSlow, once what was under
    way has been cancelled.
    """
    try:
        async with asyncio.timeout(seconds):
            with ending_in(seconds):
                return await answer
    except TimeoutError:
        raise TooSlow(
            f"请求超过 {seconds:.0f} 秒的时限，请缩小范围。",
            f"The request took longer than its {seconds:.0f} seconds; ask for less at a time.",
        ) from None


def check_page(first: int, most: int) -> int:
    """``first`` if it is a page's size. Raises TooMany."""
    if not 1 <= first <= most:
        raise TooMany(f"first 应在 1 到 {most} 之间。", f"first must be from 1 to {most}.")
    return first


@dataclass(slots=True)
class Extent:
    """How far a selection goes: the most rows of pages within pages, steps from a root, and steps of one root."""

    rows: int = 0
    depth: int = 0
    steps: int = 0


_measured: ContextVar[Extent | None] = ContextVar("measured", default=None)


@contextmanager
def measuring() -> Iterator[Extent]:
    """Notes what the checks of selections are given within."""
    extent = Extent()
    token = _measured.set(extent)
    try:
        yield extent
    finally:
        _measured.reset(token)


def is_measuring() -> bool:
    """Whether a selection is measured rather than answered."""
    return _measured.get() is not None


def check_rows(rows: int) -> None:
    """Refuse pages within pages whose product no server should be asked for. Raises OverLimit."""
    if extent := _measured.get():
        extent.rows = max(extent.rows, rows)
    check_at_most(
        "rows",
        rows,
        ROWS_MOST,
        zh="嵌套分页的总行数不得超过 {most}。请减小 first。",
        en="Pages within pages may hold {most} rows in all; make first smaller.",
    )


def check_depth(depth: int) -> None:
    """Refuse a selection that goes too many steps from its root. Raises OverLimit."""
    if extent := _measured.get():
        extent.depth = max(extent.depth, depth)
    check_at_most(
        "depth", depth, DEPTH_MOST, zh="从起点出发不得超过 {most} 步。", en="A query may go {most} steps from its root."
    )


def check_steps(steps: int) -> None:
    """Refuse a selection of more steps than a server should plan at once. Raises OverLimit."""
    if extent := _measured.get():
        extent.steps = max(extent.steps, steps)
    check_at_most(
        "steps", steps, STEPS_MOST, zh="一次查询不得超过 {most} 个步骤。", en="A query may take {most} steps in all."
    )
