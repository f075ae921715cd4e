"""The watch over the logs sees what it should, and only that."""

import logging
from pathlib import Path

import pytest

from tests.attacks.logs import RESIDENT_ID, Watch, in_files, watched
from tests.desks import resident_id

log = logging.getLogger("tests.attacks.logs")


@pytest.fixture
def without_the_sessions_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is logged here on purpose is none of the session's business."""
    monkeypatch.setattr("logging.root.handlers", [h for h in logging.root.handlers if not isinstance(h, Watch)])


@pytest.mark.usefixtures("without_the_sessions_watch")
@pytest.mark.parametrize("how", ["argument", "text", "traceback"])
def test_an_id_in_a_record_is_found(how: str) -> None:
    number = resident_id("19800501")
    with watched() as watch:
        log.warning("nothing here")
        if how == "argument":
            log.warning("found %s", number)
        elif how == "text":
            log.warning(f"found {number}")
        else:
            try:
                raise ValueError(number)
            except ValueError:
                log.exception("failed")
    assert len(watch.found) == 1
    assert "test_logs.py" in watch.found[0]
    assert number not in watch.found[0]


@pytest.mark.parametrize(
    "text", ["320812198001019999", "11010519491231002X", "id=99010119800501001X;", "990101198005010"]
)
def test_ids_are_recognized(text: str) -> None:
    assert RESIDENT_ID.search(text)


@pytest.mark.parametrize(
    "text",
    ["1700000000000000", "309567087690984491", "0x320812198001019999ab", "20240630", "32081219800101999", "a1b2c3"],
)
def test_other_numbers_are_not(text: str) -> None:
    assert not RESIDENT_ID.search(text)


def test_an_id_in_an_engines_log_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    log = tmp_path / "logs" / "debug.log"
    log.write_text(f"one\ntwo {resident_id('19800501')}\n", encoding="utf-8")
    (tmp_path / "data.csv").write_text(resident_id("19800501"), encoding="utf-8")
    assert in_files(tmp_path) == ["debug.log:2"]
    log.unlink()  # the session's own watch, which looks here too, is to find nothing
