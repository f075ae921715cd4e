"""What the audit is told of signing in and out and of passwords: refused attempts too, and never what was typed.

An attempt that fails is of nobody yet. It is noted under a keyed hash of the name, since people type passwords and ID
numbers where the name goes; who holds the key can still count the attempts at a name.
"""

from dataclasses import dataclass

from api.answering import Office
from api.errors import told_of
from guard.accounts import Account
from guard.accounts.account import name_key
from guard.audit.act import Act, ActKind, Outcome
from guard.refusals import Refusal

NOBODY = "nobody"
"""The caller of an attempt that named nobody."""


@dataclass(frozen=True, slots=True)
class SignInNote:
    """One act of somebody at the door, which is noted when it has ended, and before it begins if it changes anything.

    Every method raises NotAudited, and then the act must not take effect.
    """

    office: Office
    kind: ActKind
    what: str
    caller: str
    role: str = ""

    async def begun(self) -> None:
        """About to be done."""
        await self._record(Outcome.BEGUN, None)

    async def done(self) -> None:
        """Done, and about to be answered."""
        await self._record(Outcome.ANSWERED, None)

    async def failed(self, error: BaseException) -> None:
        """Not done."""
        told = told_of(error)
        outcome = Outcome.REFUSED if isinstance(told, Refusal) else Outcome.FAILED
        await self._record(outcome, told.code)

    def of(self, account: Account) -> "SignInNote":
        """The same act, now that it is known whose it is."""
        return SignInNote(self.office, self.kind, self.what, account.id, account.role.value)

    async def _record(self, outcome: Outcome, code: str | None) -> None:
        act = Act(self.kind, self.caller, self.role, self.what, outcome, code=code)
        await self.office.gate.audit.record(act)


def attempt(office: Office, kind: ActKind, what: str, *, name: str | None) -> SignInNote:
    """An act of whoever typed ``name``."""
    caller = office.desk.seals.keyed_hash("sign_in", name_key(name)) if name is not None else NOBODY
    return SignInNote(office, kind, what, caller)
