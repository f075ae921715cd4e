"""The examples of docs/questions, one file each, in the order in which they are asked and shown.

A file is GraphQL that can be pasted as it is, below two comments: the question in zh and in en. Others may follow: who
asks it if not the investigator; how many entries of a list are shown if not two; and that its lists come in the order
of ids, which differ from graph to graph, so that the page sorts them. An operation called Ids comes first where ids are
needed: each of its root fields finds one, by codes, for the variable of its name or alias.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graphql import FieldNode, OperationDefinitionNode, OperationType, parse

from api.client import Jingwei
from guard.roles import Role

FOLDER = Path(__file__).parents[2] / "docs" / "questions"
ROLES = "# 角色 roles: "
MOST = "# 列出 shown: "
UNORDERED = "# 无序 unordered"
FEW = 2
"""Entries that are shown of each list: names of people above all are few."""
IDS = "Ids"


@dataclass(frozen=True, slots=True)
class Example:
    """One question, as it is asked. ``number`` is its row in DOMAIN 5; what has none there comes after them."""

    number: int
    zh: str
    en: str
    role: Role
    most: int
    ordered: bool
    text: str

    @property
    def operations(self) -> dict[str, OperationDefinitionNode]:
        """Its operations by name."""
        found = [each for each in parse(self.text).definitions if isinstance(each, OperationDefinitionNode)]
        return {each.name.value if each.name else "": each for each in found}

    @property
    def name(self) -> str:
        """The operation that is the question."""
        return next(name for name in self.operations if name != IDS)

    @property
    def asks(self) -> list[str]:
        """The root fields of the question."""
        chosen = self.operations[self.name].selection_set.selections
        return [each.name.value for each in chosen if isinstance(each, FieldNode)]

    @property
    def changes(self) -> bool:
        """Whether it changes something, and so can be asked once."""
        return self.operations[self.name].operation is OperationType.MUTATION

    def ids(self, jingwei: Jingwei) -> dict[str, str]:
        """The ids that it needs."""
        return {name: first_id(found) for name, found in self._found(jingwei).items()}

    def _found(self, jingwei: Jingwei) -> dict[str, Any]:
        return jingwei.ask(self.text, IDS).data if IDS in self.operations else {}


def first_id(value: Any) -> str:
    """The first id in an answer."""
    if isinstance(value, dict):
        return str(value["id"]) if "id" in value else first_id(next(iter(value.values())))
    return first_id(value[0])


@cache
def examples() -> tuple[Example, ...]:
    """All of them."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.graphql")))


def read(path: Path) -> Example:
    """One file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if line.startswith("# ")]
    role = next((Role(line.removeprefix(ROLES)) for line in said if line.startswith(ROLES)), Role.INVESTIGATOR)
    most = next((int(line.removeprefix(MOST)) for line in said if line.startswith(MOST)), FEW)
    text = "\n".join(lines[len(said) :]).strip()
    return Example(int(path.name[:2]), said[0][2:], said[1][2:], role, most, UNORDERED not in said, text)
