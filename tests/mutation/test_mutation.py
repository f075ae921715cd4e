"""The same mutation testing, of few mutants: of one pure module, and of its constants, which are imported anew."""

from pathlib import Path

from tests.mutation.equivalent import equivalent
from tests.mutation.mutant import mutants_of
from tests.mutation.session import FOLDER, ROOT, Session, verdict


def test_mutants_of_a_pure_module_are_found_out_by_its_tests(tmp_path: Path) -> None:
    session = Session(tmp_path, tests=("tests/guard/test_matrix.py",))
    session.begin()
    mutants = session.modules(["guard/matrix.py"])["guard/matrix.py"]
    some = [*mutants[:2], *[m for m in mutants if m.place.function][:3]]
    session.try_all(some, session.covering())
    assert [verdict(session.said(m), m) for m in some] == ["killed"] * 5


def test_a_mutant_that_no_test_runs_survives(tmp_path: Path) -> None:
    session = Session(tmp_path, tests=("tests/guard/test_matrix.py",))
    session.begin()
    mutants = session.modules(["guard/matrix.py"])["guard/matrix.py"]
    unrun = session.modules(["guard/grants/areas.py"])["guard/grants/areas.py"][:1]
    session.try_all([*mutants[-1:], *unrun], session.covering())
    assert [verdict(session.said(m), m) for m in (*mutants[-1:], *unrun)] == ["killed", "survived"]


def test_every_mutant_that_is_listed_as_equivalent_exists_and_has_a_reason() -> None:
    paths = sorted((ROOT / FOLDER).rglob("*.py"))
    every = {m.id for p in paths for m in mutants_of(p.relative_to(ROOT).as_posix(), p.read_text(encoding="utf-8"))}
    assert equivalent().keys() <= every
    assert all(equivalent().values())
