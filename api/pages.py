"""Pages: the connection of a list or a step, and the edge of a step, which carries the dated fact itself."""

import datetime as dt
import inspect
import typing
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry

from api.limits import STEP_DEFAULT
from api.picking import ABOUT_ORDER, ABOUT_WHERE, filter_of, order_of
from api.scalars import annotation, enum_of
from api.sourcing import Sourced
from api.words import both, said
from graph.model import Text
from graph.model.dates import Certainty
from queries.steps import Way

FIRST = both("最多几条，步骤上限 100，列表上限 1000", "How many at most: 100 in a step, 1000 in a list")
AFTER = both("从这个游标之后开始", "Start after this cursor")
AS_OF = both("所问的日子，默认为今天（上海）", "The day asked about; today in Shanghai unless given")
HISTORY = both("也要当日不成立的事实", "Facts of every day, not only of the day asked about")
SINCE = both("开始", "When it began")
UNTIL = both("结束：不再成立的第一天", "The first day it no longer holds")
CERTAINTY = both("在所问之日是否成立", "Whether it holds on the day asked about")

First = Annotated[int, strawberry.argument(description=FIRST)]
After = Annotated[str | None, strawberry.argument(description=AFTER)]
AsOf = Annotated[dt.date | None, strawberry.argument(description=AS_OF)]
History = Annotated[bool, strawberry.argument(description=HISTORY)]


@strawberry.type(description=both("分页信息", "Where a page ends"))
class PageInfo:
    """Whether there is more, and where it goes on."""

    has_next_page: bool = strawberry.field(description=both("后面还有", "Whether there is more"))
    end_cursor: str | None = strawberry.field(description=both("本页末尾的游标", "The cursor of the last row"))


@strawberry.type(description=both("一个时点：两端之间的某一天，含两端", "A moment: some day between both, included"))
class Moment:
    """One end of a fact."""

    earliest: dt.date | None = strawberry.field(
        description=both("最早；空为无从知道，或尚未到来", "The earliest; none where nobody knows, or it has not come")
    )
    latest: dt.date | None = strawberry.field(
        description=both("最晚；空为无从知道，或尚未到来", "The latest; none where nobody knows, or it has not come")
    )


@strawberry.interface(name="Dated", description=both("有起止的事实", "A fact that holds from a day to a day"))
class DatedFact:
    """When it holds, and whether it does on the day asked about."""

    since: Moment = strawberry.field(description=SINCE)
    until: Moment = strawberry.field(description=UNTIL)
    certainty: enum_of(Certainty) = strawberry.field(description=CERTAINTY)  # type: ignore[valid-type]


@dataclass(frozen=True)
class Edge:
    """The edge type of a way: the far node, the relationship's own properties, its dates and its records."""

    name: str
    way: Way
    far: Any

    def made(self) -> type:
        """The GraphQL type."""
        cls: Any = type(f"{self.name}Edge", (DatedFact, Sourced), {"__doc__": self.way.type.text.en})
        cls.__annotations__ = {}
        about = self.way.type.about
        self._add(cls, "node", self.far, said(self.way.step.text))
        self._add(cls, "cursor", str, both("此行的游标", "The cursor of this row"))
        for prop in self.way.type.props:
            self._add(cls, prop.name, annotation(prop), said(prop.text, prop.about))
        made: type = strawberry.type(cls, description=both(f"事实：{about.zh}", f"A fact: {about.en}"))
        return made

    def _add(self, cls: Any, name: str, type_: Any, description: str) -> None:
        cls.__annotations__[name] = type_
        setattr(cls, name, strawberry.field(description=description))


@dataclass(frozen=True)
class Page:
    """A connection type: nodes, edges where there is a fact to show, and where the page ends."""

    name: str
    text: Text
    far: Any
    edge: type | None = None
    counted: bool = False

    def made(self) -> type:
        """The GraphQL type."""
        cls: Any = type(f"{self.name}Connection", (), {"__doc__": self.text.en})
        far: Any = self.far
        cls.__annotations__ = {"nodes": list[far], "page_info": PageInfo}
        cls.nodes = strawberry.field(description=both("本页的节点", "The nodes of this page"))
        cls.page_info = strawberry.field(description=both("分页信息", "Where the page ends"))
        if self.edge:
            edge: Any = self.edge
            cls.__annotations__["edges"] = list[edge]
            cls.edges = strawberry.field(description=both("本页的事实与节点", "The facts of this page and their nodes"))
        if self.counted:
            cls.__annotations__["total_count"] = int
            cls.total_count = strawberry.field(description=both("一共多少", "How many in all"))
        made: type = strawberry.type(cls, description=both(f"{self.text.zh}（分页）", f"{self.text.en}, in pages"))
        return made


def step_field(page: type, picked: str | None, description: str) -> Any:
    """The field of a step; ``picked`` is the label whose filter and order it takes, if any.

    The root's selection reads its arguments; nothing is asked when it is resolved.
    """

    def arguments(
        first: First = STEP_DEFAULT, after: After = None, as_of: AsOf = None, history: History = False
    ) -> None: ...

    resolver = taking(arguments, picked) if picked else arguments
    return strawberry.field(resolver=resolver, graphql_type=page, description=description)


def taking(resolver: Any, label: str) -> Any:
    """The resolver with the filter and the order of a type among its arguments."""
    where = Annotated[filter_of(label) | None, strawberry.argument(description=ABOUT_WHERE)]  # type: ignore[valid-type]
    order = Annotated[order_of(label) | None, strawberry.argument(description=ABOUT_ORDER)]  # type: ignore[valid-type]
    hints = typing.get_type_hints(resolver, include_extras=True)
    declared = [
        p.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[p.name])
        for p in inspect.signature(resolver).parameters.values()
        if p.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    declared += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=type_)
        for name, type_ in (("where", where), ("order_by", order))
    ]
    resolver.__signature__ = inspect.Signature(declared)
    return resolver
