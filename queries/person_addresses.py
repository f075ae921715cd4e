"""查人知住: person → registered and actual address, and whether they are apart (人户分离)."""

import datetime as dt
from dataclasses import dataclass

from graph.model import Text
from graph.model.dates import Certainty
from graph.store import Store
from guard.access import Access
from queries.ask import ask
from queries.person_houses import Registration, Residence
from queries.question import question
from queries.shapes import Resident


@dataclass(frozen=True, slots=True)
class PersonAddresses:
    """Two facts, never one: where a person is registered, and where they live."""

    day: dt.date
    person: Resident
    registered_outside: str | None
    registered: tuple[Registration, ...]
    lives: tuple[Residence, ...]

    @property
    def apart(self) -> Certainty | None:
        """Whether they live elsewhere than where they are registered; None when one of the two is not known here.

        An address outside the district is undated, so it counts only where no house of the district is stated.
        """
        if not self.lives or not (self.registered or self.registered_outside):
            return None
        at = {each.house.id: each.dated.certainty for each in self.registered}
        sure = [each for each in self.lives if each.dated.certainty is Certainty.YES]
        if any(at.get(each.house.id) is Certainty.YES for each in sure):
            return Certainty.NO
        settled = not self.registered or Certainty.YES in at.values()
        never_together = not any(each.house.id in at for each in self.lives)
        return Certainty.YES if sure and settled and never_together else _unsure(self)


def _unsure(found: PersonAddresses) -> Certainty:
    """Possibly apart, unless every residence is the very house of every registration."""
    houses = {each.house.id for each in found.registered} | {each.house.id for each in found.lives}
    only_here = len(houses) == 1 and found.registered and not found.registered_outside
    return Certainty.NO if only_here else Certainty.POSSIBLY


QUESTION = question(
    __name__,
    __file__,
    text=Text("查人知住", "Person to addresses"),
    about=Text("某人当日的户籍地和实住地,是否人户分离", "Registered and actual address, and whether they are apart"),
    result=PersonAddresses,
)


async def person_addresses(
    store: Store,
    access: Access,
    *,
    person: str | None = None,
    id_hash: str | None = None,
    as_of: dt.date | None = None,
) -> PersonAddresses | None:
    """The two addresses of the person with this id, or with this keyed hash of a resident ID."""
    return await ask(store, access, question=QUESTION, as_of=as_of, person=person, id_hash=id_hash)
