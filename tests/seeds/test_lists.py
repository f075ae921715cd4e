"""The red and the black list of the sample, and the companies in the black one that still manage."""

import json
from pathlib import Path

from seeds.chance import Chance
from seeds.lists import BLACK, LAST, RED, colours
from tests.seeds.reading import rows


def test_of_every_four_companies_one_is_in_each_list_today() -> None:
    today = [colours(number, Chance(812, f"test/{number}")).get(LAST) for number in range(124)]
    assert (today.count(BLACK), today.count(RED), today.count(None)) == (31, 31, 62)


def test_an_entry_stands_for_its_year_and_the_last_until_further_notice(folder: Path) -> None:
    for row in rows(folder, "list_entries"):
        assert (row.text("until") == "") is row.text("entry").endswith(f"-{LAST}")


def test_who_is_planted_as_still_managing_stands_in_the_black_list_and_manages(folder: Path) -> None:
    planted = json.loads((folder / "planted.json").read_text(encoding="utf-8"))["still_managing"]
    entries = [row for row in rows(folder, "list_entries") if not row.text("until")]
    black = {row.text("organization") for row in entries if row.text("colour") == BLACK}
    managing = {row.text("organization") for row in rows(folder, "management") if not row.text("until")}
    assert planted
    assert set(planted) == black & managing
