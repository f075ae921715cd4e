"""One spelling of a text, for what is kept and for what is typed: width, case, traditional signs, dots, numerals."""

import re
import unicodedata
from functools import cache
from typing import Any

HAN = "㐀-䶿一-鿿豈-﫿𠀀-𳑏〇"
NUMERALS = "零〇一二三四五六七八九十百"
COUNTED = "幢栋座号单元梯室户房层楼组弄队网格微支部小"
_NUMERAL = re.compile(rf"[{NUMERALS}]+(?=[{COUNTED}])|(?<=第)[{NUMERALS}]+|(?<=[幢栋座元楼号])[{NUMERALS}]+$")
_DIGITS = {sign: at for at, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_DASHES = re.compile(r"(?<=[0-9])[\s]*[-‐-―−~/.、,][\s]*(?=[0-9])")
_DROPPED = re.compile(rf"[^{HAN}0-9a-z#-]+")
_BETWEEN = re.compile(r"(?<![0-9])-|-(?![0-9])")
_MARKED = str.maketrans({"ü": "v", "ǖ": "v", "ǘ": "v", "ǚ": "v", "ǜ": "v"})


@cache
def _converter() -> Any:
    """OpenCC is loaded when a text is first made plain: most commands never need it."""
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def simplified(sign: str) -> str:
    """A sign in its simplified form. Sign by sign, so that 乾 is the same in every name."""
    return str(_converter().convert(sign)) if sign > "ÿ" else sign


def plain(text: str) -> str:
    """A text with nothing left but Han signs, lower-case letters, digits, ``#``, and dashes between numbers."""
    wide = unicodedata.normalize("NFKC", text).lower().translate(_MARKED)
    wide = unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", wide) if not _is_tone(c)))
    signs = "".join(map(simplified, wide))
    signs = _NUMERAL.sub(lambda found: _as_digits(found[0]), signs)
    return _BETWEEN.sub("", _DROPPED.sub("", _DASHES.sub("-", signs)))


def bare(text: str) -> str:
    """``plain`` without dashes and number signs: what whole names and codes are compared by."""
    return plain(text).replace("-", "").replace("#", "")


def _is_tone(sign: str) -> bool:
    return unicodedata.category(sign) == "Mn"


def _as_digits(numeral: str) -> str:
    """三 → 3, 十二 → 12, 二十 → 20, 四零一 → 401."""
    if "十" not in numeral and "百" not in numeral:
        return "".join(str(_DIGITS[sign]) for sign in numeral)
    total, digit = 0, None
    for sign in numeral:
        if sign in "十百":
            total += (1 if digit is None else digit) * (10 if sign == "十" else 100)
            digit = None
        else:
            digit = _DIGITS[sign]
    return str(total + (digit or 0))
