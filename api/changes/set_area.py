"""Give an account another area."""

from functools import partial

from api.account_types import AccountSaid, said_account
from api.areas import checked_places
from api.arguments import AccountId, Places
from api.in_person import in_person
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind

ABOUT = Text("改辖区", "Give an account another area")
KIND = ActKind.ACCOUNT


async def set_area(info: Given, account: AccountId, area: Places = None) -> AccountSaid | None:
    """Raises RoleForbids or Unfit."""
    asking = info.context
    places = await checked_places(asking.store, area)
    done = await in_person(asking, partial(asking.gate.accounts.set_area, asking.account, str(account), area=places))
    return await said_account(asking.store, done)
