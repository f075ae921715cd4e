"""docs/pipl.md names what does what the law asks, and the test that shows it: all of it exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import typer

from jingwei import app

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "pipl.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([^`\n]+)`", PAGE)
TESTS = [name for name in NAMED if "::" in name]
FILES = [name for name in NAMED if "/" in name and "::" not in name and not name.startswith("/")]
COMMANDS = [name for name in NAMED if name.startswith("jingwei ")]
ARTICLES = [
    "六",
    "十三",
    "二十八",
    "三十一",
    "三十四",
    "四十四",
    "四十五",
    "四十六",
    "四十七",
    "五十一",
    "五十四",
    "五十五",
    "五十六",
    "五十七",
]


@cache
def functions_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def commands() -> set[str]:
    """Every command of two words."""
    top = typer.main.get_command(app)
    groups = {name: group for name, group in getattr(top, "commands", {}).items() if hasattr(group, "commands")}
    return {f"jingwei {name} {command}" for name, group in groups.items() for command in group.commands}


@pytest.mark.parametrize("named", TESTS)
def test_a_named_test_exists(named: str) -> None:
    path, _, name = named.partition("::")
    assert name.startswith("test_")
    assert name in functions_in(ROOT / path)


@pytest.mark.parametrize("named", FILES)
def test_a_named_file_exists(named: str) -> None:
    assert (ROOT / named).exists()


def test_a_named_command_exists() -> None:
    named = {" ".join(each.split()[:3]) for each in COMMANDS}
    assert named <= commands()


def test_every_article_has_its_part_with_tests_and_files() -> None:
    parts = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    told = {article: part for article in ARTICLES for part in parts if f"第{article}条" in part.splitlines()[0]}
    assert list(told) == ARTICLES
    assert all("tests/" in part and "**法律**" in part and "**做法**" in part for part in told.values())


def test_the_assessment_has_the_three_points_of_article_56() -> None:
    headings = re.findall(r"^### (.+)$", PAGE, flags=re.MULTILINE)
    assert [h.split("·")[0].strip()[2:] for h in headings] == [
        "处理活动",
        "是否合法、正当、必要",
        "对个人权益的影响及安全风险",
        "措施是否合法、有效并与风险相适应",
        "结论",
    ]
