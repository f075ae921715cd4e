"""A grant's area against its holder's and its approver's: by the ids that an area resolves to on today's tree.

An area that is resolved (``guard.access.area_under``) names its communities and the towns and district wholly in it, so
a place lies within it if its id is among them.
"""

import datetime as dt

from graph.store import Store
from guard.access import Area, area_under


def covers(outer: Area, places: tuple[str, ...] | None) -> bool:
    """Whether every place lies within the resolved area; None is the whole district, no place is none of it."""
    if outer.communities is None:
        return True
    return bool(places) and set(places or ()) <= set(outer.communities)


def narrowed(account: Area, grant: Area) -> Area:
    """What two resolved areas have in common."""
    if account.communities is None or grant.communities is None:
        return grant if account.communities is None else account
    return Area(tuple(sorted(set(account.communities) & set(grant.communities))))


async def request_area(
    store: Store, account: tuple[str, ...] | None, grant: tuple[str, ...] | None = None, *, day: dt.date
) -> Area:
    """The area of a request, from the places of the account and of the grant that it names (None: no narrower)."""
    return narrowed(await _resolved(store, account, day), await _resolved(store, grant, day))


async def _resolved(store: Store, places: tuple[str, ...] | None, day: dt.date) -> Area:
    if not places:  # an account without an area asks nothing of the graph
        return Area() if places is None else Area(())
    return await area_under(store, places, day=day)
