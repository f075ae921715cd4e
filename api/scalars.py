"""Scalars and enums that GraphQL makes of the model's types."""

import datetime as dt
from enum import EnumMeta
from functools import cache
from typing import Any

import strawberry
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

from api.errors import BadArgument
from api.words import both
from graph.model.base import Prop
from graph.model.codes import Codes


def _written(day: dt.date | str) -> str:
    """Answers of the graph carry dates as text already; question results carry days."""
    return day if isinstance(day, str) else day.isoformat()


def _read(value: object) -> dt.date:
    """A day that a request gives. Raises BadArgument, which does not quote it."""
    try:
        return dt.date.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise BadArgument("日期须写作 2024-06-30。", "A day is written 2024-06-30.") from None


SCALARS: dict[object, ScalarDefinition] = {
    dt.date: strawberry.scalar(
        name="Date",
        description=both(
            "日期，写作 2024-06-30；0001-01-01 表示早于一切可问的日子",
            "A day, written 2024-06-30; 0001-01-01 is before every day one asks about",
        ),
        serialize=_written,
        parse_value=_read,
    ),
    JSON: strawberry.scalar(name="JSON", description=both("任意 JSON 值", "Any JSON value")),
}


@cache
def enum_of(codes: type[Codes]) -> type[Codes]:
    """A code list as a GraphQL enum: each value with both of its labels."""
    about = (codes.__doc__ or codes.__name__).strip().splitlines()[0]
    strawberry.enum(codes, description=both(_zh_of(codes), about))
    definition: Any = codes.__strawberry_definition__  # type: ignore[attr-defined]
    for value, member in zip(definition.values, codes, strict=True):
        value.description = both(member.zh, member.en)
    return codes


def _zh_of(codes: EnumMeta) -> str:
    members: Any = list(codes)
    return "代码表：" + "、".join(member.zh for member in members)


def annotation(prop: Prop) -> Any:
    """The Python annotation from which strawberry makes a property's GraphQL type."""
    plain: Any = enum_of(prop.type) if issubclass(prop.type, Codes) else prop.type
    return list[plain] if prop.many else plain | None
