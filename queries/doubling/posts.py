"""Posts of the day with their places and holders, as the query hands them over."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model.dates import Certainty, Span
from queries.doubling.states import CERTAIN, Support
from queries.doubling.tree import support_of
from queries.rows import Rows, span_of
from queries.shapes import Dated, Holder, OrganizationRow, PostRow


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person in a post: who, from when to when, by which document."""

    post: PostRow
    organization: OrganizationRow
    holder: Holder
    document: str | None
    dated: Dated


@dataclass(frozen=True, slots=True)
class Held:
    """A holding of a post, now or earlier."""

    person: str
    name: str | None
    document: str | None
    span: Span
    certainty: Certainty
    support: Support


@dataclass(frozen=True, slots=True, eq=False)
class Post:
    """A post that exists on the day. ``stands`` supports its existence, ``places`` its being for each target.

    ``holders`` hold it on the day, certainly or possibly; ``earlier`` are the cells of holdings that have ended.
    """

    row: PostRow
    organization: OrganizationRow
    type: str
    volunteer: bool
    stands: Support
    own: bool
    places: tuple[tuple[str, Support], ...]
    holders: tuple[Held, ...]
    earlier: tuple[Sequence[Any], ...]

    def held_by(self, person: str, day: dt.date) -> list[Held]:
        """All that one person held of it so far. Ended holdings are many and few are asked for: read when they are."""
        now = [each for each in self.holders if each.person == person]
        return now + [_held(self.row.id, each, day) for each in self.earlier if each[0] == person]

    @property
    def present(self) -> list[Support]:
        """The supports of its being there: a post that is FOR something ends with it."""
        return [self.stands | support for _, support in self.places] if self.own else [self.stands]


def posts_of(cells: Iterable[Sequence[Any]], rows: Rows) -> list[Post]:
    """The posts from the query's lists."""
    return [_post(each, rows) for each in cells]


def appointment(post: Post, held: Held, rows: Rows) -> Appointment:
    """The row of one holding; the person goes through the row builder like any other."""
    holder = rows.holder(held.person, held.name, post.volunteer)
    document = held.document if holder.id is not None else None  # one document may name whom another withholds
    return Appointment(post.row, post.organization, holder, document, Dated(held.span, held.certainty))


def _post(cells: Sequence[Any], rows: Rows) -> Post:
    organization = rows.row(OrganizationRow, cells, 4)
    type_, volunteer, sure, own, targets, held = cells[8:]
    stands = support_of(sure, "IN", cells[0], organization.id)
    owner = cells[0] if own else organization.id
    places = tuple((each[0], support_of(each[3], "AT", owner, each[0])) for each in targets)
    now = tuple(_held(cells[0], each, rows.day) for each in held if each[7])
    earlier = tuple(each for each in held if not each[7])
    return Post(rows.row(PostRow, cells), organization, type_, volunteer, stands, own, places, now, earlier)


def _held(post: str, cells: Sequence[Any], day: dt.date) -> Held:
    span = span_of(cells, 3)
    certainty = span.on(day)
    support = CERTAIN if certainty is Certainty.YES else frozenset({("HOLDS", cells[0], post)})
    return Held(cells[0], cells[1], cells[2], span, certainty, support)
