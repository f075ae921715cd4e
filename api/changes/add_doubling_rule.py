"""A doubling rule is added as a row of its ledger, and answers at once."""

from typing import Annotated, Any

import strawberry

from api.errors import BadArgument
from api.roots import Given, node_by_code
from api.row_inputs import DESCRIPTION, add_row, input_of
from api.views import views
from graph.model import Text
from guard.audit.act import ActKind
from guard.refusals import RoleForbids
from guard.roles import Role
from loaders.checks import code
from loaders.registry import ledgers

ABOUT = Text("添加一条一肩挑规则，立即可查", "Add a doubling rule, which answers at once")
KIND = ActKind.JUDGEMENT
TYPE = "DoublingRule"
MAY = frozenset({Role.STEWARD, Role.INVESTIGATOR})
"""A rule says what is asked, not what is so: investigators add theirs."""
LEDGER = ledgers()["doubling_rules"]
ROW: Any = input_of(LEDGER, "add_doubling_rule_input")
EXISTS = "MATCH (rule:DoublingRule {code: $code}) RETURN rule.id AS id"


async def add_doubling_rule(info: Given, input: Any) -> Any:  # noqa: A002 - the name that GraphQL's users expect
    """The rule as the graph then has it."""
    asking = info.context
    if asking.account.role not in MAY:
        raise RoleForbids("您的角色不能添加规则。", "Your role does not add rules.")
    rule = code(input.rule)  # as the loader reads it: " R1" is R1
    if await asking.store.read_one(EXISTS, {"code": rule}):
        raise BadArgument(
            "已有这个编号的规则；更正请装入规则表。",
            "There is a rule of this code; to correct it, load the ledger.",
        )
    await add_row(asking.desk, LEDGER, input, by=asking.account.id)
    return await node_by_code(views()["DoublingRule"], info, rule)


add_doubling_rule.__annotations__["input"] = Annotated[ROW, strawberry.argument(description=DESCRIPTION)]
