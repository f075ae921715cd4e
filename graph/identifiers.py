"""Resident IDs (GB 11643), USCCs (GB 32100) and phones: what is well formed, and what belongs to nobody.

The sample's identifiers come from ranges that no one can hold: an unassigned region (99…), phones that begin with 100.
They are accepted only in a graph marked as a sample.
"""

import datetime as dt
import re

from stdnum.cn import ric, uscc

SAMPLE_REGION = "99"
SAMPLE_PHONE = "100"
_PHONE = re.compile(r"^\+?\d[\d-]{5,17}\d$")
_EARLIEST = 1880


def full_resident_id(text: str) -> str | None:
    """The 18-digit ID, widened from 15 digits if need be, or None when it is not a valid one.

    Only the form, the date and the check digit are judged: regions are renamed, and lists of them are never complete.
    """
    if re.fullmatch(r"\d{15}", text):
        seventeen = f"{text[:6]}19{text[6:]}"
        return _dated(seventeen + _check_digit(seventeen))
    if re.fullmatch(r"\d{17}[\dXx]", text):
        upper = text.upper()
        return _dated(upper) if _check_digit(upper[:17]) == upper[17] else None
    return None


def birth_of(resident_id: str) -> dt.date:
    """The date of birth in a valid 18-digit ID."""
    return dt.date(int(resident_id[6:10]), int(resident_id[10:12]), int(resident_id[12:14]))


def is_uscc(text: str) -> bool:
    """Whether it is a well-formed USCC with the right check character."""
    return bool(re.fullmatch(r"[0-9A-HJ-NP-RTUWXY]{18}", text)) and uscc.calc_check_digit(text[:17]) == text[17]


def is_meant_as_uscc(text: str) -> bool:
    """Whether it has the shape of a USCC, right or wrong; an office's own code hardly ever has."""
    return bool(re.fullmatch(r"[0-9A-Z]{2}\d{6}[0-9A-Z]{10}", text))


def is_phone(text: str) -> bool:
    """Whether it can be a phone number: 7 to 19 digits, with or without dashes."""
    return bool(_PHONE.match(text))


def is_sample_id(resident_id: str) -> bool:
    """Whether an ID comes from the region that belongs to nobody."""
    return resident_id.startswith(SAMPLE_REGION)


def is_sample_uscc(code: str) -> bool:
    """Whether a USCC comes from the region that belongs to nobody."""
    return code[2:4] == SAMPLE_REGION


def is_sample_phone(phone: str) -> bool:
    """Whether a phone number comes from the range that belongs to nobody."""
    return phone.startswith(SAMPLE_PHONE)


def _check_digit(seventeen: str) -> str:
    """stdnum wants a whole number and passes over its last place."""
    return str(ric.calc_check_digit(f"{seventeen}0"))


def _dated(resident_id: str) -> str | None:
    try:
        born = birth_of(resident_id)
    except ValueError:
        return None
    return resident_id if born.year >= _EARLIEST and born <= dt.datetime.now(dt.UTC).date() else None
