"""Which kinds, in which area, as a clause of the index's query. It weighs nothing, lest it change the order.

People are found by where their facts lie (``graph.project.people``): a resident by their houses', a holder by their
posts', each of which is another class of data.
"""

import re
from collections.abc import Iterable, Iterator

from graph.model.codes import DataClass
from graph.tokens.marks import LABEL
from guard.access import Access
from queries.search.answer import SearchKind

PUBLIC, VOLUNTEERS = "o_", "v_"
_SPECIAL = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/])')


def kinds_query(kinds: Iterable[SearchKind], access: Access) -> str:
    """``+(…)^0``: the node is of one of these kinds, and where its kind is kept to an area, it is in the caller's."""
    return f"+({' '.join(clause for kind in sorted(kinds) for clause in _of(kind, access))})^0"


def _of(kind: SearchKind, access: Access) -> Iterator[str]:
    if kind is SearchKind.HOLDER:
        yield _lies(access, PUBLIC)
        if access.sees(DataClass.RESIDENT):
            yield _lies(access, VOLUNTEERS)
    elif kind in (SearchKind.PERSON, SearchKind.HOUSE) and access.area.communities is not None:
        yield f"(+tokens:{LABEL}{kind.value} +{_lies(access, '')})"
    else:
        yield f"tokens:{LABEL}{kind.value}"


def _lies(access: Access, mark: str) -> str:
    """In the area; of the whole district, that there is anything of the mark."""
    communities = access.area.communities
    places = [""] if communities is None else communities
    return f"community:({' '.join(_escaped(mark + place) for place in places) or NOWHERE})"


NOWHERE = "@nowhere"
"""No community is called so: an empty area finds nothing."""


def _escaped(value: str) -> str:
    return _SPECIAL.sub(r"\\\1", value)
