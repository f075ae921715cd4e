"""Cells as offices write them: what is taken, as what, and what goes back."""

import datetime as dt

import pytest

from graph.model import NODES, RELATIONSHIPS
from graph.seals import Seals
from loaders.checks import Wrong, check_for, split
from loaders.faults import FaultKind
from loaders.registry import ledgers
from loaders.rows import Checked, RowReader
from loaders.workbook import LOST_DIGITS, cell_text

SEALS = Seals(b"w" * 64, b"f" * 32, b"n" * 32)


def tenure(**cells: str) -> Checked:
    reader = RowReader(ledgers()["tenures"], SEALS, sample=True)
    return reader.check({"house": "H1", "person_name": "甲", "kind": "所有", **cells}, 3)


@pytest.mark.parametrize(("text", "share"), [("0.5", 0.5), ("50%", 0.5), ("1/2", 0.5), ("１", 1.0), ("1", 1.0)])
def test_a_share_is_a_fraction_however_written(text: str, share: float) -> None:
    assert tenure(share=text).values["share"] == share


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("-1", FaultKind.OUT_OF_RANGE),
        ("1.5", FaultKind.OUT_OF_RANGE),
        ("nan", FaultKind.NOT_A_NUMBER),
        ("inf", FaultKind.NOT_A_NUMBER),
        ("1/0", FaultKind.NOT_A_NUMBER),
        ("一半", FaultKind.NOT_A_NUMBER),
    ],
)
def test_what_is_no_share_goes_back(text: str, kind: FaultKind) -> None:
    assert [fault.kind for fault in tenure(share=text).faults] == [kind]


@pytest.mark.parametrize("text", ["至今", "长期", "在任", "无", "/", "-", "——", "9999-12-31", "至9999年12月31日"])
def test_words_for_no_end_are_no_end(text: str) -> None:
    checked = tenure(since="2019-03-05", until=text)
    assert checked.faults == []
    assert checked.spans["tenure_of_person"].until_latest is None


@pytest.mark.parametrize("text", ["0001-01-01", "0999年", "3000-01-01", "2019-02-29"])
def test_days_of_no_year_of_ours_go_back(text: str) -> None:
    assert [fault.kind for fault in tenure(since=text).faults] == [FaultKind.NOT_A_DATE]


def test_whole_numbers_only_where_things_are_counted() -> None:
    floors = check_for(NODES["Building"].prop("floors"), sample=False)
    assert floors("18") == 18
    assert floors("18.0") == 18
    with pytest.raises(Wrong):
        floors("18.5")


def test_coded_values_are_read_in_either_language_or_as_stored() -> None:
    basis = check_for(RELATIONSHIPS["LIVES_IN"].prop("basis"), sample=False)
    assert {basis("租住"), basis("Tenant"), basis("tenant")} == {"tenant"}


def test_lists_are_separated_by_any_of_the_usual_marks() -> None:
    assert split("A、B，C；D;E,F\nG") == tuple("ABCDEFG")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (3.0, "3"),
        (89.5, "89.5"),
        (True, "是"),
        (dt.date(2019, 3, 5), "2019-03-05"),
        (dt.datetime(2019, 3, 5), "2019-03-05"),
        (dt.datetime(2019, 3, 5, 12, 30), "2019-03-05 12:30:00"),
        (1.1010119491231e17, LOST_DIGITS),
        ("  一  ", "一"),
    ],
)
def test_a_cell_is_what_a_person_reads(cell: object, text: str) -> None:
    assert cell_text(cell) == text


def test_a_number_that_lost_its_digits_is_refused_by_name_in_any_column() -> None:
    assert [f.kind for f in tenure(person_name=LOST_DIGITS).faults] == [FaultKind.LOST_DIGITS]
    assert [f.kind for f in tenure(house=LOST_DIGITS).faults] == [FaultKind.LOST_DIGITS]
    assert [f.kind for f in tenure(id_number=LOST_DIGITS).faults] == [FaultKind.LOST_DIGITS]
