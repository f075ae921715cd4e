"""检索: people, holders of posts, houses, organizations, posts and places by what one types, exact first, then nearest.

By a fragment of a name, in Han signs, pinyin, initials or any mixture, traditional or simplified; by another or former
name, a code or USCC, or a fragment of an address in any of its spellings (``graph.tokens``).
"""

import datetime as dt
from typing import Annotated

from graph.model import Text
from graph.store import Store
from guard.access import Access
from queries.question import question
from queries.search.answer import Found, Held, Hit, Match, SearchKind
from queries.search.ask import FIRST, found_by

__all__ = ["QUESTION", "Found", "Held", "Hit", "Match", "SearchKind", "search"]

QUESTION = question(
    __name__,
    __file__,
    text=Text("检索", "Search"),
    about=Text(
        "按名称片段、拼音、首字母、编码或地址片段查人员、任职者、房屋、组织、岗位和地方",
        "People, holders, houses, organizations, posts, places by fragment of a name, pinyin, initials, code, address",
    ),
    result=Found,
    texts=("hits",),
)


async def search(
    store: Store,
    access: Access,
    *,
    text: Annotated[str, Text("输入的文字", "What is typed")],
    kinds: Annotated[
        list[SearchKind] | None, Text("查哪些种类；空为可看的全部", "Which kinds; none: all that you may see")
    ] = None,
    first: Annotated[int, Text("最多几条，至多 50", "How many at most, 50 at the most")] = FIRST,
    as_of: dt.date | None = None,
) -> Found | None:
    """What ``text`` finds, the nearest first. Residents are searched under a grant only, within its area.

    Raises Refusal where residents are asked for by name and the grant does not open them.
    """
    return await found_by(
        store, access, cypher=QUESTION.texts["hits"], text=text, kinds=kinds, first=first, as_of=as_of
    )
