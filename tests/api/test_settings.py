"""A setting that makes no sense is one sentence that names it, at the start."""

import pytest

from api.app import create_app
from guard.setting import SettingError
from jingwei import OUR_ERRORS

WRONG = {
    "JINGWEI_PERSONS_A_DAY": "abc",
    "JINGWEI_DELAY_INQUIRY_DAYS": "abc",
    "JINGWEI_INTROSPECTION": "perhaps",
    "JINGWEI_DOCUMENTS": "nowhere/at/all",
    "JINGWEI_PROXIES": "somebody",
}


@pytest.mark.parametrize("name", WRONG)
def test_nothing_is_served_with_a_setting_that_makes_no_sense(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, WRONG[name])
    with pytest.raises(SettingError) as error:
        create_app(lambda: pytest.fail("opened"))
    assert str(error.value).startswith(f"{name} ")
    assert WRONG[name] not in str(error.value)
    assert isinstance(error.value, OUR_ERRORS)
