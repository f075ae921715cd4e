"""The district has as much of everything as its size says."""

from collections import Counter
from pathlib import Path

from graph.model import codes_of
from loaders.ledger import Role
from loaders.registry import ledgers
from seeds import FULL, SMALL, Manifest, ledger_files
from seeds.plan import plan
from tests.seeds.reading import rows


def test_every_ledger_is_written(folder: Path) -> None:
    assert {name for name, _ in ledger_files(folder)} == set(ledgers())


def test_ledgers_come_in_loading_order_and_the_district_before_its_towns(folder: Path) -> None:
    names = [name for name, _ in ledger_files(folder)]
    assert list(dict.fromkeys(names)) == list(ledgers())
    organizations = [path.name for name, path in ledger_files(folder) if name == "organizations"]
    assert organizations == ["组织台账-经纬区.xlsx", "组织台账-锦绣街道.xlsx"]


def test_manifest_counts_the_good_rows(sample: Manifest) -> None:
    written = {name: len(rows(sample.folder, name)) for name in ledgers() if name in sample.counts}
    assert written == {name: sample.counts[name] for name in written}
    assert len(written) == 19


def test_places_by_level(folder: Path) -> None:
    levels = Counter(level for _, level in {(row.text("place"), row.text("level")) for row in rows(folder, "places")})
    gone = 1
    assert levels == {
        "区": 1,
        "镇街": SMALL.towns,
        "村居": SMALL.communities + gone,
        "网格": SMALL.grids,
        "微网格": SMALL.micro_grids,
    }


def test_houses_businesses_units_and_activities(folder: Path) -> None:
    assert len({row.text("house") for row in rows(folder, "houses")}) == SMALL.houses
    assert len(rows(folder, "sole_traders")) + len(rows(folder, "enterprises")) == SMALL.businesses
    assert len({row.text("unit") for row in rows(folder, "memberships")}) == SMALL.units
    assert len(rows(folder, "activities")) == SMALL.activities
    assert len(rows(folder, "check_ins")) == SMALL.check_ins
    kinds = Counter(row.text("kind") for row in rows(folder, "organizations"))
    assert kinds["党支部"] >= SMALL.branches


def test_each_resident_lives_in_one_house_today(folder: Path) -> None:
    here = [row for row in rows(folder, "residents") if row.text("house") and not row.text("lives_until")]
    noted_twice = SMALL.communities
    assert len(here) == SMALL.residents + noted_twice


def test_one_resident_in_eight_is_registered_elsewhere(folder: Path) -> None:
    here = [row for row in rows(folder, "residents") if row.text("house") and not row.text("lives_until")]
    outside = [row for row in here if row.text("registered_outside")]
    other_house = [row for row in here if row.text("registered_house") not in ("", row.text("house"))]
    assert 0.10 < (len(outside) + len(other_house)) / len(here) < 0.15
    assert 0.5 < len(outside) / len(other_house) < 2


def test_one_dwelling_in_eight_is_empty(folder: Path) -> None:
    dwellings = {row.text("house") for row in rows(folder, "houses") if row.text("use") == "住宅"}
    lived_in = {row.text("house") for row in rows(folder, "residents") if not row.text("lives_until")}
    assert 0.08 < len(dwellings - lived_in) / len(dwellings) < 0.16


def test_codes_are_those_of_the_model(folder: Path) -> None:
    for ledger in ledgers().values():
        coded = [(c.name, codes_of(c.prop)) for c in ledger.columns if c.role is Role.VALUE and c.prop]
        for name, codes in coded:
            for row in rows(folder, ledger.name) if codes else []:
                text = str(row.values.get(name, ""))
                assert not text or (codes and codes.read(text)), f"{ledger.name} {name} {text}"


def test_codes_that_rows_refer_to_are_declared(folder: Path) -> None:
    declared: dict[str, set[str]] = {}
    for ledger in ledgers().values():
        for subject in ledger.subjects.values():
            if subject.declares and not subject.type.personal:
                found = {row.text(subject.name) for row in rows(folder, ledger.name)}
                declared[subject.type.label] = declared.get(subject.type.label, set()) | found
    for ledger in ledgers().values():
        for subject in ledger.subjects.values():
            if not subject.declares:
                named = {c for row in rows(folder, ledger.name) for c in row.text(subject.name).split("、") if c}
                assert named <= declared[subject.type.label], f"{ledger.name} {subject.name}"


def test_full_size_is_planned_to_the_last_one() -> None:
    made = plan(FULL, seed=812)
    every = made.communities
    assert (len(made.towns), len(every)) == (17, 124)
    assert sum(len(c.grids) for c in every) == 554
    assert sum(len(c.micro_grids) for c in every) == 2_085
    assert sum(c.dwellings + c.premises for c in every) == 300_000
    assert sum(c.residents for c in every) == 735_000
    assert sum(c.traders + c.enterprises for c in every) == 90_000
    assert len({c.name for c in every} | {made.merged.name}) == 125
