"""Cell text → checked value, by what the model says a property is. Raises ``Wrong`` with the kind of fault."""

import datetime as dt
import math
import unicodedata
from collections.abc import Callable
from typing import Any

from graph import identifiers
from graph.model import Prop
from graph.model.codes import Codes, DataClass
from graph.model.dates import Moment, read_moment
from loaders.error_cells import ERROR_CELL
from loaders.faults import FaultKind
from loaders.workbook import DATE_FOR_TEXT, LOST_DIGITS, NUMBER_FOR_DATE

YES = {"是", "有", "true", "yes", "y", "1", "√"}
NO = {"否", "无", "false", "no", "n", "0", "×"}

CODE_MOST, TEXT_MOST = 200, 1_000
"""Characters; the graph's indexes take no more than some thousand bytes, and no cell of a ledger needs them."""
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff"))
SPOILT = {
    LOST_DIGITS: FaultKind.LOST_DIGITS,
    NUMBER_FOR_DATE: FaultKind.NUMBER_FOR_DATE,
    DATE_FOR_TEXT: FaultKind.DATE_FOR_TEXT,
    ERROR_CELL: FaultKind.ERROR_CELL,
}
"""What stands in the place of a cell that a spreadsheet has spoilt, and its fault."""

Check = Callable[[str], Any]


class Wrong(Exception):
    """A cell is not what its column holds."""

    def __init__(self, kind: FaultKind, more: str = "") -> None:
        """``more`` fills the sentence, with what is not personal."""
        super().__init__(kind.value)
        self.kind, self.more = kind, more


def check_for(prop: Prop, *, sample: bool) -> Check:
    """The check of a property's values. ``sample``: whether identifiers that belong to nobody are accepted."""
    if prop.data_class is DataClass.ID:
        return lambda text: resident_id(text, sample=sample)
    if prop.data_class is DataClass.PHONE:
        return lambda text: phone(text, sample=sample)
    if issubclass(prop.type, Codes):
        return _coded(prop.type)
    if prop.many:
        return split
    if prop.within:
        return _within(_number(float, _fraction) if prop.within == (0, 1) else BY_TYPE[prop.type], *prop.within)
    return BY_TYPE[prop.type]


def code(text: str) -> str:
    """A code: full-width digits and letters are the same as narrow ones, and spaces mean nothing."""
    written = "".join(unicodedata.normalize("NFKC", text).translate(UNSEEN).split())
    if len(written) > CODE_MOST:
        raise Wrong(FaultKind.TOO_LONG)
    return written


def organization_code(text: str, *, must_be_uscc: bool, sample: bool) -> str:
    """A USCC, or the office's own code where there is none."""
    written = code(text)
    if not must_be_uscc and not identifiers.is_meant_as_uscc(written.upper()):
        return written
    if not identifiers.is_uscc(written.upper()):
        raise Wrong(FaultKind.BAD_USCC)
    if identifiers.is_sample_uscc(written.upper()) and not sample:
        raise Wrong(FaultKind.SAMPLE_ONLY)
    return written.upper()


def resident_id(text: str, *, sample: bool) -> str:
    """An 18-digit resident ID, widened from 15 digits if need be."""
    found = identifiers.full_resident_id(code(text))
    if found is None:
        raise Wrong(FaultKind.BAD_ID)
    if identifiers.is_sample_id(found) and not sample:
        raise Wrong(FaultKind.SAMPLE_ONLY)
    return found


def phone(text: str, *, sample: bool) -> str:
    """A phone number without its spaces."""
    written = code(text)
    if not identifiers.is_phone(written):
        raise Wrong(FaultKind.BAD_PHONE)
    if identifiers.is_sample_phone(written) and not sample:
        raise Wrong(FaultKind.SAMPLE_ONLY)
    return written


def split(text: str) -> tuple[str, ...]:
    """A list in one cell, separated by 、 , ; or line breaks."""
    for separator in ",;\uff0c\uff1b\n":
        text = text.replace(separator, "、")
    return tuple(part for part in map(code, text.split("、")) if part)


def _text(text: str) -> str:
    if len(text) > TEXT_MOST:
        raise Wrong(FaultKind.TOO_LONG)
    return text.translate(UNSEEN)


def _day(text: str) -> dt.date:
    moment = _moment(text)
    if moment.earliest is None or moment.earliest != moment.latest:
        raise Wrong(FaultKind.NOT_A_DAY)
    return moment.earliest


def _moment(text: str) -> Moment:
    try:
        return read_moment(unicodedata.normalize("NFKC", text))
    except ValueError:
        raise Wrong(FaultKind.NOT_A_DATE) from None


def _number(kind: type[int] | type[float], read: Callable[[str], float] = float) -> Check:
    def check(text: str) -> int | float:
        try:
            number = read(code(text).replace(",", ""))
        except (ValueError, ZeroDivisionError):
            raise Wrong(FaultKind.NOT_A_NUMBER) from None
        if not math.isfinite(number) or number != kind(number):
            raise Wrong(FaultKind.NOT_A_NUMBER)
        return kind(number)

    return check


def _fraction(written: str) -> float:
    """A number as offices write it: 0.5, 50% or 1/2."""
    if written.endswith("%"):
        return float(written[:-1]) / 100
    above, slash, below = written.partition("/")
    return float(above) / float(below) if slash else float(written)


def _within(check: Check, least: float, greatest: float) -> Check:
    def checked(text: str) -> Any:
        number = check(text)
        if not least <= number <= greatest:
            raise Wrong(FaultKind.OUT_OF_RANGE, f"{least:g}–{greatest:g}")
        return number

    return checked


def _yes_or_no(text: str) -> bool:
    written = code(text).casefold()
    if written not in YES | NO:
        raise Wrong(FaultKind.NOT_YES_OR_NO)
    return written in YES


def _coded(codes: type[Codes]) -> Check:
    known = {label.casefold(): m for m in codes for label in (m.value, m.zh, m.en)}

    def check(text: str) -> str:
        found = known.get(text.casefold())
        if found is None:
            raise Wrong(FaultKind.UNKNOWN_VALUE, "、".join(m.zh for m in codes))
        return found.value

    return check


BY_TYPE: dict[type, Check] = {
    str: _text,
    int: _number(int),
    float: _number(float),
    bool: _yes_or_no,
    dt.date: _day,
}
