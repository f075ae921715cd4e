"""Give a resident a new code at a counter, the person and a document having been seen."""

from functools import partial

from api.account_types import InvitationSaid, said_invitation
from api.arguments import Document, Person
from api.counter import check_resident
from api.in_person import in_person
from api.roots import Given
from graph.model import Text
from guard.accounts import DocumentKind
from guard.audit.act import ActKind

ABOUT = Text(
    "窗口为居民重置账户：本人在场，证件已核验",
    "Give a resident a new code at a counter, the person and a document having been seen",
)
KIND = ActKind.ACCOUNT


async def renew_resident(info: Given, person: Person, document: Document) -> InvitationSaid | None:
    """Raises RoleForbids, GrantNeeded, NotFound or Unfit."""
    asking = info.context
    await check_resident(asking, str(person))
    done = await in_person(
        asking,
        partial(
            asking.gate.accounts.renew_resident, asking.account, person=str(person), document=DocumentKind.of(document)
        ),
    )
    return await said_invitation(asking.store, done)
