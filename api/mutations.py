"""What may be changed through the API: a doubling rule is added as a row of its ledger, and answers at once."""

from typing import Annotated, Any

import strawberry

from api.errors import BadArgument
from api.roots import Given, node_by_code
from api.row_inputs import DESCRIPTION, add_row, input_of
from api.views import views
from api.words import both
from loaders.checks import code
from loaders.registry import ledgers

EXISTS = "MATCH (rule:DoublingRule {code: $code}) RETURN rule.id AS id"


def mutation_type(made: dict[str, type]) -> type:
    """The mutation root."""
    field = strawberry.mutation(
        resolver=_add_doubling_rule(),
        graphql_type=made["DoublingRule"],
        description=both("添加一条一肩挑规则，立即可查", "Add a doubling rule, which answers at once"),
    )
    cls: Any = type(
        "Mutation", (), {"__doc__": "What may be changed.", "__annotations__": {}, "add_doubling_rule": field}
    )
    mutation: type = strawberry.type(cls, description=both("可以改变的", "What may be changed"))
    return mutation


def _add_doubling_rule() -> Any:
    ledger = ledgers()["doubling_rules"]
    row: Any = input_of(ledger, "add_doubling_rule_input")

    async def add_doubling_rule(info: Given, input: Any) -> Any:  # noqa: A002 - the name that GraphQL's users expect
        asking = info.context
        rule = code(input.rule)  # as the loader reads it: " R1" is R1
        if await asking.store.read_one(EXISTS, {"code": rule}):
            raise BadArgument(
                "已有这个编号的规则；更正请装入规则表。",
                "There is a rule of this code; to correct it, load the ledger.",
            )
        await add_row(asking.desk, ledger, input)
        return await node_by_code(views()["DoublingRule"], info, rule)

    add_doubling_rule.__annotations__["input"] = Annotated[row, strawberry.argument(description=DESCRIPTION)]
    return add_doubling_rule
