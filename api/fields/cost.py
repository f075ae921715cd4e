"""What a request would cost, asked without asking it: its text goes through the checks of a request, and no further.

The selection is read by the resolvers themselves, over a graph that cannot be asked; so what is counted is what a
request would be held to. Access is not judged: whether a caller may have an answer is told by asking.
"""

from typing import Annotated, Any, cast

import strawberry
from graphql import OperationType
from strawberry.scalars import JSON

from api.context import Asking
from api.cost import Pricing, prices_of, with_defaults
from api.errors import ApiError, BadArgument, TooMany, told_of
from api.heard import as_query, roots_of
from api.limits import (
    COST_MOST,
    DEPTH_MOST,
    QUERY_SECONDS,
    ROWS_MOST,
    STEPS_MOST,
    Extent,
    OverLimit,
    check_variables,
    is_measuring,
    measuring,
)
from api.reading import ReadText, check_request, named_in, read_text, validated
from api.roots import Given
from api.words import both, said
from graph.model import Text
from graph.model.codes import DataClass
from guard.access import Access, Area, Grounds
from guard.purposes import Purpose
from guard.refusals import Refusal, RoleForbids
from guard.roles import CLERKS
from loaders.desk import Desk

ABOUT = Text("查询的估算开销，不执行该查询", "What a query would cost; the query is not asked")
EVERYTHING = frozenset(DataClass)
LARGEST = 2**31 - 1
"""What GraphQL's Int can say."""


class Unasked(Exception):
    """The graph is not asked."""


class Nothing:
    """In the place of what a server holds open: whoever turns to it is sent back."""

    def __getattr__(self, name: str) -> Any:
        """There is a store in it, and nothing in the store."""
        if name == "store":
            return Nothing()
        raise Unasked


@strawberry.type(description=both("拒绝的理由", "Why it would be refused"))
class RefusedBy:
    """The first check that the request does not pass."""

    code: str = strawberry.field(description=both("错误码", "The error's code"))
    limit: str | None = strawberry.field(description=both("超出的上限", "The cap that it is over"))
    zh: str = strawberry.field(description=both("中文说明", "In Chinese"))
    en: str = strawberry.field(description=both("英文说明", "In English"))


@strawberry.type(description=said(ABOUT))
class Cost:
    """What a request would take of each cap that its variables decide. Zero is what was not reached."""

    cost: int = strawberry.field(description=both("答案至多的单元格数", "Cells of the answer at most"))
    cost_most: int = strawberry.field(description=both("其上限", "Its cap"))
    depth: int = strawberry.field(description=both("从起点出发的步数", "Steps from its root"))
    depth_most: int = strawberry.field(description=both("其上限", "Its cap"))
    steps: int = strawberry.field(description=both("一个起点的步骤总数", "Steps of one root in all"))
    steps_most: int = strawberry.field(description=both("其上限", "Its cap"))
    rows: int = strawberry.field(description=both("嵌套分页的总行数", "Rows of pages within pages"))
    rows_most: int = strawberry.field(description=both("其上限", "Its cap"))
    seconds: float = strawberry.field(description=both("执行的时限（秒）", "Seconds that it may take"))
    allowed: bool = strawberry.field(
        description=both("未超出任何上限；是否有权另行判断", "Within every cap; access is judged when it is asked")
    )
    refused_by: RefusedBy | None = strawberry.field(description=both("拒绝的理由", "Why it would be refused"))


Query = Annotated[str, strawberry.argument(description=both("查询的文字", "The text of the query"))]
Variables = Annotated[JSON | None, strawberry.argument(description=both("变量", "Its variables"))]
Operation = Annotated[str | None, strawberry.argument(description=both("操作名", "The name of the operation"))]


async def cost(info: Given, query: Query, variables: Variables = None, operation_name: Operation = None) -> Cost | None:
    """What a query or a subscription would cost. Only those who may write a text of their own may ask, once a request.

    Raises RoleForbids, TooMany or BadArgument.
    """
    _check_asker(info)
    if variables is not None and not isinstance(variables, dict):
        raise BadArgument("variables 须为对象。", "variables is an object.")
    measured = Measured(info, cast("dict[str, Any]", variables or {}), operation_name)
    try:
        await measured.measure(query)
    except Exception as error:
        return measured.cost(told_of(error))
    return measured.cost(None)


def _check_asker(info: Given) -> None:
    if info.context.account.role in CLERKS:
        raise RoleForbids("您的角色只能使用预先审定的查询文档。", "Your role asks only the documents written for it.")
    if is_measuring():
        raise BadArgument("不能估算 cost 自身。", "What cost itself costs is not told.")
    raw = info._raw_info
    read = ReadText(None, (), raw.fragments, False)  # type: ignore[arg-type]
    if [*roots_of(raw.operation.selection_set, read)].count("cost") > 1:
        raise OverLimit("costs", "一次请求只能估算一个查询。", "A request may ask what one query costs.")


class Measured:
    """One text, measured as far as it passes."""

    def __init__(self, info: Given, variables: dict[str, Any], name: str | None) -> None:
        """For the caller of a request."""
        self._info, self._variables, self._name = info, variables, name
        self._cells = 0
        self._extent = Extent()

    async def measure(self, text: str) -> None:
        """Hold a text to every check. Raises what a request would be refused with."""
        check_variables(self._variables)
        read = read_text(text)
        chosen = named_in(read, self._name)
        if chosen.operation is OperationType.MUTATION:
            raise BadArgument("只能估算查询与订阅。", "Only what a query or a subscription costs is told.")
        schema = self._info.schema._schema
        prices = prices_of(schema)
        self._cells = Pricing(prices, with_defaults(chosen, self._variables)).of(chosen, read.fragments)
        for error in validated(read, schema):
            raise error
        asked = as_query(text, chosen) if chosen.operation is OperationType.SUBSCRIPTION else text
        check_request(read_text(asked), self._name, variables=self._variables, prices=prices)
        await self._select(asked)

    async def _select(self, asked: str) -> None:
        """Have the resolvers read the selection, over nothing."""
        with measuring() as self._extent:
            result = await self._info.schema.execute(
                asked,
                variable_values=self._variables,
                operation_name=self._name,
                context_value=self._over_nothing(),
            )
        for error in result.errors or ():
            cause = error.original_error
            if error.path is None or isinstance(cause, TooMany | BadArgument):  # whatever else needed an answer
                raise cause or error

    def _over_nothing(self) -> Asking:
        nothing: Any = Nothing()
        account = self._info.context.account
        access = Access(account.caller(), Area(), Grounds("", Purpose.VERIFICATION, "", EVERYTHING))
        return Asking(cast("Desk", nothing), nothing, account, access)

    def cost(self, refused: ApiError | Refusal | None) -> Cost:
        """What was measured, and why no more of it."""
        limit = getattr(refused, "limit", None)
        return Cost(
            cost=min(self._cells, LARGEST),
            cost_most=COST_MOST,
            depth=self._extent.depth,
            depth_most=DEPTH_MOST,
            steps=self._extent.steps,
            steps_most=STEPS_MOST,
            rows=min(self._extent.rows, LARGEST),
            rows_most=ROWS_MOST,
            seconds=QUERY_SECONDS,
            allowed=refused is None,
            refused_by=RefusedBy(code=refused.code, limit=limit, zh=refused.zh, en=refused.en) if refused else None,
        )
