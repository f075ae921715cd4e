"""Code lists: closed vocabularies whose every value carries its Chinese and English label."""

from enum import StrEnum
from typing import Self, cast


class Codes(StrEnum):
    """A coded value, written as ``NAME = "stored value", "中文", "English"``.

    The stored value is what the graph and the API hold; a ledger may write any of the three.
    """

    zh: str
    en: str

    def __new__(cls, value: str, zh: str, en: str) -> Self:
        """Keep the labels beside the stored value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh, member.en = zh, en
        return member

    @classmethod
    def of(cls, value: str) -> Self:
        """The member stored as ``value``. Raises KeyError."""
        return cast("Self", cls._value2member_map_[value])

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The member that ``text`` names by value or by either label, else None."""
        wanted = text.strip().casefold()
        return next((m for m in cls if wanted in {m.value.casefold(), m.zh, m.en.casefold()}), None)


class DataClass(Codes):
    """Who may read a field is decided by its class (DOMAIN 6); the access matrix has one column for each."""

    OPEN = "open", "公开", "Open"
    OFFICE = "office", "任职", "Office"
    RESIDENT = "resident", "居民", "Resident"
    RELATION = "relation", "与户主关系", "Relation to head"
    ID = "id", "证件号码", "Resident ID"
    PHONE = "phone", "电话", "Phone"
    MINOR = "minor", "未满十四周岁", "Under fourteen"
