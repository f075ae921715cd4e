"""planted.json points at what is there."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from seeds.faults import Kind
from tests.seeds.reading import Row, plain, rows, sheets


@pytest.fixture(scope="module")
def planted(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "planted.json").read_text(encoding="utf-8"))


def test_faults_point_at_the_cells_they_name(folder: Path, planted: dict[str, Any]) -> None:
    for fault in planted["faults"]:
        cell = _rows_of_sheet(folder, fault)[fault["row"]].values[fault["column_name"]]
        if fault["kind"] == Kind.ID_AS_NUMBER:
            assert isinstance(cell, float)
        elif fault["written"] or fault["kind"] == Kind.REQUIRED_MISSING:
            assert plain(cell) == fault["written"].removesuffix(".0")
        headings = sheets(folder / fault["file"])[_sheet(fault)][:4]
        assert any(fault["column"] in map(str, cells) for cells in headings)


def _rows_of_sheet(folder: Path, fault: dict[str, Any]) -> dict[int, Row]:
    where = (fault["file"], fault["sheet"])
    return {row.number: row for row in rows(folder, fault["ledger"], faulty=True) if (row.file, row.sheet) == where}


def _sheet(fault: dict[str, Any]) -> str:
    return "" if fault["file"].endswith(".csv") else fault["sheet"]


def test_duplicates_and_conflicts_copy_the_row_they_name(folder: Path, planted: dict[str, Any]) -> None:
    copies = [fault for fault in planted["faults"] if fault["of_row"]]
    assert {fault["kind"] for fault in copies} == {"duplicate_row", "key_conflict"}
    for fault in copies:
        at = {
            r.number: r
            for r in rows(folder, fault["ledger"], faulty=True)
            if (r.file, r.sheet) == (fault["file"], fault["sheet"])
        }
        copy, original = at[fault["row"]].values, at[fault["of_row"]].values
        differing = {name for name in copy if copy[name] != original[name] and "since" not in name}
        allowed = {fault["column_name"]} if fault["kind"] == "key_conflict" else set()
        assert {name for name in differing if name not in ("birth", "held_on") and "until" not in name} <= allowed


def test_residents_have_every_kind_of_fault_they_can_have(planted: dict[str, Any]) -> None:
    kinds = Counter(fault["kind"] for fault in planted["faults"] if fault["ledger"] == "residents")
    assert kinds == {
        "id_check_digit": 1,
        "id_as_number": 1,
        "unknown_reference": 1,
        "impossible_date": 1,
        "unknown_code": 1,
        "end_before_start": 1,
        "birth_contradicts_id": 1,
        "duplicate_row": 1,
        "key_conflict": 1,
    }


def test_homonyms_are_two_people(folder: Path, planted: dict[str, Any]) -> None:
    people = {row.text("id_number"): row.text("person_name") for row in rows(folder, "residents")}
    for known in planted["homonyms"]:
        first, second = known["ids"]
        assert first != second
        assert people[first] == known["name"]
        assert not second or people[second] == known["name"]


def test_duplicates_are_one_person_with_and_without_an_id(folder: Path, planted: dict[str, Any]) -> None:
    for known in planted["duplicates"]:
        found = [
            row.text("id_number")
            for row in rows(folder, "residents")
            if (row.text("person_name"), row.text("house")) == (known["name"], known["house"])
        ]
        assert sorted(found) == ["", known["id"]]


def test_unmet_needs_are_open_and_their_offers_fit(folder: Path, planted: dict[str, Any]) -> None:
    needs = {row.text("need"): row for row in rows(folder, "needs")}
    offers = {row.text("offer"): row.text("kind") for row in rows(folder, "offers")}
    open_needs = {code for code, row in needs.items() if not row.text("until")}
    assert {known["need"] for known in planted["unmet_needs"]} == open_needs
    assert any(known["offers_next_door"] for known in planted["unmet_needs"])
    for known in planted["unmet_needs"]:
        assert {offers[offer] for offer in known["offers_next_door"]} <= {needs[known["need"]].text("kind")}


def test_dormant_units_take_part_in_nothing(folder: Path, planted: dict[str, Any]) -> None:
    active = {unit for row in rows(folder, "activities") for unit in row.text("units").split("、")}
    assert planted["dormant_units"]
    assert not active & set(planted["dormant_units"])


def test_grids_without_a_branch_and_with_two(folder: Path, planted: dict[str, Any]) -> None:
    covered = Counter(row.text("covered") for row in rows(folder, "coverage") if "-ZB" in row.text("organization"))
    grids = {row.text("place") for row in rows(folder, "places") if row.text("level") == "网格"}
    assert {grid for grid in grids if not covered[grid]} == set(planted["grids_without_branch"])
    assert {grid for grid in grids if covered[grid] > 1} == set(planted["grids_with_two_branches"])
    assert planted["grids_without_branch"]
    assert planted["grids_with_two_branches"]


def test_merger_moves_the_grids(folder: Path, planted: dict[str, Any]) -> None:
    merger = planted["merger"]
    for grid in merger["grids"]:
        parents = [row.text("parent") for row in rows(folder, "places") if row.text("place") == grid]
        assert parents == [merger["from"], merger["into"]]
    [gone] = [row for row in rows(folder, "places") if row.text("place") == merger["from"]]
    assert gone.text("successor") == merger["into"]
    posts = [row for row in rows(folder, "posts") if row.text("place") == merger["from"]]
    assert posts
    assert all(row.text("until") for row in posts)


def test_forbidden_pairs_hold_both_posts(folder: Path, planted: dict[str, Any]) -> None:
    held = {(row.text("post"), row.text("id_number")) for row in rows(folder, "appointments") if not row.text("until")}
    assert planted["forbidden_pairs"]
    for pair in planted["forbidden_pairs"]:
        assert (f"{pair['firm']}-JL", pair["id"]) in held
        assert (f"{pair['compound']}-YZ", pair["id"]) in held
        assert any(row.text("organization") == pair["firm"] for row in rows(folder, "management"))
