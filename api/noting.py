"""What the audit is told of a request: one act, with everybody whom its answer shows, before the answer is released."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import orjson

from api.admitting import Admitted
from api.heard import Heard
from api.kinds import kind_of
from graph.seals import Seals
from guard.access import Access
from guard.audit.act import Act, ActKind, Outcome, SubjectSeen
from guard.gate import Gate
from guard.refusals import Refusal

REFUSALS = frozenset(
    {"BAD_ARGUMENT", "TOO_MANY", "TIMEOUT", "NOT_ACCEPTABLE", *(each.code for each in Refusal.__subclasses__())}
)
EMPTY = frozenset({"NOT_FOUND"})
FAILED = frozenset({"INTERNAL", "HUNG_UP"})
"""Codes of requests that nobody refused."""


@dataclass(slots=True)
class Noting:
    """One request's entry, filled in as the request is understood."""

    gate: Gate
    seals: Seals
    who: Admitted
    known: frozenset[str]
    heard: Heard | None = None
    access: Access | None = None
    read: bool = False
    """Its body was a well-formed request."""
    _hash: str = field(default="", init=False)

    async def begun(self) -> None:
        """A change is about to be made. Raises NotAudited, and then it is not made."""
        await self._record(Outcome.BEGUN, None, seen=False)

    async def refused(self, code: str) -> None:
        """Nothing is answered. Raises NotAudited."""
        await self._record(Outcome.FAILED if code in FAILED else Outcome.REFUSED, code, seen=False)

    async def answered(self, answer: dict[str, Any]) -> None:
        """This is about to be answered. Raises NotAudited, and then it is not."""
        codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
        await self._record(outcome_of(answer, codes), codes[0] if codes else None, seen=True)

    async def _record(self, outcome: Outcome, code: str | None, *, seen: bool) -> None:
        about = await self._about() if seen else ()
        grounds = self.access.grounds if self.access else None
        act = Act(
            self._kind(),
            self.who.account.id,
            self.who.account.role.value,
            self._what(),
            outcome,
            purpose=grounds.purpose.value if grounds else None,
            grant=grounds.grant if grounds else None,
            hash=self._hashed(),
            code=code,
            about=about,
        )
        await self.gate.audit.record(act)

    async def _about(self) -> tuple[SubjectSeen, ...]:
        persons = self.access.shown.persons if self.access else {}
        if not persons:
            return ()
        subjects = await asyncio.to_thread(self.gate.subjects.of, persons)
        return tuple(SubjectSeen(subjects[p], tuple(sorted(c.value for c in persons[p]))) for p in sorted(persons))

    def _kind(self) -> ActKind:
        return kind_of(self.heard.fields, mutates=self.heard.mutates) if self.heard else ActKind.QUESTION

    def _what(self) -> str:
        """Names of the schema only: another name is a caller's own text, and could hold anything."""
        fields = self.heard.fields if self.heard else ()
        return ",".join(name if name in self.known else "?" for name in fields)

    def _hashed(self) -> str:
        if self.heard and not self._hash:
            variables = orjson.dumps(self.heard.variables, option=orjson.OPT_SORT_KEYS).decode()
            self._hash = self.seals.keyed_hash("question", f"{self.heard.text}\x1f{variables}")
        return self._hash


def outcome_of(answer: dict[str, Any], codes: list[str]) -> Outcome:
    """How a request ended that was executed: whatever came with data was answered."""
    data = answer.get("data") or {}
    if any(value is not None for value in data.values()):
        return Outcome.ANSWERED
    if not codes or set(codes) <= EMPTY:
        return Outcome.EMPTY
    return Outcome.REFUSED if set(codes) & REFUSALS else Outcome.FAILED
