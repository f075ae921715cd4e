"""docs/questions.md out of the examples and what the sample answers: Chinese first, English beside it."""

import json
import re
from dataclasses import dataclass
from typing import Any

from api.client import JingweiError, Withheld
from graph.model.codes import DataClass
from guard.matrix import by_role
from guard.roles import CLERKS, Role
from tests.docs.examples import FOLDER, Example
from tests.docs.sample import Sample

WIDTH = 110
TEMPLATE = FOLDER / "page.md"
READERS = tuple(role for role in Role if DataClass.OPEN in by_role(role) and role not in CLERKS)
"""Who reads data at all, and asks whatever they like."""
PLACE = re.compile(r"<!-- (\d\d) -->\n")
"""Where the examples whose files begin with a number stand."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An example, what it was answered, and who was answered the same."""

    example: Example
    data: dict[str, Any]
    withheld: tuple[Withheld, ...]
    who: str


def shown(sample: Sample, example: Example) -> Shown:
    """Ask it, as whoever it is for, and then as all others."""
    jingwei = sample.asking(example.role)
    ids = example.ids(jingwei)
    answer = jingwei.ask(example.text, example.name, **ids)
    who = example.role.zh + " " + example.role.en if example.changes else _who(sample, example, ids, answer.data)
    return Shown(example, answer.data, answer.withheld, who)


def page(answers: list[Shown]) -> str:
    """The whole page."""

    def of(place: re.Match[str]) -> str:
        return "".join(_one(each) for each in answers if each.example.number == int(place[1]))

    return PLACE.sub(of, TEMPLATE.read_text(encoding="utf-8")).rstrip() + "\n"


def _one(each: Shown) -> str:
    example = each.example
    lines = [f"### {example.zh} {example.en}", "", f"谁可以问 Who may ask：{each.who}", ""]
    lines += [
        "```graphql",
        example.text,
        "```",
        "",
        "```json",
        written(cut(each.data if example.ordered else in_order(each.data), example.most)),
        "```",
        "",
        "",
    ]
    return "\n".join(lines)


def _who(sample: Sample, example: Example, ids: dict[str, str], data: dict[str, Any]) -> str:
    """The roles that get the same answer, without a grant where they need none."""

    def same(role: Role, *, granted: bool) -> bool:
        try:
            return sample.asking(role, granted=granted).ask(example.text, example.name, **ids).data == data
        except JingweiError:
            return False

    without = [role for role in READERS if same(role, granted=False)]
    under = [
        role for role in READERS if role not in without and sample.accounts[role].grant and same(role, granted=True)
    ]
    said = [f"无需授权 no grant — {_names(without)}"] if without else []
    return "；".join([*said, *([f"凭授权 under a grant — {_names(under)}"] if under else [])])


def _names(roles: list[Role]) -> str:
    return "、".join(f"{role.zh} {role.en.lower()}" for role in roles)


def in_order(value: Any) -> Any:
    """An answer with each of its lists sorted by what its entries say."""
    if isinstance(value, dict):
        return {key: in_order(each) for key, each in value.items()}
    return sorted(map(in_order, value), key=json.dumps) if isinstance(value, list) else value


def cut(value: Any, most: int) -> Any:
    """An answer of which each list has its first entries, and says how many more there are."""
    if isinstance(value, dict):
        return {key: cut(each, most) for key, each in value.items()}
    if not isinstance(value, list):
        return value
    more = len(value) - most
    return [cut(each, most) for each in value[:most]] + ([f"… 还有 {more} 项 {more} more"] if more > 0 else [])


def written(value: Any, indent: int = 0) -> str:
    """JSON in which whatever fits into a line stands on one."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    inner = "  " * (indent // 2 + 1)
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {written(each, indent + 2)}" for key, each in value.items()]
        return "{\n" + ",\n".join(inner + part for part in parts) + "\n" + inner[2:] + "}"
    parts = [written(each, indent + 2) for each in value]
    return "[\n" + ",\n".join(inner + part for part in parts) + "\n" + inner[2:] + "]"
