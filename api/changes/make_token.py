"""A token of one's own, for a script."""

import datetime as dt
from functools import partial

from api.account_types import NewTokenSaid, said_new_token
from api.arguments import Days, ForGrant, Label
from api.errors import BadArgument
from api.in_person import in_person
from api.roots import Given
from graph.model import Text
from graph.model.dates import SHANGHAI
from guard.audit.act import ActKind

ABOUT = Text("签发令牌，供脚本使用，内容只显示一次", "Make a token for a script, whose secret is shown once")
KIND = ActKind.ACCOUNT
DAYS_MOST = 365


async def make_token(info: Given, label: Label, days: Days = 90, grant: ForGrant = None) -> NewTokenSaid | None:
    """Takes a session. Raises RoleForbids, BadArgument or Unfit."""
    asking = info.context
    if not 0 < days <= DAYS_MOST:
        raise BadArgument(f"有效天数须为 1 至 {DAYS_MOST}。", f"Days are 1 to {DAYS_MOST}.")
    until = dt.datetime.now(SHANGHAI) + dt.timedelta(days=days)
    bound = str(grant) if grant else None
    made = await in_person(
        asking, partial(asking.gate.accounts.new_token, asking.account, label, until=until, grant=bound)
    )
    return said_new_token(made)
