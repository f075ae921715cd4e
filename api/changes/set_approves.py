"""Let an account approve others' grants, or no longer."""

from functools import partial

from api.account_types import AccountSaid, said_account
from api.arguments import AccountId, Approves
from api.in_person import in_person
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text("许其批准他人的授权，或不再许", "Let an account approve others' grants, or no longer")
KIND = ActKind.ACCOUNT


async def set_approves(info: Given, account: AccountId, approves: Approves) -> AccountSaid | None:
    """Raises RoleForbids or Unfit."""
    asking = info.context
    done = await in_person(
        asking, partial(asking.gate.accounts.set_approves, asking.account, str(account), approves=approves)
    )
    return await said_account(asking.store, done)
