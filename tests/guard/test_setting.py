"""A setting that makes no sense is refused by its name."""

from guard.setting import SettingError


def test_a_refused_setting_is_named_in_both_languages() -> None:
    told = str(SettingError("JINGWEI_PROXY", "须为地址。", "must be an address."))
    assert told == "JINGWEI_PROXY 须为地址。 JINGWEI_PROXY must be an address."
