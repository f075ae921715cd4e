"""The wrapped keys of all persons, as a whole."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from graph.records.tables import person_keys

AT_ONCE = 10_000


class Keys:
    """What a new master key asks of the book."""

    def __init__(self, engine: Engine) -> None:
        """From the book's engine."""
        self._engine = engine

    def any(self) -> bytes | None:
        """Anybody's wrapped key, or None in a book without persons."""
        with self._engine.connect() as db:
            return db.execute(sa.select(person_keys.c.wrapped).limit(1)).scalar()

    def rewrap(self, turned: Callable[[bytes], bytes | None]) -> int:
        """Replace each key by what ``turned`` gives for it, unless that is None; all of them, or none if it raises."""
        c, count, last = person_keys.c, 0, ""
        pages = sa.select(c.person, c.wrapped).order_by(c.person).limit(AT_ONCE)
        change = sa.update(person_keys).where(c.person == sa.bindparam("of")).values(wrapped=sa.bindparam("new"))
        with self._engine.begin() as db:
            while page := db.execute(pages.where(c.person > last)).all():
                last = page[-1][0]
                new = [{"of": person, "new": key} for person, old in page if (key := turned(old)) is not None]
                if new:
                    db.execute(change, new)
                count += len(new)
        return count
