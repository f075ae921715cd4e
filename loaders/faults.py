"""What can be wrong with a row, in words: what, and what to do. Never the personal value."""

from dataclasses import dataclass

from graph.model import Text
from graph.model.codes import Codes


class FaultKind(Codes):
    """One kind of fault; its labels are the sentence. ``{more}`` is filled with what is not personal."""

    MISSING = "missing", "必填项为空,请补填", "Required but empty: fill it in"
    NOT_A_DATE = (
        "not_a_date",
        "不是日期,请写成 2019-03-05、2019年3月 或 2019年",
        "Not a date: write 2019-03-05, 2019年3月 or 2019",
    )
    NOT_A_NUMBER = "not_a_number", "不是数字,请只填数字", "Not a number: enter digits only"
    NOT_A_DAY = "not_a_day", "须精确到日,请写成 2019-03-05", "A day is needed: write 2019-03-05"
    TOO_LONG = "too_long", "内容过长,请检查是否混入了其他行", "Too long: has it swallowed other rows?"
    ERROR_CELL = (
        "error_cell",
        "单元格是公式错误或没有算出的公式,请改为数值",
        "The cell is a formula's error, or a formula without its result: paste the value",
    )
    NUMBER_FOR_DATE = (
        "number_for_date",
        "日期写成了小数,2019.1 分不清 1 月还是 10 月,请改为文本 2019年10月",
        "A date as a decimal number: 2019.1 may be January or October, write it as text",
    )
    DATE_FOR_TEXT = (
        "date_for_text",
        "Excel 把内容改成了日期(如 3-2 变成 3月2日),请改为文本后重填",
        "Excel has turned the text into a date (3-2 into 2 March): make it text and enter it again",
    )
    ITSELF = "itself", "不能指向自己", "It cannot point to itself"
    OUT_OF_RANGE = "out_of_range", "超出可填范围 {more}", "Outside the range {more}"
    NOT_YES_OR_NO = "not_yes_or_no", "请填 是 或 否", "Enter 是 or 否 (yes or no)"
    UNKNOWN_VALUE = "unknown_value", "不在可填的值之中,可填:{more}", "Not a known value; one of: {more}"
    BAD_ID = (
        "bad_id",
        "公民身份号码不正确(位数、日期或校验码),请对照证件",
        "Not a valid resident ID: check it against the card",
    )
    LOST_DIGITS = (
        "lost_digits",
        "单元格是数字格式,长号码已丢失末尾几位,请改为文本格式后重填",
        "The cell is a number and a long code has lost its last digits: make it text and enter it again",
    )
    BAD_USCC = "bad_uscc", "统一社会信用代码不正确,请核对 18 位代码", "Not a valid USCC: check the 18 characters"
    BAD_PHONE = "bad_phone", "电话号码不正确,请只填数字", "Not a phone number: enter digits only"
    SAMPLE_ONLY = (
        "sample_only",
        "属于样例号段,只能装入样例库",
        "Belongs to the sample range and loads only into a sample graph",
    )
    END_BEFORE_START = "end_before_start", "终止早于起始,请核对两个日期", "Ends before it begins: check both dates"
    BIRTH_NOT_IN_ID = "birth_not_in_id", "出生日期与身份号码不一致,请核对", "The birth date contradicts the resident ID"
    NO_IDENTITY = "no_identity", "没有身份号码时必须填写姓名", "Without a resident ID the name is needed"
    NONE_OF = "none_of", "{more} 至少填一项", "At least one of {more} is needed"
    OUTSIDE = (
        "outside",
        "不在您的辖区之内,请报区数据管理员处理",
        "Outside your area: hand it to the district's data steward",
    )
    NOT_FOUND = (
        "not_found",
        "所填编码在已装入的台账中找不到,请先装入对应台账或更正编码",
        "No such code in the ledgers loaded so far: load that ledger first, or correct the code",
    )
    CONFLICT = (
        "conflict",
        "与本文件 {more} 是同一条但内容不同,请只保留正确的一行",
        "The same entry as {more} of this file, with other values: keep the right one",
    )
    ERASED = (
        "erased",
        "此人的信息已依法删除,请删去本行中此人的内容后再装入;确需恢复的,先由数据管理员解除",
        "This person was erased by law: take them out of the row, or have a data steward let them in again first",
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one row; ``column`` is the column's name in its ledger, or None for the row as a whole."""

    kind: FaultKind
    column: str | None
    more: str = ""

    @property
    def text(self) -> Text:
        """The sentence in both languages."""
        return Text(self.kind.zh.format(more=self.more), self.kind.en.format(more=self.more))
