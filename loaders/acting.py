"""Who loads from a command: whoever may use the machine, or the data steward whose token JINGWEI_TOKEN holds."""

import dataclasses
import os
from pathlib import Path

from graph.model.dates import today
from guard.accounts import Accounts
from guard.grants.areas import request_area
from guard.refusals import RoleForbids
from guard.register import opened_register
from guard.roles import Role
from loaders.desk import Desk

TOKEN = "JINGWEI_TOKEN"


async def acting(desk: Desk, home: Path) -> Desk:
    """The desk as the steward has it, in the steward's area; without a token as it is.

    Raises NotSignedIn for a token that is not valid, RoleForbids for one of another role.
    """
    token = os.environ.get(TOKEN)
    if not token:
        return desk
    with opened_register(home / "access") as register:
        account = Accounts(register).of_token(token).account
    if account.role is not Role.STEWARD:
        raise RoleForbids("只有数据管理员可以装入台账。", "Only a data steward loads ledgers.")
    area = await request_area(desk.store, account.area, day=today())
    return dataclasses.replace(desk, by=account.id, area=area)
