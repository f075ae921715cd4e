"""Why resident data is asked for: a closed list, each with what the law bases it on (PIPL 6 and 13)."""

from typing import Self

from graph.model.codes import Codes


class Purpose(Codes):
    """Written as ``NAME = "stored value", "中文", "English", "legal basis 中文", "legal basis English"``."""

    basis_zh: str
    basis_en: str

    def __new__(cls, value: str, zh: str, en: str, basis_zh: str = "", basis_en: str = "") -> Self:
        """Keep the legal basis beside the labels."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh, member.en = zh, en
        member.basis_zh, member.basis_en = basis_zh, basis_en
        return member

    SERVICE = (
        "service", "居民服务", "Service to residents",
        "个人信息保护法第十三条第一款第三项：履行法定职责", "PIPL 13(1)(3): statutory duty",
    )  # fmt: skip
    VERIFICATION = (
        "verification", "台账核对", "Checking the ledgers",
        "个人信息保护法第八条、第十三条第一款第三项：保证信息质量", "PIPL 8 and 13(1)(3): accuracy of records",
    )  # fmt: skip
    ORGANIZATION = (
        "organization", "组织建设", "Organization building",
        "个人信息保护法第十三条第一款第三项：履行法定职责", "PIPL 13(1)(3): statutory duty",
    )  # fmt: skip
    INQUIRY = (
        "inquiry", "案件核查", "Inquiry into a case",
        "个人信息保护法第十三条第一款第三项、第三十四条：依法定权限和程序", "PIPL 13(1)(3) and 34: statutory procedure",
    )  # fmt: skip
    EMERGENCY = (
        "emergency", "突发事件处置", "Response to an emergency",
        "个人信息保护法第十三条第一款第四项：应对突发事件", "PIPL 13(1)(4): emergency",
    )  # fmt: skip
    SUBJECT = (
        "subject", "本人查询", "Request of the person concerned",
        "个人信息保护法第四十五条：查阅、复制本人信息", "PIPL 45: access and copy",
    )  # fmt: skip
