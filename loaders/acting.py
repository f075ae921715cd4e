"""Who loads from a command: whoever may use the machine, or the data steward whose token JINGWEI_TOKEN holds."""

import dataclasses
import os
from pathlib import Path

from graph.model.dates import today
from guard.accounts import Account, Accounts
from guard.accounts.tokens import TokenUse
from guard.audit.act import ActKind, Outcome
from guard.grants.areas import request_area
from guard.noting import act_of
from guard.refusals import GrantWrong, Refusal, RoleForbids
from guard.register import opened_register
from guard.roles import Role
from loaders.desk import Desk

TOKEN = "JINGWEI_TOKEN"


async def acting(desk: Desk, home: Path, what: str) -> Desk:
    """The desk as the steward has it, in the steward's area; without a token as it is.

    A refusal is noted as one of ``what``, a ledger's name. Raises NotSignedIn for a token that is not valid,
    RoleForbids for one of another role, GrantWrong for one that is bound to a grant, NotAudited.
    """
    token = os.environ.get(TOKEN)
    if not token:
        return desk
    with opened_register(home / "access") as register:
        account = await _steward(desk, Accounts(register), token, what)
    area = await request_area(desk.store, account.area, day=today())
    return dataclasses.replace(desk, by=account.id, area=area)


async def _steward(desk: Desk, accounts: Accounts, token: str, what: str) -> Account:
    use: TokenUse | None = None
    try:
        use = accounts.of_token(token)
        _check(use)
    except Refusal as refusal:
        act = act_of(ActKind.LOAD, use.account if use else None, what)
        await desk.audit.record(dataclasses.replace(act, outcome=Outcome.REFUSED, code=refusal.code))
        raise
    return use.account


def _check(use: TokenUse) -> None:
    if use.account.role is not Role.STEWARD:
        raise RoleForbids("只有数据管理员可以装入台账。", "Only a data steward loads ledgers.")
    if use.grant is not None:
        raise GrantWrong(
            "此令牌只能用于一项授权，不能装入台账。", "This token is bound to a grant, and does not load ledgers."
        )
