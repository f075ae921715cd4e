"""One watch: a question asked at once, and again when the graph has changed; told when the answer is another one."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from graphql import GraphQLError

from api.admitting import Admitted
from api.answering import Office, answer_to, root_fields
from api.asked import Asked, asked_of
from api.errors import ApiError, shown, told_as, told_of
from api.heard import heard_to_watch
from api.noting import Noting, outcome_of
from api.schema import schema
from api.watching.credentials import Credentials
from api.watching.protocol import Closed, Code
from api.watching.quotas import Quotas, quotas_from
from api.watching.versions import Versions
from guard.access import Access
from guard.audit.act import Outcome
from guard.refusals import NotSignedIn
from guard.shown import Shown

AT_ONCE = 4
"""Watches of a server that are asked at the same time: a change wakes all of them, and requests come first."""
REST, REST_MOST = 3.0, 10.0
"""A watch rests three times as long as its question took, ten seconds at most, while changes come without a pause."""


class Ended(Exception):
    """The watch is over; ``errors`` are what its client is told."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        """With errors as an answer carries them."""
        super().__init__("ended")
        self.errors = errors


@dataclass(slots=True)
class Watching:
    """What all watches of a server share."""

    office: Office
    versions: Versions
    quotas: Quotas
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))


def watching(office: Office) -> Watching:
    """What the watches of a server share; within its event loop. Raises SettingError."""
    return Watching(office, Versions(office.desk.store), quotas_from(os.environ))


@dataclass(slots=True)
class Watch:
    """One subscription of one socket."""

    shared: Watching
    credentials: Credentials
    payload: dict[str, Any]
    send: Callable[[dict[str, Any]], Awaitable[None]]
    _sent: bytes | None = None
    _asked: Asked | None = None

    async def run(self) -> None:
        """Answer until cancelled. Raises Ended, or Closed where the other end is not known any more."""
        async with self.shared.versions.followed():
            while True:
                seen = await self._seen()
                async with self.shared.turns:
                    began = time.monotonic()
                    await self._once()
                await asyncio.sleep(min(REST * (time.monotonic() - began), REST_MOST))
                await self.shared.versions.after(seen)

    async def _seen(self) -> Any:
        try:
            return await self.shared.versions.latest()
        except Exception as error:
            raise Ended([told_as(told_of(error))]) from None

    async def _once(self) -> None:
        """Ask, and tell what is new. What is not told is no answer, and not noted."""
        gate = self.shared.office.gate
        try:
            who = await self.credentials.admitted(gate.accounts, used=self._sent is None)
        except NotSignedIn:
            raise Closed(Code.UNAUTHORIZED, "Signed out") from None
        except Exception as error:
            raise Ended([told_as(told_of(error))]) from None
        noting = Noting(gate, self.shared.office.desk.seals, who, root_fields())
        try:
            answer = await self._answer(who, noting)
        except Exception as error:
            told = told_of(error)
            await self._note(noting.refused(told.code))
            located = isinstance(error, GraphQLError)
            raise Ended([shown(error) if located else told_as(told)]) from None  # type: ignore[arg-type]
        await self._tell(answer, noting)

    async def _answer(self, who: Admitted, noting: Noting) -> dict[str, Any]:
        noting.read = True
        self._asked = self._asked or asked_of(self.payload)
        noting.heard = heard_to_watch(self._asked, who.account.role, schema()._schema)
        answer = await answer_to(noting.heard, self.shared.office, noting=noting, narrowed=without_residents)
        if noting.access and noting.access.shown.persons:
            raise ApiError("该问题涉及个人，不可关注。", "This question tells of people, and is not watched.")
        return answer

    async def _tell(self, answer: dict[str, Any], noting: Noting) -> None:
        codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
        if outcome_of(answer, codes) in (Outcome.REFUSED, Outcome.FAILED):
            await self._note(noting.answered(answer))
            raise Ended(answer["errors"])
        written = orjson.dumps(answer)
        if written != self._sent:
            await self._note(noting.answered(answer))
            await self.send(answer)
            self._sent = written

    async def _note(self, noting: Awaitable[None]) -> None:
        """No audit, no answer."""
        try:
            await noting
        except Exception as error:
            raise Ended([told_as(told_of(error))]) from None


def without_residents(access: Access) -> Access:
    """What a watch may read: what is open to the role, in the area of the grant, and nothing that the grant opens."""
    grounds = replace(access.grounds, classes=frozenset()) if access.grounds else None
    return replace(access, grounds=grounds, shown=Shown())
