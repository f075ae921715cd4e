"""Filters and sort orders of lists and steps: typed inputs made from the model, read into ``queries.picking``.

What nobody may read of a type, or only under a class of its own, can be neither filtered nor sorted by: it is not in
the inputs. Of people there are none at all: who lives somewhere is looked up, not picked out.
"""

import datetime as dt
from enum import Enum
from functools import cache
from typing import Any

import strawberry

from api.errors import BadArgument
from api.scalars import enum_of
from api.views import View, views
from api.words import both, said
from graph.model import Prop
from graph.model.base import camel
from graph.model.codes import Codes, DataClass
from queries.picking import Condition, Order, Test
from queries.steps import Way, is_listed
from queries.steps_cypher import JUDGED

AMONG_MOST = 200
TEXT_MOST = 200
ABOUT_WHERE = both("只要符合这些条件的", "Only those of which all of this holds")
ABOUT_ORDER = both("排序，默认按编码", "The order; by code unless given")
TESTS = {
    "is": Test.IS,
    "in": Test.AMONG,
    "startsWith": Test.BEGINS,
    "contains": Test.CONTAINS,
    "atLeast": Test.AT_LEAST,
    "atMost": Test.AT_MOST,
    "from": Test.AT_LEAST,
    "to": Test.AT_MOST,
    "exists": Test.THERE,
}
THERE = both("有此项", "Whether it has any")


class Direction(Codes):
    """Which way a list goes."""

    ASC = "asc", "升序", "Upwards"
    DESC = "desc", "降序", "Downwards"


@strawberry.input(description=both("对文字的条件", "What must hold of a text"))
class TextFilter:
    """Every part that is given must hold."""

    is_: str | None = strawberry.field(name="is", default=None, description=both("等于", "Equals"))
    in_: list[str] | None = strawberry.field(name="in", default=None, description=both("为其中之一", "Is one of"))
    starts_with: str | None = strawberry.field(default=None, description=both("开头是", "Begins with"))
    contains: str | None = strawberry.field(default=None, description=both("含有", "Contains"))
    exists: bool | None = strawberry.field(default=None, description=THERE)


@strawberry.input(description=both("对数的条件", "What must hold of a number"))
class NumberFilter:
    """Every part that is given must hold."""

    is_: float | None = strawberry.field(name="is", default=None, description=both("等于", "Equals"))
    at_least: float | None = strawberry.field(default=None, description=both("不小于", "At least"))
    at_most: float | None = strawberry.field(default=None, description=both("不大于", "At most"))
    exists: bool | None = strawberry.field(default=None, description=THERE)


@strawberry.input(description=both("对日期的条件", "What must hold of a day"))
class DateFilter:
    """Every part that is given must hold."""

    is_: dt.date | None = strawberry.field(name="is", default=None, description=both("等于", "Equals"))
    from_: dt.date | None = strawberry.field(name="from", default=None, description=both("不早于", "Not before"))
    to: dt.date | None = strawberry.field(default=None, description=both("不晚于", "Not after"))
    exists: bool | None = strawberry.field(default=None, description=THERE)


def picks(label: str) -> bool:
    """Whether lists of these nodes can be filtered and sorted."""
    return is_listed(label)


def picked_of(way: Way) -> str | None:
    """The label by whose properties a step can be filtered and sorted, if it can."""
    return way.far[0] if len(way.far) == 1 and picks(way.far[0]) and way.type.type not in JUDGED else None


@cache
def filter_of(label: str) -> Any:
    """The filter of a type."""
    cls: Any = type(f"{label}Filter", (), {"__doc__": "Every part that is given must hold.", "__annotations__": {}})
    for prop in _props(label):
        cls.__annotations__[prop.name] = _filter(prop)
        setattr(cls, prop.name, strawberry.field(default=None, description=said(prop.text, prop.about)))
    text = views()[label].text
    made: type = strawberry.input(cls, description=both(f"对{text.zh}的条件", f"What must hold of each: {text.en}"))
    return made


@cache
def order_of(label: str) -> Any:
    """The sort order of a type."""
    text = views()[label].text
    sortable = [p for p in _props(label) if not issubclass(p.type, Codes | bool)]
    fields: Any = Enum(f"{label}OrderField", {p.name.upper(): p.key for p in sortable})  # type: ignore[misc]
    about = both(f"{text.zh}可按什么排序", f"What it can be sorted by: {text.en}")
    definition: Any = strawberry.enum(fields, description=about)
    for value, prop in zip(definition.__strawberry_definition__.values, sortable, strict=True):
        value.description = said(prop.text, prop.about)
    cls: Any = type(f"{label}Order", (), {"__doc__": "One property, and which way."})
    cls.__annotations__ = {"field": fields, "direction": enum_of(Direction) | None}
    cls.field = strawberry.field(description=both("按哪一项", "By which"))
    cls.direction = strawberry.field(default=None, description=both("默认升序", "Upwards unless given"))
    made: type = strawberry.input(
        cls, description=both(f"{text.zh}的排序；没有此项的排在最后", f"Order of {text.en}: those without come last")
    )
    return made


def conditions(label: str, given: Any) -> tuple[Condition, ...]:
    """What a filter says, of the arguments as graphql-core reads them. Raises BadArgument."""
    props = {camel(p.name): p for p in _props(label)}
    found = [_of_prop(props[name], said) for name, said in (given or {}).items() if said is not None]
    return tuple(each for some in found for each in some)


def order(label: str, given: Any) -> Order | None:
    """The order asked for; by code when there is none."""
    if not given:
        return None
    wanted = _plain(given["field"])
    found = next(p for p in _props(label) if p.key == wanted)
    return Order(found, descending=_plain(given.get("direction")) == Direction.DESC.value)


def _props(label: str) -> list[Prop]:
    view: View = views()[label]
    return [p for p in view.props if p.data_class is DataClass.OPEN and not p.many]


def _filter(prop: Prop) -> Any:
    if issubclass(prop.type, Codes):
        return list[enum_of(prop.type)] | None  # type: ignore[misc]
    plain = {str: TextFilter, int: NumberFilter, float: NumberFilter, dt.date: DateFilter, bool: bool}
    return plain[prop.type] | None


def _of_prop(prop: Prop, given: Any) -> list[Condition]:
    if isinstance(given, list):
        return [Condition(prop, Test.AMONG, [_plain(each) for each in given])]
    if isinstance(given, bool):
        return [Condition(prop, Test.IS, given)]
    return [Condition(prop, TESTS[name], _checked(value)) for name, value in given.items() if value is not None]


def _plain(member: Any) -> Any:
    """The value of an enum's member, or what stands for it: graphql-core hands over either."""
    return getattr(member, "value", member)


def _checked(value: Any) -> Any:
    """Raises BadArgument for more than a condition may have."""
    if isinstance(value, list) and len(value) > AMONG_MOST:
        raise BadArgument(f"in 最多 {AMONG_MOST} 个。", f"Give at most {AMONG_MOST} values with in.")
    texts = value if isinstance(value, list) else [value]
    if any(isinstance(each, str) and len(each) > TEXT_MOST for each in texts):
        raise BadArgument(f"条件的文字最长 {TEXT_MOST} 字。", f"A text in a filter has at most {TEXT_MOST} characters.")
    return value
