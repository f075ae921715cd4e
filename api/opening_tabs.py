"""What the page opens with: the printed questions, or for a role that asks by document, the documents it may ask."""

from typing import Any

import orjson
from graphql import OperationType

from api.questions_to_try import codes_to_try, to_try
from api.reading import read_text, the_operation
from api.trusted import Trusted, served
from graph.model.dates import today
from graph.store import Store
from guard.accounts import Account
from guard.grants import request_area
from guard.matrix import by_role
from guard.roles import CLERKS

HIDDEN = frozenset({"me"})
"""What the page asks by itself; shown to a role that has no other."""


async def opening_tabs(account: Account, store: Store) -> list[dict[str, str]]:
    """The tabs of the page, each with a query and, for a document, variables to begin from, of the account's area.

    No person is among these: nobody has named a grant yet, and nothing of this is noted.
    """
    role, area = account.role, await request_area(store, account.area, day=today())
    if role not in CLERKS and by_role(role):
        return [{"query": question.pasted} for question in await to_try(store, area)]
    known = await codes_to_try(store, area)
    mine = [each for each in served().values() if role in each.roles]
    tabs = [(_variables(each, known), each) for each in mine if each.name not in HIDDEN or len(mine) == 1]
    tabs.sort(key=lambda tab: (_changes(tab[1]), not all(tab[0].values()), tab[1].name))
    return [{"query": each.text, "variables": _written(variables)} for variables, each in tabs]


def _variables(document: Trusted, known: dict[str, Any]) -> dict[str, Any]:
    """Those that must be given, filled in where the graph at hand has an example."""
    declared = the_operation(read_text(document.text), None).variable_definitions or ()
    needed = [
        each.variable.name.value for each in declared if each.type.kind == "non_null_type" and not each.default_value
    ]
    return {name: known.get(name) or "" for name in needed}


def _changes(document: Trusted) -> bool:
    return the_operation(read_text(document.text), None).operation is OperationType.MUTATION


def _written(variables: dict[str, Any]) -> str:
    return orjson.dumps(variables, option=orjson.OPT_INDENT_2).decode() if variables else ""
