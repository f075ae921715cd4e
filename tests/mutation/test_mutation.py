"""The same mutation testing, of a handful of mutants: inside functions, and of what runs at import."""

from pathlib import Path

from tests.mutation.equivalent import equivalent
from tests.mutation.mutant import mutants_of
from tests.mutation.session import FOLDER, ROOT, Session, verdict


def test_mutants_of_a_pure_module_are_found_out_and_one_that_no_test_runs_survives(tmp_path: Path) -> None:
    session = Session(tmp_path, tests=("tests/guard/test_matrix.py",))
    session.begin()
    found = session.modules(["guard/matrix.py", "guard/grants/areas.py"])
    matrix, areas = found["guard/matrix.py"], found["guard/grants/areas.py"]
    at_import, inside = matrix[:1], [m for m in matrix if m.place.function][:3]
    some = [*at_import, *inside, areas[0]]
    session.try_all(some, session.covering())
    assert [verdict(session.said(m), m) for m in some] == ["killed"] * 4 + ["survived"]


def test_every_mutant_that_is_listed_as_equivalent_exists_and_has_a_reason() -> None:
    paths = sorted((ROOT / FOLDER).rglob("*.py"))
    every = {m.id for p in paths for m in mutants_of(p.relative_to(ROOT).as_posix(), p.read_text(encoding="utf-8"))}
    assert equivalent().keys() <= every
    assert all(equivalent().values())
