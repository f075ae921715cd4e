"""One value of a person, as the person reads it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graph.model import Prop, Text
from graph.model.base import codes_of
from graph.model.codes import DataClass


@dataclass(frozen=True, slots=True)
class HeldValue:
    """``name`` is the value's own, ``text`` what it is called; ``shown`` is the value in both languages."""

    name: str
    text: Text
    value: str
    shown: Text
    data_class: DataClass


def value_of(declared: Prop, stored: Any) -> HeldValue:
    """A property of the model with what the graph holds of it."""
    return HeldValue(declared.name, declared.text, str(stored), _shown(declared, stored), declared.data_class)


def classes_in(values: Iterable[HeldValue]) -> set[DataClass]:
    """The classes of data that these values are of; what is open in itself tells nothing of the person."""
    return {each.data_class for each in values} - {DataClass.OPEN}


def _shown(declared: Prop, stored: Any) -> Text:
    codes = codes_of(declared)
    if codes is not None and (member := codes.read(str(stored))):
        return Text(member.zh, member.en)
    if isinstance(stored, bool):
        return Text("是", "yes") if stored else Text("否", "no")
    if isinstance(stored, dt.date):
        return Text(f"{stored.year}年{stored.month}月{stored.day}日", stored.isoformat())
    return Text(str(stored), str(stored))
