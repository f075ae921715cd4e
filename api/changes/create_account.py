"""Make an account, whose holder sets the password with a one-time code."""

from functools import partial

from api.account_types import InvitationSaid, said_invitation
from api.areas import checked_places
from api.arguments import Approves, Name, Places, RoleName
from api.in_person import in_person
from api.roots import Given
from graph.model import Text
from guard.audit.act import ActKind
from guard.roles import Role

ABOUT = Text(
    "新建账户，持有人以一次性代码设定密码", "Make an account, whose holder sets the password with a one-time code"
)
KIND = ActKind.ACCOUNT


async def create_account(
    info: Given, name: Name, role: RoleName, area: Places = None, approves: Approves = False
) -> InvitationSaid | None:
    """Raises RoleForbids or Unfit."""
    asking = info.context
    places = await checked_places(asking.store, area)
    done = await in_person(
        asking,
        partial(asking.gate.accounts.add, asking.account, name, role=Role.of(role), area=places, approves=approves),
    )
    return await said_invitation(asking.store, done)
